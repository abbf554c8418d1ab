using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Calls that hold up the thread that makes them: what blocks, and effects that are waited for.</summary>
internal sealed class Stalls(RuleContext context)
{
    private readonly Lazy<MemoryContexts> _inMemory = new(() => new(context.Graph));

    /// <summary>Whether the thread that makes a call has to sit it out, and whether that is certain.</summary>
    public (bool Is, bool Certain) At(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return default;
        }

        if (context.Catalogue.Of<BlocksMeaning>(call.Target) is { } meaning)
        {
            return meaning.When != Blocks.OverStream && !IsMutex(node, site, call) && context.Blocking.Calls.In(node).FirstOrDefault(b => b.Site == site) is { } blocking
                ? (true, (blocking.Certain || blocking.IsEmbedded) && !IsFile(call) && !IsKept(node.Method, call) && !(IsOfContext(call) && _inMemory.Value.Are(node)))
                : default;
        }

        foreach (var effect in node.Effects)
        {
            if (effect.Site == site && IsWaitedFor(call, effect))
            {
                return (true, effect.Category != EffectCategory.FileWrite);
            }
        }

        return default;
    }

    /// <summary>Whether the calls that come to a wait hand it a task that is done.</summary>
    public bool IsOverOn(MethodNode node, int site, IReadOnlyList<CallEdge> way) =>
        context.Catalogue.Of<BlocksMeaning>(node.Method.Sites[site].Target) is not null
        && context.Blocking.Calls.In(node).FirstOrDefault(b => b.Site == site) is { } blocking && context.Blocking.Calls.On(node, blocking, new Way(way)) is null;

    /// <summary>The lock that a wait gives back for as long as it waits: Monitor.Wait.</summary>
    public static ValueFact? Released(SiteFact call) =>
        call.Target is { Type: "System.Threading.Monitor", Name: "Wait" } ? Values.Argument(call, 0) : null;

    /// <summary>A task that a field or property keeps may have completed long ago: the lock is often there for what hands it out.</summary>
    private static bool IsKept(MethodFact method, SiteFact call) =>
        call.Target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal)
        && (call.Receiver.Kind == ValueKind.Field || Values.Source(method, call.Receiver)?.Target.Name.StartsWith("get_", StringComparison.Ordinal) == true);

    /// <summary>Often a lock exists to put the writers of one file in a row.</summary>
    private static bool IsFile(SiteFact call) => call.Target.Type is "System.IO.File" or "System.IO.FileInfo" or "System.IO.Directory" or "System.IO.RandomAccess";

    /// <summary>An asynchronous call only starts; tracking an entity stays in memory; a channel of RabbitMQ must not be shared, so that a lock around it is right.</summary>
    private static bool IsWaitedFor(SiteFact call, EffectSite effect) =>
        call.Target.Returns?.Name is not { } returns
        || (!returns.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            && !call.Target.Name.EndsWith("Async", StringComparison.Ordinal)
            && !(effect.Category == EffectCategory.DbWrite && call.Target.Type.StartsWith("Microsoft.EntityFrameworkCore.Db", StringComparison.Ordinal))
            && !(effect.Category == EffectCategory.Publish && call.Target.Type.IndexOf("Mail", StringComparison.Ordinal) < 0));

    private static bool IsOfContext(SiteFact call) =>
        call.Target.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) || call.Target.Type is "System.Linq.Queryable" or "System.Linq.Enumerable";

    private static bool IsMutex(MethodNode node, int site, SiteFact call) => call.Target.Name == "WaitOne" && LockNames.IsMutex(node, site, call.Receiver);
}
