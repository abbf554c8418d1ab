using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Where failures come to an end on their way out: <c>try { Load(); } catch (Exception) { _isUnavailable = true; }</c>. A layer around that sees none of them, and tries nothing again for them: it multiplies nothing.
/// </summary>
internal sealed class EndedFailures(CodeGraph graph, Flows flows, FailureAnalysis failures)
{
    private readonly Dictionary<MethodNode, List<RegionFact>> _ends = [];

    /// <summary>Whether who calls the method learns nothing of a failure at a site of it, neither by an exception nor by what it answers.</summary>
    public bool EndAt(StackedMethod at, int site) => Around(at.Node, site) is not null && !IsAnswered(at);

    /// <summary>Whether a loop of the method itself does not see a failure at a site: it ends in a handler inside the try that the loop is for.</summary>
    public bool EndIn(MethodNode node, int site, RetryLoop loop) =>
        loop.Region is { } tried && Around(node, site) is { } ended && ended != tried && ended.Try.Count < tried.Try.Count && ended.Try.All(tried.Try.Contains) && !LoopFinder.LeadsBack(node.Method.Body, ended, tried, loop.Head, loop.Blocks);

    /// <summary>The innermost handler around a site that lets no failure past, by whatever way.</summary>
    private RegionFact? Around(MethodNode node, int site)
    {
        if (site < 0 || node.Method.Body.Regions.Count == 0)
        {
            return null;
        }

        if (!_ends.TryGetValue(node, out var ends))
        {
            _ends.Add(node, ends = [.. node.Method.Body.Regions.Where((r, i) => Ends(node, r, i))]);
        }

        var block = node.Method.Body.BlockOfSite[site];
        return IsHandedOut(node, site) ? null : ends.Find(r => r.Try.Contains(block));
    }

    private bool Ends(MethodNode node, RegionFact region, int number)
    {
        if (region.Handler.Count == 0 || !IsForAll(node, region) || !Handlers.StopsFailures(graph, node, region))
        {
            return false;
        }

        var method = node.Method;
        var behind = Following.Of(method.Body, region.Handler[0]);
        var caught = new ValueFact(ValueKind.Caught, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return !method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && behind.Contains(s.Block))
            && !method.Body.Steps.Any(s => s.Kind is StepKind.Capture or StepKind.ParameterWrite or StepKind.Return && s.Value == caught)
            && !Enumerable.Range(0, method.Sites.Count).Any(i => behind.Contains(method.Body.BlockOfSite[i]) && MayThrow(node, i, caught));
    }

    /// <summary>A clause that asks for anything but the type of a cancellation lets something past.</summary>
    private static bool IsForAll(MethodNode node, RegionFact region) =>
        region.Filter.All(b => node.Method.Body.Blocks[b] is { Compares: Comparison.None, Tested.Kind: ValueKind.Caught or ValueKind.Unknown } && !node.Method.Body.BlockOfSite.Contains(b));

    /// <summary>What keeps the exception, and what never comes back, may bring it up again.</summary>
    private bool MayThrow(MethodNode node, int site, ValueFact caught)
    {
        var call = node.Method.Sites[site];
        var isGiven = call.Arguments.Any(a => a == caught || a.Elements.Contains(caught));
        return (isGiven && (call.Kind == SiteKind.FieldWrite || Recording.IsTelling(call) || call.Target.Name.IndexOf("SetException", StringComparison.Ordinal) >= 0))
            || node.EdgesAt(site).Any(e => (Throwers.AlwaysThrows(flows, e.To) || (isGiven && !failures.Recording.Records(e.To))));
    }

    /// <summary>A task that is returned from a try fails after it.</summary>
    private static bool IsHandedOut(MethodNode node, int site) =>
        Tasks.IsTask(node.Method.Sites[site].Target) && !node.Method.Sites[site].IsAwaited && node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == Values.ResultOf(site));

    /// <summary>Whether somebody further up may take what the method answers for a failure: it goes out of all of them, or is looked at by one who throws, or who goes round again.</summary>
    private bool IsAnswered(StackedMethod at)
    {
        for (; AnswersAnything(at.Node); at = at.Before)
        {
            if (at.Before is null || at.Edge is not { Via: null, Site: >= 0 } edge)
            {
                return at.Before is not null;
            }

            var caller = at.Before.Node;
            var call = caller.Method.Sites[edge.Site];
            if (call.Use is ResultUse.Discarded or ResultUse.AwaitedOnly)
            {
                return false;
            }

            if (IsTakenForFailure(caller, edge.Site))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the answer of a call decides about a throw, or another turn, or goes to a method of ours that may.</summary>
    private bool IsTakenForFailure(MethodNode caller, int site)
    {
        var (method, flow) = (caller.Method, flows.Of(caller.Method));
        var answer = Values.ResultOf(site);
        HashSet<ValueFact> names = [answer, .. method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Value == answer).Select(s => new ValueFact(ValueKind.Local, s.Slot))];
        return method.Body.Steps.Any(s => s.Kind == StepKind.Throw && flow.Known(s.Block).Any(known => names.Contains(known.Tested)))
            || flow.Loops.Any(l => l.Contains(method.Body.BlockOfSite[site]) && l.Blocks.Any(b => method.Body.Blocks[b].IsTest && method.Body.Blocks[b].True.Any(names.Contains)))
            || method.Sites.Any(s => graph.Find(s.Target) is not null && s.Arguments.Any(a => names.Contains(a) || a.Elements.Any(names.Contains)));
    }

    private static bool AnswersAnything(MethodNode node) =>
        Tasks.Answer(node.Method.Returns) is var answer && answer.Name != "System.Void" && !(Tasks.IsTask(answer) && answer.Arguments.Count == 0);
}
