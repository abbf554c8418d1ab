using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Loops that look at a response and send the same request again: <c>while (!response.IsSuccessStatusCode)</c>, <c>while ((int)response.StatusCode >= 500)</c>. Success leaves the loop and failure stays; where it is the other way round, or the loop goes over items, each turn
/// is another request.
/// </summary>
internal static class StatusLoops
{
    /// <summary>What a server says that is worth asking again.</summary>
    private static readonly int[] Transient = [408, 429, 500, 502, 503, 504];

    /// <summary>The request that a loop repeats; -1 when it is no such loop.</summary>
    public static int Request(MethodNode node, Loop loop)
    {
        if (loop.Turns == 1)
        {
            return -1;
        }

        var requests = Requests(node, loop).ToList();
        return requests.Count > 0 && !WalksOverItems(node.Method, loop) && (loop.Blocks.Any(b => StaysOnFailure(node.Method, loop, b, requests)) || RepeatsFailures(node.Method, loop, requests)) ? requests[0].Site : -1;
    }

    /// <summary>A success leaves the loop whatever else is asked, and what will pass does not have to.</summary>
    private static bool RepeatsFailures(MethodFact method, Loop loop, List<(int Site, bool IsHarmless)> requests)
    {
        var walk = new StatusWalk(method, loop, requests[0].Site, response => IsOf(response, requests));
        return !walk.Repeats(200) && Transient.Any(walk.Repeats);
    }

    /// <summary>What the loop sends: requests of a client, and what a handler hands to the next one.</summary>
    private static IEnumerable<(int Site, bool IsHarmless)> Requests(MethodNode node, Loop loop)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (!loop.Contains(node.Method.Body.BlockOfSite[i]))
            {
                continue;
            }

            if (node.EffectsAt(i).FirstOrDefault(e => e.Category == EffectCategory.Http) is { } request)
            {
                yield return (i, request.Repetition == Repetition.Harmless);
            }
            else if (node.Method.Sites[i].Target is { Name: "SendAsync" or "Send", Type: "System.Net.Http.DelegatingHandler" or "System.Net.Http.HttpMessageHandler" or "System.Net.Http.HttpClientHandler" or "System.Net.Http.SocketsHttpHandler" })
            {
                yield return (i, false);
            }
        }
    }

    private static bool WalksOverItems(MethodFact method, Loop loop) =>
        loop.Blocks.Any(b => method.Body.Blocks[b].IsTest && Values.Source(method, method.Body.Blocks[b].Tested)?.Target.Name is "MoveNext" or "MoveNextAsync" or "TryDequeue" or "TryTake" or "TryRead");

    private static bool StaysOnFailure(MethodFact method, Loop loop, int block, List<(int Site, bool IsHarmless)> requests)
    {
        var test = method.Body.Blocks[block];
        if (!test.IsTest || Values.Source(method, test.Tested) is not { } asked)
        {
            return false;
        }

        bool Leaves(bool whenTrue) => LoopFinder.Leaves(method.Body, whenTrue ? test.WhenTrue : test.WhenFalse, loop.Blocks);
        switch (asked.Target.Name)
        {
            case "get_IsSuccessStatusCode":
                return IsOf(asked.Receiver, requests) && Leaves(true) && !Leaves(false);
            case "get_StatusCode" when test.Compares is not (Comparison.None or Comparison.Each):
                bool Ends(int status) => Leaves(LoopTurns.Holds(status, test.Compares, test.Against));
                return IsOf(asked.Receiver, requests) && Ends(200) && Transient.Any(status => !Ends(status));
            case "Contains":
                // Which codes those are, the set says. To ask again until something is there is no retry, to send again is.
                return asked.Arguments.Any(a => Values.Source(method, a) is { Target.Name: "get_StatusCode" } code && IsOf(code.Receiver, requests))
                    && requests.Exists(r => !r.IsHarmless) && Leaves(false) && !Leaves(true);
            default:
                return false;
        }
    }

    /// <summary>Whether a value is the response of one of the loop's requests. What a variable is assigned is not noted everywhere: one that is assigned anew holds what the loop asks for.</summary>
    private static bool IsOf(ValueFact response, List<(int Site, bool IsHarmless)> requests) =>
        response.Kind is ValueKind.Local or ValueKind.Captured
        || (response.Kind == ValueKind.Result && Values.Index(response) is { } index && requests.Exists(r => r.Site == index));
}
