using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Loops that look at a response and send the same request again: <c>while (!response.IsSuccessStatusCode)</c>. Success leaves the loop and failure stays; where it is the other way round, or the loop goes over items, each turn
/// is another request.
/// </summary>
internal static class StatusLoops
{
    /// <summary>The request that a loop repeats; -1 when it is no such loop.</summary>
    public static int Request(MethodNode node, Loop loop)
    {
        if (node.Effects.Count == 0 || loop.Turns == 1)
        {
            return -1;
        }

        var blocks = node.Method.Body.BlockOfSite;
        var requests = node.Effects.Where(e => e.Category == EffectCategory.Http && loop.Contains(blocks[e.Site])).Select(e => e.Site).ToList();
        return requests.Count > 0 && !WalksOverItems(node.Method, loop) && loop.Blocks.Any(b => StaysOnFailure(node.Method, loop, b, requests)) ? requests[0] : -1;
    }

    private static bool WalksOverItems(MethodFact method, Loop loop) =>
        loop.Blocks.Any(b => method.Body.Blocks[b].IsTest && Values.Source(method, method.Body.Blocks[b].Tested)?.Target.Name is "MoveNext" or "MoveNextAsync" or "TryDequeue" or "TryTake" or "TryRead");

    private static bool StaysOnFailure(MethodFact method, Loop loop, int block, List<int> requests)
    {
        var test = method.Body.Blocks[block];
        if (!test.IsTest || Values.Source(method, test.Tested) is not { Target.Name: "get_IsSuccessStatusCode" } asked || !IsOf(asked.Receiver, requests))
        {
            return false;
        }

        return LoopFinder.Leaves(method.Body, test.WhenTrue, loop.Blocks) && !LoopFinder.Leaves(method.Body, test.WhenFalse, loop.Blocks);
    }

    /// <summary>Whether a value is the response of one of the loop's requests. What a variable is assigned is not noted everywhere: one that is assigned anew holds what the loop asks for.</summary>
    private static bool IsOf(ValueFact response, List<int> requests) =>
        response.Kind is ValueKind.Local or ValueKind.Captured
        || (response.Kind == ValueKind.Result && Values.Index(response) is { } index && requests.Contains(index));
}
