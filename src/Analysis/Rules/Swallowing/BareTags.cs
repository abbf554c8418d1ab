using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Tags of a span that say what it was about, and not that it has failed: <c>catch (HttpRequestException) { activity?.SetTag("parcel.id", id); }</c>. A key or a value that speaks of a failure records one, as does a constant, which only
/// the handler gives it.
/// </summary>
internal static class BareTags
{
    /// <summary>What the key or the value of a tag says that is there for failures, or for how something ended.</summary>
    private static readonly string[] Speaking =
    [
        "err", "except", "fail", "fault", "status", "outcome", "result", "success", "reason", "cause", "crash", "problem", "issue", "reject", "refus", "denied", "abort", "cancel", "skip", "drop", "lost", "miss", "retr", "attempt", "tries",
        "fallback", "degrad", "timeout", "timed", "unavail", "unreach", "unhealth", "offline", "outage", "invalid", "conflict", "warn", "broke", "state",
    ];

    /// <summary>The tags that a method gives a span, and that are such for what a handler caught.</summary>
    public static HashSet<int> Of(CodeGraph graph, MethodNode node, int number)
    {
        var method = node.Method;
        var handler = method.Body.Regions[number].Handler;
        var tags = Enumerable.Range(0, method.Sites.Count).Where(i => IsTag(method.Sites[i].Target) && handler.Contains(method.Body.BlockOfSite[i])).ToList();
        if (tags.Count == 0)
        {
            return [];
        }

        var caught = new Caught(graph, node, number);
        return [.. tags.Where(i => caught.Given(i) == Trace.None && IsPlainKey(Values.Argument(method.Sites[i], 0)) && SaysNothing(method, handler, Values.Argument(method.Sites[i], 1)))];
    }

    private static bool IsTag(MethodRef target) => target is { Type: "System.Diagnostics.Activity", Name: "SetTag" or "AddTag" };

    private static bool IsPlainKey(ValueFact key) => key.Kind == ValueKind.Text && !Speaks(key.Text);

    /// <summary>What was there before the failure, or is asked of something else, under a name that does not speak of one.</summary>
    private static bool SaysNothing(MethodFact method, IReadOnlyCollection<int> handler, ValueFact value) => value.Kind switch
    {
        ValueKind.Parameter or ValueKind.This or ValueKind.Null => true,
        ValueKind.Field => !Speaks(value.Text.Substring(value.Text.LastIndexOf('.') + 1)),
        ValueKind.Captured => !Speaks(value.Text),
        ValueKind.Local => !Speaks(value.Text) && !method.Body.Steps.Any(s => s.Slot == value.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment && handler.Contains(s.Block)),
        ValueKind.Result => Values.Source(method, value) is { } asked && !Speaks(asked.Target.Name) && asked.Arguments.All(a => SaysNothing(method, handler, a)) && (!asked.Target.HasReceiver || SaysNothing(method, handler, asked.Receiver)),
        _ => false,
    };

    private static bool Speaks(string text) => Array.Exists(Speaking, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
