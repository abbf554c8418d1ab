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

    /// <summary>What a caller with the same key gets, case by case, from an <c>[Idempotent]</c>'s arguments.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cases(string text)
    {
        // Metadata has enums as numbers, source as names.
        var rejects = IntentArguments.Value(text, "OnConcurrent") is "Reject" or "1";
        var onFault = IntentArguments.Value(text, "OnFault");
        var lease = MarkdownText.Code(IntentArguments.Value(text, "Lease") ?? "00:01:00");
        var retention = MarkdownText.Code(IntentArguments.Value(text, "Retention") ?? "1.00:00:00");
        return
        [
            ["The first one has finished", "its outcome, without running again, for " + retention],
            [
                "The first one is still running",
                rejects ? "`IdempotencyConflictException`, at once" : "the first one's outcome, after waiting at most the lease of " + lease,
            ],
            ["The arguments differ", "`IdempotencyMismatchException`"],
            [
                "The first one failed",
                onFault switch
                {
                    "Release" or "2" => "a new execution: the key was released",
                    "Hold" or "1" => "`IdempotencyUnknownException`: the key is held until somebody resolves it",
                    _ => "a new execution if nothing can have happened (rolled back with the claim, or failed before an effect); otherwise `IdempotencyUnknownException`, and the key is held until somebody resolves it",
                },
            ],
        ];
    }
}
