using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Calls that hold up the thread that makes them: waits, and effects that are waited for.</summary>
internal sealed class Stalls(RuleContext context)
{
    /// <summary>The site is a wait that the thread certainly has to sit out.</summary>
    public (bool Is, bool Certain) At(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return default;
        }

        if (context.Catalogue.Of<StallMeaning>(call.Target.Type, call.Target.Name) is not null)
        {
            return IsOver(node, site, call) || IsMutex(node, site) ? default : (true, call.Target.Type != "System.IO.File");
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

    /// <summary>The lock that a wait gives back for as long as it waits: Monitor.Wait.</summary>
    public static ValueFact? Released(SiteFact call) =>
        call.Target is { Type: "System.Threading.Monitor", Name: "Wait" } ? Values.Argument(call, 0) : null;

    /// <summary>An asynchronous call only starts; tracking an entity stays in memory; a channel of RabbitMQ must not be shared, so that a lock around it is right.</summary>
    private static bool IsWaitedFor(SiteFact call, EffectSite effect) =>
        call.Target.Returns?.Name is not { } returns
        || (!returns.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            && !call.Target.Name.EndsWith("Async", StringComparison.Ordinal)
            && !(effect.Category == EffectCategory.DbWrite && call.Target.Type.StartsWith("Microsoft.EntityFrameworkCore.Db", StringComparison.Ordinal))
            && !(effect.Category == EffectCategory.Publish && !call.Target.Type.Contains("Mail")));

    /// <summary>It does not wait: its timeout is zero, or what it waits for has been seen to be there.</summary>
    private bool IsOver(MethodNode node, int site, SiteFact call)
    {
        var last = call.Arguments.Count == 0 ? ValueFact.Unknown : call.Arguments[call.Arguments.Count - 1];
        if (call.Target.Name is "Sleep" or "Join" or "Wait" or "WaitOne" && (last == new ValueFact(ValueKind.Number, "0") || Values.Argument(call, 0) == new ValueFact(ValueKind.Number, "0")))
        {
            return true;
        }

        if (call.Target.Name is not ("get_Result" or "GetResult" or "Wait"))
        {
            return false;
        }

        var task = Task(node.Method, call.Receiver);
        if (Values.Source(node.Method, task)?.Target is { Name: "FromResult" or "get_CompletedTask" or "FromException" or "FromCanceled" })
        {
            return true;
        }

        var flow = context.Flows.Of(node.Method);
        for (var i = 0; i < site; i++)
        {
            // if (task.Status == TaskStatus.RanToCompletion): a comparison that no block shows as a test.
            if (node.Method.Sites[i] is { Target.Name: "get_Status" } status && status.Receiver == task && flow.CompletesBefore(i, site))
            {
                return true;
            }
        }

        return flow.Known(node.Method.Body.BlockOfSite[site]).Any(known =>
            known.IsTrue && Values.Source(node.Method, known.Tested) is { Target.Name: "get_IsCompleted" or "get_IsCompletedSuccessfully" or "get_IsFaulted" or "IsCompletedSuccessfully" } test && (test.Receiver == task || test.Arguments.Contains(task)));
    }

    private static ValueFact Task(MethodFact method, ValueFact value)
    {
        for (var hops = 0; hops < 3 && Values.Source(method, value) is { Target.Name: "GetAwaiter" or "ConfigureAwait" or "AsTask" } source; hops++)
        {
            value = source.Receiver;
        }

        return value;
    }

    private static bool IsMutex(MethodNode node, int site) =>
        node.Method.Sites[site].Target.Name == "WaitOne" && LockNames.IsMutex(node, site, node.Method.Sites[site].Receiver);
}
