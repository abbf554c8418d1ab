using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Calls that fail in practice: what goes out of the process, what others have written, and own code that throws or comes to such.</summary>
internal sealed class FailingCalls(RuleContext context)
{
    private const int Deepest = 3;

    private readonly Stalls _stalls = new(context);
    private readonly Dictionary<MethodNode, bool> _known = [];

    public bool CanFail(MethodNode node, int site, int depth = Deepest)
    {
        var call = node.Method.Sites[site];
        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || depth == 0 || IsInCleanup(node, site)
            || call.Target.Name == "ConfigureAwait" || context.Catalogue.Of<LockMeaning>(call.Target.Type, call.Target.Name) is not null)
        {
            return false;
        }

        if (call.Target.Name == "Invoke" || IsPicky(call.Target) || LocksHeld.IsAwaited(node.Method, site) || _stalls.At(node, site).Is || node.EffectsAt(site).Count > 0)
        {
            return true;
        }

        var isOwn = false;
        foreach (var edge in node.Edges)
        {
            if (edge.Site == site && edge.Via is null)
            {
                isOwn = true;
                if (!IsLog(edge.To) && !IsBegun(edge.To) && (!edge.Certain || Fails(edge.To, depth - 1)))
                {
                    return true;
                }
            }
        }

        return !isOwn && call.Kind == SiteKind.VirtualCall && context.Graph.Types.Find(call.Target.Assembly, call.Target.Type) is { IsInterface: true };
    }

    /// <summary>Members of the platform that throw for input which is nothing out of the way: text that is no number, a key that is not there.</summary>
    private static bool IsPicky(MethodRef target) =>
        (target.Name is "Parse" or "ParseExact" && target.Type.StartsWith("System.", StringComparison.Ordinal))
        || (target.Type == "System.Convert" && target.Name.StartsWith("To", StringComparison.Ordinal))
        || (target.Type == "System.Linq.Enumerable" && target.Name is "First" or "Single" or "Last" or "ElementAt" or "Max" or "Min" or "ToDictionary")
        || (target.Name is "get_Item" or "Dequeue" or "Pop" or "Peek" && Mutables.IsCollection(new(target.Assembly, target.Type, [])) && target.Type is not "System.Text.StringBuilder")
        || target is { Type: "System.Collections.Generic.Dictionary`2", Name: "Add" }
        || target.Name is "Deserialize" or "DeserializeObject";

    private bool Fails(MethodNode node, int depth)
    {
        if (!_known.TryGetValue(node, out var fails))
        {
            _known[node] = false;
            fails = node.Method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Await) || Enumerable.Range(0, node.Method.Sites.Count).Any(i => CanFail(node, i, depth));
            _known[node] = fails;
        }

        return fails;
    }

    /// <summary><c>_running = RunAsync();</c> of an async method, which nobody waits for there: what it throws stands in its task, and is thrown where that is awaited.</summary>
    private static bool IsBegun(MethodNode node) => node.Method.Has(MethodTraits.Async);

    /// <summary>What the generator behind [LoggerMessage] writes: it hands the event to the logger, which does not fail.</summary>
    private static bool IsLog(MethodNode node) =>
        node.Method.Has(MethodTraits.Generated) && node.Method.Sites.Any(s => s.Target.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal));

    /// <summary>What a finally does before it gives the lock back.</summary>
    private static bool IsInCleanup(MethodNode node, int site) =>
        node.Method.Body.Regions.Any(r => !r.IsCatch && r.Handler.Contains(node.Method.Body.BlockOfSite[site]));
}
