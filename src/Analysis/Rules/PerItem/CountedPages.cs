using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Pages by their number, cut off in a helper: <c>for (var batch = 0; batch &lt; batches; batch++) foreach (var row in await GetBatch(batch)) …</c>, where that says <c>Skip(batch * 200).Take(200)</c>. What is skipped has to come from what the
/// loop counts, and to be computed from it: who skips as many as the counter says, one more in each turn, asks for one row after the other. The helper may be a delegate that the loop runs (<c>await import(page, 200)</c>), and it may be told by a
/// request that says which page it wants, and how long one is: <c>await import(new Part { StartIndex = page - 1, Count = size })</c>.
/// </summary>
internal static class CountedPages
{
    /// <summary>How many helpers may hand the number on.</summary>
    private const int Near = 4;

    private static readonly string[] One = ["First", "Single", "Last", "ElementAt"];

    /// <summary>Whether a loop that counts one by one hands its number to a helper that asks for the page of that number.</summary>
    public static bool Are(CodeGraph graph, MethodNode node, ControlFlow flow, Loop loop)
    {
        var method = node.Method;
        var deeper = flow.Loops.Where(l => l.Head != loop.Head && loop.Contains(l.Head) && l.Blocks.Count < loop.Blocks.Count).ToList();
        var counters = new HashSet<ValueFact>(method.Body.Steps
            .Where(s => s.Kind == StepKind.Increment && IsTurn(s.Block))
            .Select(s => new ValueFact(ValueKind.Local, s.Slot))
            .Concat(Enumerable.Range(0, method.Sites.Count).Where(s => IsTurn(method.Body.BlockOfSite[s]) && IsNumberOf(method, s)).Select(Values.ResultOf)));
        return counters.Count > 0
            && (node.Edges.Any(e => IsPlain(e) && IsTurn(method.Body.BlockOfSite[e.Site]) && Hands(e, counters.Contains, isComputed: false, Near, takesUnknown: counters.Count == 1))
                || IsRunWithOne()
                || PageRequests.AreMade(flow, loop, counters, IsTurn));

        // All that callers hand it, or the number means different things to them.
        bool IsRunWithOne()
        {
            var run = graph.CallsBackwards.Of(node).SelectMany(call => call.From.Edges).Where(e => e.Via == node && e.ViaSite >= 0 && IsTurn(method.Body.BlockOfSite[e.ViaSite])).Distinct().ToList();
            return run.Count > 0 && run.TrueForAll(e => Hands(method.Sites[e.ViaSite], e.To, counters.Contains, isComputed: false, Near, takesUnknown: counters.Count == 1));
        }

        // What a loop inside counts is not the number of the page.
        bool IsTurn(int block) => loop.Contains(block) && !deeper.Exists(l => l.Contains(block));
    }

    /// <summary><c>foreach (var page in Enumerable.Range(0, pages))</c> counts, too.</summary>
    private static bool IsNumberOf(MethodFact method, int site) =>
        method.Sites[site] is { Target.Name: "get_Current" } current
        && Values.Source(method, current.Receiver) is { Target.Name: "GetEnumerator" } begun
        && Values.Source(method, begun.Receiver) is { Target: { Type: "System.Linq.Enumerable", Name: "Range" } };

    private static bool IsPlain(CallEdge edge) =>
        edge.Via is null && edge.Mode == RunMode.Inline && edge.From.Method.Sites[edge.Site].Kind is SiteKind.Call or SiteKind.VirtualCall;

    /// <summary>Whether a call hands a number to somebody who skips by it: as it is, or computed with (<c>GetRows(page * 50, 50)</c>).</summary>
    private static bool Hands(CallEdge edge, Func<ValueFact, bool> isNumber, bool isComputed, int depth, bool takesUnknown = false) =>
        Hands(edge.From.Method.Sites[edge.Site], edge.To, isNumber, isComputed, depth, takesUnknown);

    private static bool Hands(SiteFact call, MethodNode to, Func<ValueFact, bool> isNumber, bool isComputed, int depth, bool takesUnknown) =>
        Enumerable.Range(0, to.Method.Parameters.Count).Any(p =>
            IsInteger(to.Method.Parameters[p])
            && Values.Argument(call, p) is var given
            && (isNumber(given) || (takesUnknown && given.Kind == ValueKind.Unknown))
            && SkipsBy(to, p, isComputed || !isNumber(given), depth - 1));

    /// <summary>Whether a body leaves out as many rows as one of its parameters says, and asks for several of the rest.</summary>
    private static bool SkipsBy(MethodNode node, int parameter, bool isComputed, int depth)
    {
        var method = node.Method;
        var number = new ValueFact(ValueKind.Parameter, parameter.ToString(CultureInfo.InvariantCulture));
        var isOnlyComputed = IsOnlyComputedWith(method, number);
        return Skipped(method).Any(skipped => (isComputed && skipped == number) || (isOnlyComputed && skipped.Kind == ValueKind.Unknown)) && !AsksForOne(method)
            || (depth > 0 && node.Edges.Any(e => IsPlain(e) && Hands(e, v => v == number, isComputed, depth, isOnlyComputed)));
    }

    /// <summary>What queries of a body leave out, and what goes into a statement that does.</summary>
    private static IEnumerable<ValueFact> Skipped(MethodFact method)
    {
        var skips = method.Sites.Where(s => s.Target is { Name: "Skip", Type: not "System.Linq.Enumerable", ParameterCount: > 0 }).Select(Last);
        return method.Sites.Any(IsStatement) ? skips.Concat(method.Sites.Where(s => IsStatement(s) || s.Kind == SiteKind.New || s.Target.Name is "Add" or "AddWithValue").SelectMany(Given)) : skips;

        static bool IsStatement(SiteFact site) => site.Arguments.Any(a => a.Kind == ValueKind.Text && a.Text.IndexOf("OFFSET ", StringComparison.OrdinalIgnoreCase) >= 0);

        static IEnumerable<ValueFact> Given(SiteFact site) =>
            Enumerable.Range(0, site.Target.ParameterCount).Select(p => Values.Argument(site, p)).SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]);
    }

    /// <summary>Nothing in the body is given the parameter as it is, and no lambda sees it: what it is for is arithmetic.</summary>
    private static bool IsOnlyComputedWith(MethodFact method, ValueFact parameter) =>
        !method.Body.Steps.Any(s => s.Value == parameter && s.Kind is StepKind.Capture or StepKind.Return)
        && !method.Sites.Any(s => s.Target.Returns is { Name: not "System.Void" } && s.Target.Name != "Skip" && s.Arguments.Any(a => a == parameter || a.Elements.Contains(parameter)));

    private static bool AsksForOne(MethodFact method) => method.Sites.Any(s =>
        Array.Exists(One, name => s.Target.Name.StartsWith(name, StringComparison.Ordinal))
        || (s.Target.Name is "Take" or "Limit" && Last(s) is { Kind: ValueKind.Number, Text: "1" }));

    /// <summary>What a call is given last; an extension method is given what it is called on first.</summary>
    private static ValueFact Last(SiteFact call) => Values.Argument(call, call.Target.ParameterCount - 1);

    private static bool IsInteger(TypeName type) => type.Name is "System.Int32" or "System.Int64";
}
