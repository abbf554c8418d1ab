using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What a handler stores by a conditional or a switch expression: <c>state = e.StatusCode == 503 ? "busy" : "down"</c>. Which of them it was the code shows nowhere in one value; that it depends on the failure it does, and that success never
/// stores any of them.
/// </summary>
internal static class ChosenWords
{
    /// <summary>Whether what is stored says that there was a failure, whichever it is.</summary>
    public static bool Are(ControlFlow flow, RegionFact region, FailurePath path, Caught caught, StepFact store) =>
        store.Kind == StepKind.LocalWrite && region.Handler.Contains(store.Block) && store.Value.Kind switch
        {
            ValueKind.Local => AreOfSwitch(flow.Body, region, path, caught, store),
            ValueKind.Unknown => Joined(flow.Body, region, store.Block) is >= 0 and var asks && (AsksFailure(flow, region, caught, asks, store.Block) || AreOtherTexts(flow.Body, path, store)),
            _ => false,
        };

    /// <summary>A switch expression puts what it comes to into a local of its own first.</summary>
    private static bool AreOfSwitch(BodyFact body, RegionFact region, FailurePath path, Caught caught, StepFact store)
    {
        var arms = body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == store.Value.Text).ToList();
        if (arms.Count < 2 || !arms.TrueForAll(s => region.Handler.Contains(s.Block)))
        {
            return false;
        }

        var others = Others(body, path, store);
        return arms.Exists(s => caught.Of(s.Value) != Trace.None)
            || arms.TrueForAll(s => s.Value is { Kind: ValueKind.Text, Text.Length: > 0 } or { Kind: ValueKind.Number } && !others.Contains(s.Value) && (s.Value.Kind == ValueKind.Text || others.Count > 0));
    }

    /// <summary>The block that decides which of several values a block of the handler begins with; -1 where it begins with one.</summary>
    private static int Joined(BodyFact body, RegionFact region, int block) =>
        Enumerable.Range(0, body.Blocks.Count).Count(b => region.Handler.Contains(b) && body.Blocks[b].Next.Contains(block)) > 1 ? block : -1;

    private static bool AsksFailure(ControlFlow flow, RegionFact region, Caught caught, int joined, int block)
    {
        var (method, body) = (flow.Method, flow.Body);
        var above = region.Handler.Where(b => b != block && body.Blocks[b].Next.Count > 1 && flow.Enters(b, joined)).ToList();
        var decides = above.FindIndex(b => above.TrueForAll(a => flow.Enters(a, b)));
        return decides >= 0 && region.Handler.Any(b => b != block && flow.Enters(above[decides], b) && !flow.Enters(block, b) && body.Blocks[b].Next.Count > 1 && Asks(b));

        bool Asks(int at) =>
            caught.Of(body.Blocks[at].Tested) != Trace.None
            || body.Steps.Any(s => s.Kind == StepKind.TypeTest && s.Block == at)
            || Enumerable.Range(0, method.Sites.Count).Any(i => body.BlockOfSite[i] == at && caught.Given(i) != Trace.None);
    }

    /// <summary>Everything else that the local can hold are words that the code shows.</summary>
    private static bool AreOtherTexts(BodyFact body, FailurePath path, StepFact store) =>
        Others(body, path, store) is { Count: > 0 } others
        && others.TrueForAll(o => o is { Kind: ValueKind.Text, Text.Length: > 0 });

    private static List<ValueFact> Others(BodyFact body, FailurePath path, StepFact store) =>
        [.. body.Steps.Where(s => s.Slot == store.Slot && s.Kind is StepKind.LocalWrite or StepKind.Increment && !path.Blocks.Contains(s.Block)).Select(s => s.Value).Where(v => v.Kind != ValueKind.Null)]; // a state machine clears what it kept
}
