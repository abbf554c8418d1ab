using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Results of one's own that say whether it went well, and that nobody looks at: <c>await refunds.RefundAsync(…);</c>, where that answers <c>Result.Fail(…)</c> instead of throwing when the other side says no, or cannot be reached, and records neither.
/// </summary>
internal sealed class DroppedResults(RuleContext context)
{
    /// <summary>Properties by which a result says how it went.</summary>
    private static readonly string[] Verdicts =
    [
        "get_Success", "get_Succeeded", "get_IsSuccess", "get_IsSuccessful", "get_WasSuccessful", "get_Ok", "get_IsOk", "get_Failed", "get_IsFailure", "get_IsFailed", "get_HasFailed", "get_HasError", "get_HasErrors", "get_IsError",
        "get_Error", "get_Errors", "get_ErrorMessage",
    ];

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i] is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { Returns: { } returns } called }
                && SaysHowItWent(returns)
                && UnheardAnswers.IsDropped(node.Method, i)
                && !(sites[i].Use == ResultUse.Discarded && Tasks.IsTask(returns)) // the task itself is dropped: another finding
                && !called.Name.StartsWith("Try", StringComparison.Ordinal)
                && !DroppedOutcomes.IsInHandler(node.Method, i)
                && node.EdgesAt(i).FirstOrDefault(e => e is { Via: null, Mode: RunMode.Inline } && FailsByAnswer(e.To)) is { } edge)
            {
                yield return new(node, new SiteLocation(node, i), new(Names.Short(edge.To), Certain: false, IsEffect: false, [], called), Swallow.Anything, "never looks at the result of", "look at whether it succeeded");
            }
        }
    }

    private bool SaysHowItWent(TypeName returns) =>
        Tasks.Answer(returns) is var answer
        && context.Graph.IsOwn(answer.Assembly)
        && context.Graph.Types.Find(answer.Assembly, answer.Name) is { } type
        && TypeHierarchy.SelfAndBases(type).Any(t => Array.Exists(Verdicts, v => t.Named(v).Count > 0));

    /// <summary>Whether it makes such a result of what a request or a statement has failed with, and nobody else is told.</summary>
    private bool FailsByAnswer(MethodNode node) =>
        node.Effects.Where(e => e.Changes == true && !OwnFailures.IsDeletion(node.Method.Sites[e.Site].Target.Name)).ToList() is { Count: > 0 } changes
        && changes.Exists(e => IsCaught(node, e.Site) || IsRefused(node, e.Site));

    private bool IsCaught(MethodNode node, int site)
    {
        var body = node.Method.Body;
        return body.Regions.Any(r => r.IsCatch && r.Try.Contains(body.BlockOfSite[site])
            && body.Steps.Any(s => s.Kind == StepKind.Return && r.Handler.Contains(s.Block) && (IsResult(node, s.Value) || s.Value.Kind == ValueKind.Field))
            && !body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && r.Handler.Contains(s.Block))
            && !IsRecorded(node, r.Handler.Contains));
    }

    /// <summary><c>response.IsSuccessStatusCode ? Result.Ok : Result.Fail(…)</c></summary>
    private bool IsRefused(MethodNode node, int request)
    {
        var method = node.Method;
        if (method.Sites[request].Target.Returns is not { } returns || Tasks.Answer(returns).Name != "System.Net.Http.HttpResponseMessage")
        {
            return false;
        }

        var flow = context.Flows.Of(method);
        return Enumerable.Range(0, method.Sites.Count).Any(i => IsResult(node, Values.ResultOf(i)) && IsAfterNo(method.Body.BlockOfSite[i]))
            && !IsRecorded(node, IsAfterNo)
            && !method.Body.Steps.Any(s => s.Kind == StepKind.Throw && IsAfterNo(s.Block));

        bool IsAfterNo(int block) =>
            flow.Known(block).Any(k => !k.IsTrue && Values.Source(method, k.Tested) is { Target: { Type: "System.Net.Http.HttpResponseMessage", Name: "get_IsSuccessStatusCode" } });
    }

    /// <summary>It makes a result of the type that the method answers with.</summary>
    private static bool IsResult(MethodNode node, ValueFact value) =>
        Values.Index(value) is { } index && index < node.Method.Sites.Count && node.Method.Sites[index] is { Kind: SiteKind.Call or SiteKind.New } made
        && Tasks.Answer(node.Method.Returns).Name is var result
        && (made.Kind == SiteKind.New ? made.Target.Type == result : made.Target.Returns is { } returns && returns.Name == result && made.Target.Name is not ("Ok" or "Success" or "get_Ok" or "get_Success"));

    private bool IsRecorded(MethodNode node, Func<int, bool> isThere) =>
        Enumerable.Range(0, node.Method.Sites.Count).Any(i => isThere(node.Method.Body.BlockOfSite[i])
            && (context.FailureAnalysis.Recording.IsRecord(node.Method.Sites[i]) || node.EdgesAt(i).Any(e => context.FailureAnalysis.Recording.Records(e.To))));
}
