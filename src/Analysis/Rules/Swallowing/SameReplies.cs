using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What a handler hands to whoever waits for an answer, and what a success hands over as well: <c>catch (HttpRequestException) { await context.RespondAsync(new Accepted(id)); return; } await context.RespondAsync(new Accepted(id));</c>.
/// </summary>
internal static class SameReplies
{
    public static bool Is(ControlFlow flow, MethodNode node, RegionFact region, int index)
    {
        var method = node.Method;
        var reply = method.Sites[index];
        if (!TakesAnswer(reply.Target) || region.Try.Count == 0 || reply.Target.ParameterCount == 0)
        {
            return false;
        }

        var path = new FailurePath(flow, region);
        var others = Enumerable.Range(0, method.Sites.Count)
            .Where(i => i != index && IsAnswerOfSuccess(method, region, path, i) && method.Sites[i].Target.Type == reply.Target.Type && TakesAnswer(method.Sites[i].Target))
            .Select(i => method.Sites[i])
            .ToList();
        return others.Count > 0 && others.TrueForAll(other => IsSame(method, reply, other));
    }

    private static bool TakesAnswer(MethodRef target) =>
        target is { Type: "MassTransit.ConsumeContext", Name: "RespondAsync" } or { Type: "System.Threading.Tasks.TaskCompletionSource`1", Name: "SetResult" or "TrySetResult" };

    /// <summary>What other handlers answer is no success, and what was refused before anything was tried is none either.</summary>
    private static bool IsAnswerOfSuccess(MethodFact method, RegionFact region, FailurePath path, int site) =>
        method.Body.BlockOfSite[site] is var block
        && !path.Blocks.Contains(block)
        && !method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(block))
        && (region.Try.Contains(block) || Following.Leads(method.Body, region.Try[0], block));

    private static bool IsSame(MethodFact method, SiteFact reply, SiteFact other) =>
        reply.Target.Id == other.Target.Id
        && reply.Target.MethodArguments.Select(a => a.Name).SequenceEqual(other.Target.MethodArguments.Select(a => a.Name))
        && (reply.Receiver == other.Receiver || SameAnswers.AreMadeOfTheSame(method, reply.Receiver, other.Receiver))
        && Enumerable.Range(0, reply.Target.ParameterCount).All(p => SameAnswers.AreMadeOfTheSame(method, Values.Argument(reply, p), Values.Argument(other, p)));
}
