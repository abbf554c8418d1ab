using System.Diagnostics.Metrics;

namespace IntentContracts.Testing;

/// <summary>Reads a measurement of a guard's counter as the event that it stands for.</summary>
internal static class ReportedEvent
{
    private const string Prefix = "intentcontracts.";

    /// <returns>Null for an instrument that this version does not know.</returns>
    public static GuardEvent? Of(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Kind(instrument.Name, Tag(tags, "intent.kind")) is not { } kind)
        {
            return null;
        }

        var mode = Tag(tags, "intent.mode") == "observe" ? GuardMode.Observe : GuardMode.Enforce;
        return new(kind, Tag(tags, "intent.contract") ?? "", Tag(tags, "intent.outcome") ?? GuardEvent.Violated, mode);
    }

    private static GuardKind? Kind(string instrument, string? kind) => instrument switch
    {
        Prefix + "deadline.calls" => GuardKind.Deadline,
        Prefix + "exclusive.calls" => GuardKind.Exclusive,
        Prefix + "idempotency.claims" => GuardKind.Idempotent,
        Prefix + "retry.attempts" => GuardKind.Retry,
        Prefix + "transaction.boundaries" or Prefix + "transaction.deferred" => GuardKind.Transaction,
        Prefix + "invariant.violations" => GuardKind.Invariant,
        Prefix + "condition.violations" => kind switch
        {
            "requires" => GuardKind.Requires,
            "ensures" => GuardKind.Ensures,
            "transition" => GuardKind.Transition,
            _ => null,
        },
        _ => null,
    };

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }
}
