using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>What happens when an execution is repeated, as far as somebody has declared it.</summary>
internal static class DuplicateAnswer
{
    /// <summary>The declarations that answer for an effect.</summary>
    public static IEnumerable<IntentReportItem> Decisions(EffectReport effect) =>
        effect.Intents.Where(intent => intent.Attribute is "Idempotent" or "NaturallyIdempotent" or "NotIdempotent");

    /// <summary>In a word, for a table.</summary>
    public static string Short(string attribute) => attribute switch
    {
        "Idempotent" => "first outcome again",
        "NaturallyIdempotent" => "harmless by nature",
        _ => "happens again, accepted",
    };

    /// <summary>As a sentence.</summary>
    public static string Sentence(string attribute) => attribute switch
    {
        "Idempotent" => "A duplicate gets the first outcome.",
        "NaturallyIdempotent" => "Repeating it is declared harmless.",
        _ => "That it then happens again is declared as accepted.",
    };

    /// <summary>What is to be said about an entry point that is run twice.</summary>
    public static string WhenRepeated(EntryReport entry) => entry.AtLeastOnce
        ? "its caller may run it again. " + Answer(entry)
        : entry.Effects.SelectMany(Decisions).Any()
            ? "not by its kind, and it is declared what would happen. " + Answer(entry)
            : "not by its kind.";

    /// <summary>What a caller with the same key gets, case by case, from an <c>[Idempotent]</c>'s arguments.</summary>
    /// <param name="code">Marks text as code, in the language of the document.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Cases(string text, Func<string, string> code)
    {
        // Metadata has enums as numbers, source as names.
        var rejects = IntentArguments.Value(text, "OnConcurrent") is "Reject" or "1";
        var onFault = IntentArguments.Value(text, "OnFault");
        var lease = code(IntentArguments.Value(text, "Lease") ?? "00:01:00");
        var retention = code(IntentArguments.Value(text, "Retention") ?? "1.00:00:00");
        var unknown = code("IdempotencyUnknownException");
        return
        [
            ["The first one has finished", "its outcome, without running again, for " + retention],
            [
                "The first one is still running",
                rejects ? code("IdempotencyConflictException") + ", at once" : "the first one's outcome, after waiting at most the lease of " + lease,
            ],
            ["The arguments differ", code("IdempotencyMismatchException")],
            [
                "The first one failed",
                onFault switch
                {
                    "Release" or "2" => "a new execution: the key was released",
                    "Hold" or "1" => unknown + ": the key is held until somebody resolves it",
                    _ => "a new execution if nothing can have happened (rolled back with the claim, or failed before an effect); otherwise " + unknown + ", and the key is held until somebody resolves it",
                },
            ],
        ];
    }

    private static string Answer(EntryReport entry)
    {
        var decided = entry.Effects.SelectMany(Decisions).Select(d => d.Attribute).Distinct(StringComparer.Ordinal).ToList();
        return entry.Effects.Count == 0 ? "That changes nothing: it has no effect."
            : decided.Count == 0 ? "Nobody has declared what that does."
            : string.Join(" ", decided.Select(Sentence));
    }
}
