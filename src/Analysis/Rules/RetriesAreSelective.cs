using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1307: a retry that asks nothing about the failure repeats bugs and refusals, too. Possible at most: where only transient things can fail, it is right.</summary>
internal sealed class RetriesAreSelective : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var refused = new Refused(context.Graph);
        var strategies = new OpenStrategies(context.Graph);
        foreach (var node in context.Reach.Reached.Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            foreach (var (location, what, problem) in In(context, node).Concat(strategies.MadeIn(node)))
            {
                if (refused.Use(context, context.Reach.PathTo(node).Select(e => e.From).Append(node)))
                {
                    continue;
                }

                yield return new(
                    RuleTable.RetriesAreSelective,
                    Certain: false,
                    context.Reach.EntryOf(node),
                    context.Reach.PathTo(node),
                    location,
                    what,
                    node.Method.Id,
                    problem,
                    "",
                    "say which failures are worth another attempt, or declare [NoRetry(\"why\")]");
            }
        }
    }

    private static IEnumerable<(Location Location, string What, string Problem)> In(RuleContext context, MethodNode node)
    {
        var loops = context.Retries.LoopsOf(node);
        var unasked = new UnaskedFailures(context.Graph, context.Catalogue);
        var searches = new SearchLoops(context);
        for (var i = 0; i < loops.Count; i++)
        {
            if (loops[i].Region is { } region && AsksNothing(context.Graph, unasked, node, region) && !AsksWhatIsLeft(node.Method, region) && !searches.Are(node, loops[i]))
            {
                yield return (
                    new SpanLocation(node, region.Span),
                    "retry loop " + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    $"{Names.Short(node)} retries every failure of {Called(node, loops[i].Layer.Site)}, also those that no attempt can mend");
            }
        }

        var policies = new UnselectivePolicies(context);
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (policies.Said(node, i) is { } said && !SeesNoFailure(context, node.Method, i))
            {
                yield return (
                    said,
                    SiteNames.Numbered(node, i),
                    $"{Names.Member(node.Method.Sites[i].Target)} in {Names.Short(node)} retries every failure, also those that no attempt can mend");
            }
        }
    }

    /// <summary><c>Policy.Handle&lt;Exception&gt;().WaitAndRetry(9, …).Execute(async () => …)</c>: it retries nothing at all, and IC1308 says so.</summary>
    private static bool SeesNoFailure(RuleContext context, MethodFact method, int index)
    {
        for (var i = index + 1; i < method.Sites.Count; i++)
        {
            if (method.Sites[i].Receiver == Values.ResultOf(index) || method.Sites[i].Arguments.Contains(Values.ResultOf(index)))
            {
                if (context.Catalogue.OfCall(method.Sites[i].Target.Type, method.Sites[i].Target.Name) is RunsMeaning { Mode: RunMode.Retrying } && SynchronousRuns.HandTaskBack(method.Sites[i]))
                {
                    return true;
                }

                index = i;
            }
        }

        return false;
    }

    /// <summary>A delegate is called by what it is to its reader.</summary>
    private static string Called(MethodNode node, int site) =>
        site >= 0 && SiteNames.IsDelegate(node.Method.Sites[site])
            ? node.Method.Sites[site].Receiver.Kind == ValueKind.Parameter ? "what it is handed" : "the delegate that it runs"
            : SiteNames.Plain(node, site);

    private static bool AsksNothing(CodeGraph graph, UnaskedFailures unasked, MethodNode node, RegionFact region)
    {
        var method = node.Method;
        if (region.Catches?.Name is not ("System.Exception" or "System.Object" or "System.SystemException"))
        {
            return false;
        }

        // A catch before it that lets something pass has chosen; letting cancellation pass is no choice.
        var first = method.Body.Regions.TakeWhile(r => r != region).Where(r => r.IsCatch && r.Try.SequenceEqual(region.Try));
        return first.All(r => r.Catches?.Name is "System.OperationCanceledException" or "System.Threading.Tasks.TaskCanceledException")
            && (!Handlers.IsSelective(graph, node, region) || OpenPredicates.AreAllIn(graph, unasked, node, region)) // wherever in the when clause: what its last operand says is tested by nobody
            && !Handlers.ChoosesType(node, region)
            && !region.Handler.Any(b => LooksAtIt(graph, unasked, method, b));
    }

    /// <summary><c>when (status != HttpStatusCode.NotFound)</c>: what the try has noted before it failed tells one failure from another, too. In the handler it does where that throws.</summary>
    private static bool AsksWhatIsLeft(MethodFact method, RegionFact region)
    {
        HashSet<string> left = [.. method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && region.Try.Contains(s.Block)).Select(s => s.Slot)];
        return left.Count > 0
            && (region.Filter.Any(IsAsked) || (region.Handler.Any(b => method.Body.Blocks[b].Compares is not (Comparison.None or Comparison.Each) && IsAsked(b)) && method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && region.Handler.Contains(s.Block))));

        bool IsAsked(int block) => method.Body.Blocks[block].True.Any(t => t.Kind == ValueKind.Local && left.Contains(t.Text));
    }

    /// <summary>A test of the exception, or of what something says of it.</summary>
    private static bool LooksAtIt(CodeGraph graph, UnaskedFailures unasked, MethodFact method, int block)
    {
        var tested = method.Body.Blocks[block].Tested;
        if (tested.Kind == ValueKind.Caught)
        {
            return true;
        }

        for (var depth = 0; depth < 5 && Values.Source(method, tested) is { } call; depth++)
        {
            if (OpenPredicates.IsAsked(call))
            {
                return !OpenPredicates.SaysYes(graph.Find(call.Target)) && !unasked.Are(call);
            }

            tested = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        }

        return false;
    }
}
