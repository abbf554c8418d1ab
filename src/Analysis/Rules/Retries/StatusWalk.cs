using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Whether a loop sends its request again for a status, by going through the statements behind the request with it: <c>if (response.StatusCode is not (503 or 429) || attempt == 3) return response;</c>
/// is several tests, which only together say what they ask. A test of something else can go either way.
/// </summary>
internal sealed class StatusWalk(MethodFact method, Loop loop, int request, Func<ValueFact, bool> isResponse)
{
    private const int Most = 200;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _status;

    /// <summary>Whether the request can be sent again after the server has answered with a status.</summary>
    public bool Repeats(int status)
    {
        _seen.Clear();
        _status = status;
        var start = method.Body.BlockOfSite[request];
        return Next(start, request, new(StringComparer.Ordinal)).Any(way => Comes(way.Block, way.Known));
    }

    private bool Comes(int block, Dictionary<string, int> known)
    {
        if (block == method.Body.BlockOfSite[request])
        {
            return true;
        }

        if (!loop.Contains(block) || _seen.Count > Most || !_seen.Add(block + ":" + string.Join(",", known.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => k.Key + "=" + k.Value))))
        {
            return false;
        }

        return Next(block, -1, known).Any(way => Comes(way.Block, way.Known));
    }

    private IEnumerable<(int Block, Dictionary<string, int> Known)> Next(int block, int after, Dictionary<string, int> before)
    {
        var known = new Dictionary<string, int>(before, StringComparer.Ordinal);
        foreach (var step in method.Body.Steps.Where(s => s.Block == block && s.SitesBefore > after))
        {
            switch (step)
            {
                case { Kind: StepKind.Return or StepKind.Throw or StepKind.Rethrow }:
                    return [];
                case { Kind: StepKind.LocalWrite, Value: { Kind: ValueKind.Number } written } when int.TryParse(written.Text, out var number):
                    known[step.Slot] = number;
                    break;
                case { Kind: StepKind.LocalWrite or StepKind.Increment or StepKind.Advance }:
                    known.Remove(step.Slot);
                    break;
            }
        }

        var ends = method.Body.Blocks[block];
        var asked = method.Body.Cases.Where(c => c.Block == block && IsStatus(c.Asked)).ToList();
        IEnumerable<int> next = asked.Count > 0 ? [asked.Find(c => LoopTurns.Holds(_status, c.Compares, c.Against)) is { } holds ? holds.WhenTrue : asked[asked.Count - 1].WhenFalse]
            : ends.IsTest && Answer(ends, known) is { } answer ? [answer ? ends.WhenTrue : ends.WhenFalse]
            : ends.Next;
        return next.Select(b => (b, known));
    }

    /// <summary>What a test says for the status; null when it asks for something else.</summary>
    private bool? Answer(BlockFact test, Dictionary<string, int> known)
    {
        if (test.Compares != Comparison.Each && IsStatus(test.Tested))
        {
            return test.Compares == Comparison.None ? null : LoopTurns.Holds(_status, test.Compares, test.Against);
        }

        if (test.Compares == Comparison.None && Values.Source(method, test.Tested) is { Target.Name: "get_IsSuccessStatusCode" } success && isResponse(success.Receiver))
        {
            return _status is >= 200 and < 300;
        }

        return test.Compares != Comparison.Each && test.Tested.Kind == ValueKind.Local && known.TryGetValue(test.Tested.Text, out var number)
            ? test.Compares == Comparison.None ? number != 0 : LoopTurns.Holds(number, test.Compares, test.Against)
            : null;
    }

    private bool IsStatus(ValueFact asked) => Values.Source(method, asked) is { Target.Name: "get_StatusCode" } status && isResponse(status.Receiver);
}
