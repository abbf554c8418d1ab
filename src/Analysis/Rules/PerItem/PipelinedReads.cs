using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Commands to Redis of which none waits for the one before: <c>tasks[i] = redis.StringGetAsync(keys[i]);</c> and behind the loop <c>await Task.WhenAll(tasks)</c>. The client sends them one behind the other over one connection, and they are waited for once.
/// </summary>
internal static class PipelinedReads
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        var method = call.Node.Method;
        if (call.Call is not null || method.Sites[call.Site] is not { IsAwaited: false, Kind: SiteKind.Call or SiteKind.VirtualCall } read || !read.Target.Type.StartsWith("StackExchange.Redis.", StringComparison.Ordinal) || !Tasks.IsTask(read.Target))
        {
            return false;
        }

        var block = method.Body.BlockOfSite[call.Site];
        var loops = context.Flows.Of(method).Loops.Where(l => l.Contains(block)).ToList();
        return method.Has(MethodTraits.Lambda) && loops.Count == 0
            ? IsReturned(method, call.Site) && IsMappedAndGathered(call.Node.Owner(context.Graph).Method, method.Id)
            : Enumerable.Range(0, method.Sites.Count).Any(s => IsWaitedForAll(method, s) && method.Flow.CanFollow(call.Site, s) && loops.Exists(l => !l.Contains(method.Body.BlockOfSite[s])))
                && !method.Body.Steps.Any(s => s.Kind == StepKind.Await && s.Value == Values.ResultOf(call.Site));
    }

    /// <summary><c>await Task.WhenAll(keys.Select(key => redis.StringGetAsync(key)))</c>.</summary>
    private static bool IsMappedAndGathered(MethodFact owner, string lambda) => owner.Sites.Any(made =>
        made is { Kind: SiteKind.Delegate, Consumer: >= 0 and var consumer } && made.Target.Id == lambda && owner.Sites[consumer].Target is { Type: "System.Linq.Enumerable", Name: "Select" }
        && Enumerable.Range(0, owner.Sites.Count).Any(s => IsWaitedForAll(owner, s) && Chain.Sites(owner, Values.Argument(owner.Sites[s], 0)).Contains(consumer)));

    private static bool IsReturned(MethodFact method, int site) => method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == Values.ResultOf(site));

    private static bool IsWaitedForAll(MethodFact method, int site) =>
        method.Sites[site] is { Target: { Type: "System.Threading.Tasks.Task", Name: "WhenAll" } } all
        && (all.IsAwaited || method.Body.Steps.Any(s => s.Kind is StepKind.Await or StepKind.Return && s.Value == Values.ResultOf(site)));
}
