using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Answers of nothing that are taken for a failure: <c>if (addresses.Length == 0) throw …</c>, by every caller that there is, or behind the handler itself.</summary>
internal sealed class RefusedAnswers(CodeGraph graph, Flows flows, Recording recording, UnheardAnswers unheard)
{
    private static readonly HashSet<string> Sizes = new(StringComparer.Ordinal) { "get_Length", "get_Count", "get_HasValue", "Count", "Any", "LongCount" };

    private readonly Dictionary<MethodNode, bool> _known = [];

    /// <summary>Whether every caller throws or records where a method gives it nothing.</summary>
    public bool Are(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known.Add(node, known = unheard.AreKnown(node.Method)
                && graph.CallsBackwards.Of(node) is { Count: > 0 } calls
                && calls.All(c => c.Via is null && c.Site >= 0 && ResultsOf(c.From.Method, c.Site).Any(r => Refuses(c.From, r, _ => true))));
        }

        return known;
    }

    /// <summary>What a call gives, and what an await of it gives through <c>ConfigureAwait(false)</c>.</summary>
    private static IEnumerable<ValueFact> ResultsOf(MethodFact method, int call) =>
        Enumerable.Range(0, method.Sites.Count).Where(i => method.Sites[i].Target.Name == "ConfigureAwait" && method.Sites[i].Receiver == Values.ResultOf(call)).Append(call).Select(Values.ResultOf);

    /// <summary>Whether a test throws or records where it finds nothing in a value.</summary>
    /// <param name="isAsked">Which tests count.</param>
    public bool Refuses(MethodNode node, ValueFact value, Func<int, bool> isAsked)
    {
        var blocks = node.Method.Body.Blocks;
        return Enumerable.Range(0, blocks.Count).Any(b => isAsked(b) && blocks[b].IsTest && blocks[b].Sides is { } sides && WayOfNothing(node.Method, value, blocks[b].Tested, sides) is >= 0 and var way && IsLoud(node, b, way));
    }

    private static int? WayOfNothing(MethodFact method, ValueFact value, ValueFact tested, (int Yes, int No) sides) =>
        tested == value ? sides.No
        : Values.Source(method, tested) is not { } asked || !(asked.Receiver == value || Values.Argument(asked, 0) == value) ? null
        : Sizes.Contains(asked.Target.Name) ? sides.No
        : asked.Target.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "get_IsEmpty" ? sides.Yes
        : null;

    /// <summary>
    /// What is thrown or recorded only where the test has gone that way, or another operand behind it has: <c>if (text is null || !Parse(text)) AddModelError(…)</c>. Behind a loop that it ends, a record is of the whole.
    /// </summary>
    private bool IsLoud(MethodNode node, int test, int way)
    {
        var (method, flow) = (node.Method, flows.Of(node.Method));
        if (!flow.Predecessors(way).All(before => before == test || (method.Body.Blocks[before].IsTest && flow.Enters(test, before) && !flow.Enters(way, before))))
        {
            return false;
        }

        var leaves = flow.Loops.Any(l => l.Contains(test) && !l.Contains(way));
        return method.Body.Steps.Any(s => s.Kind == StepKind.Throw && Values.Source(method, s.Value) is not null && flow.Enters(way, s.Block))
            || (!leaves && Enumerable.Range(0, method.Sites.Count).Any(i => flow.Enters(way, method.Body.BlockOfSite[i]) && Tells(method.Sites[i])));
    }

    private bool Tells(SiteFact site) =>
        recording.IsRecord(site) || (site.Kind == SiteKind.Call && graph.Find(site.Target) is { } helper && (Throwers.AlwaysThrows(flows, helper) || recording.Records(helper)));
}
