using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Pages that a loop counts one by one, where the number does not reach the request as it is: it is computed with, put among the parameters, or only says how many pages there were.</summary>
internal static class NumberedPages
{
    /// <summary>Parameters of a request that say which page it is for.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "page", "pageNumber", "page_number", "pageIndex", "page_index", "pageNo", "pagenum", "currentPage", "offset", "skip", "start", "startIndex", "from",
    };

    /// <summary><c>if (rows.Count &lt; 50) break;</c>: the loop is left where a turn has brought too few, of which it learns after it has asked.</summary>
    public static bool AreCut(ControlFlow flow, Loop loop, int site)
    {
        var (method, asks) = (flow.Method, flow.Body.BlockOfSite[site]);

        // A way out of a try belongs to the loop, since it could throw.
        var exits = loop.Blocks.Where(b => flow.Body.Blocks[b].Next.Count > 1 && flow.Body.Blocks[b].Next.Any(next => LoopFinder.Leaves(flow.Body, next, loop.Blocks))).Select(b => ItemLoops.Decides(method, b));
        return IsOnlyCounted(flow, loop) && exits.Any(e => e is >= 0 && Counted(method, e.Value) is { } list
            && Values.Index(list) is { } made && list.Kind is ValueKind.Result or ValueKind.New && made > site
            && loop.Contains(flow.Body.BlockOfSite[made]) && flow.Dominates(asks, flow.Body.BlockOfSite[made])
            && !IsTakenOut(method.Sites[made]));
    }

    /// <summary><c>parameters["page"] = page.ToString()</c>, of which the request is made.</summary>
    public static bool ArePut(MethodFact method, Loop loop, int site)
    {
        var counters = Counters(method, loop);
        var put = Enumerable.Range(0, method.Sites.Count).Where(s => s != site && loop.Contains(method.Body.BlockOfSite[s]) && method.Sites[s] is { Arguments.Count: > 1, Target.HasReceiver: true } sets
            && sets.Arguments[0].Kind == ValueKind.Text && Names.Contains(sets.Arguments[0].Text) && (sets.Target.Name == "set_Item" || sets.Target.Name.StartsWith("Add", StringComparison.Ordinal)) && IsNumber(sets.Arguments[1])).Select(s => method.Sites[s].Receiver).ToList();
        var call = method.Sites[site];
        return put.Count > 0 && (call.Arguments.Any(put.Contains) || call.Arguments.SelectMany(a => Chain.Sites(method, a)).Any(s => put.Contains(method.Sites[s].Receiver) || method.Sites[s].Arguments.Any(put.Contains)));

        bool IsNumber(ValueFact value) =>
            (value.Kind == ValueKind.Local && counters.Contains(value.Text))
            || (Values.Source(method, value) is { Target.Name: "ToString" } text && IsNumber(text.Receiver));
    }

    /// <summary><c>while (page &lt;= pages) { … first = await GetAsync(filter); foreach (var row in first.Rows) … page++; }</c>: nobody is given the number, each turn asks the same, and goes through what it has got.</summary>
    public static bool AreCounted(ControlFlow flow, Loop loop, int site)
    {
        var method = flow.Method;
        return IsOnlyCounted(flow, loop)
            && flow.Loops.Any(inner => inner.Head != loop.Head && loop.Contains(inner.Head) && inner.Blocks.Count < loop.Blocks.Count && !inner.Contains(flow.Body.BlockOfSite[site])
                && ItemLoops.Exits(method, inner).Any(e => e is >= 0 && method.Sites[e.Value].Target.Name == "MoveNext" && Chain.Leads(method, method.Sites[e.Value].Receiver, site)));
    }

    /// <summary>It counts one by one, and not through something that is there before.</summary>
    private static bool IsOnlyCounted(ControlFlow flow, Loop loop) =>
        Strides.IsByOne(flow, loop) && !flow.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block) && !flow.Loops.Any(l => l.Head != loop.Head && l.Blocks.Count < loop.Blocks.Count && loop.Contains(l.Head) && l.Contains(s.Block)));

    private static HashSet<string> Counters(MethodFact method, Loop loop) =>
        new(method.Body.Steps.Where(s => s.Kind is StepKind.Increment or StepKind.Advance && loop.Contains(s.Block)).Select(s => s.Slot));

    /// <summary>The list whose size decides; an array is tested itself.</summary>
    private static ValueFact? Counted(MethodFact method, int decides) => method.Sites[decides] switch
    {
        { Target: { Name: "get_Count" or "get_Length", ParameterCount: 0 } } count => count.Receiver,
        { Target: { Type: "System.Linq.Enumerable", Name: "Count" } } count => Values.Argument(count, 0),
        { Target.Returns: { } array } when Generics.Awaited(array).Name.EndsWith("[]", StringComparison.Ordinal) => Values.ResultOf(decides),
        _ => null,
    };

    private static bool IsTakenOut(SiteFact made) => made.Target.Name is "get_Item" or "get_Current" or "Dequeue" or "Pop";
}
