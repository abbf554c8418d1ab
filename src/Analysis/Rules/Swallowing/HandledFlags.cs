using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Filters that are no handlers and swallow all the same: <c>context.ExceptionHandled = true;</c> ends a failure as a catch would. Whoever says so with an answer that all is well, and lets nobody know, has swallowed it.
/// </summary>
internal sealed class HandledFlags(RuleContext context)
{
    private const string Filters = "Microsoft.AspNetCore.Mvc.Filters.";

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Target.Name == "set_ExceptionHandled"
                && sites[i].Target.Type.StartsWith(Filters, StringComparison.Ordinal)
                && Values.Argument(sites[i], 0) is { Kind: ValueKind.Number, Text: not "0" }
                && SaysAllIsWell(node.Method, sites[i].Receiver)
                && !LetsSomebodyKnow(node))
            {
                yield return new(
                    node,
                    new SiteLocation(node, i),
                    new("the action", Certain: false, IsEffect: false, []),
                    Swallow.Anything,
                    "answers that all is well after every failure of",
                    "record it, answer with a status that says so");
            }
        }
    }

    /// <summary>The result that the filter gives, and no other one, is a success: an empty one can be there for a caller who has left.</summary>
    private static bool SaysAllIsWell(MethodFact method, ValueFact filter)
    {
        var results = method.Sites.Where(s => s.Receiver == filter && s.Target.Name == "set_Result").Select(s => Values.Argument(s, 0)).ToList();
        return results.Count > 0
            && results.TrueForAll(r => HttpAnswers.SaysItFailed(method, r) == false || Values.Source(method, r) is { Kind: SiteKind.New, Target.Type: "Microsoft.AspNetCore.Mvc.OkObjectResult" })
            && !method.Sites.Any(s => s.Target is { Type: "Microsoft.AspNetCore.Http.HttpResponse", Name: "set_StatusCode" });
    }

    /// <summary>A log that speaks of something else is none of the failure: one with the exception in it, or on its way, is. What is done only when there is none does not count.</summary>
    private bool LetsSomebodyKnow(MethodNode node)
    {
        var method = node.Method;
        var flow = context.Flows.Of(method);
        return Enumerable.Range(0, method.Sites.Count).Any(i => IsGivenException(method, method.Sites[i]) && !Recording.IsTrivial(method.Sites[i].Target))
            || Enumerable.Range(0, method.Sites.Count).Any(i => IsRecord(node, i) && (!AsksForException(method) || IsAfterFailure(method, flow, i)));
    }

    private bool IsRecord(MethodNode node, int index) =>
        context.FailureAnalysis.Recording.IsRecord(node.Method.Sites[index])
        || node.EdgesAt(index).Any(e => context.FailureAnalysis.Recording.Records(e.To));

    private static bool IsGivenException(MethodFact method, SiteFact site) =>
        site.Arguments.Any(a => IsException(method, a) || (a.Kind == ValueKind.Many && a.Elements.Any(e => IsException(method, e))));

    private static bool IsException(MethodFact method, ValueFact value) =>
        Values.Source(method, value) is { Target.Name: "get_Exception" or "get_ExceptionDispatchInfo" } asked && asked.Target.Type.StartsWith(Filters, StringComparison.Ordinal);

    private static bool AsksForException(MethodFact method) => method.Body.Blocks.Any(b => b.IsTest && IsException(method, b.Tested));

    private static bool IsAfterFailure(MethodFact method, Flow.ControlFlow flow, int site) =>
        flow.Known(method.Body.BlockOfSite[site]).Any(k => k.IsTrue && IsException(method, k.Tested));
}
