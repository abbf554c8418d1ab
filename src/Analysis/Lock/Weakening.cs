using System.Globalization;

namespace IntentContracts.Analysis.Lock;

/// <summary>Whether a changed decision promises less than before. What cannot be told from the lock alone is no weakening.</summary>
internal static class Weakening
{
    /// <summary>Said against a safeguard: adding one weakens, removing one does not.</summary>
    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal)
    {
        "NotIdempotent", "NaturallyIdempotent", "NoTransaction", "NoRetry", "NoCache", "NotThreadSafe", "NoInvariant", "NoApiContract", "Blocking", "QueryPerItem", "Swallows", "IntentException",
    };

    /// <summary>Of what surrounds the code, and not of the code: neither saying one nor taking it back promises less.</summary>
    private const string Assumption = "Assumes";

    /// <summary>What holds as long as it is written: another text is another promise.</summary>
    private static readonly HashSet<string> Conditions = new(StringComparer.Ordinal) { "Invariant", "Requires", "Ensures" };

    /// <summary>Weak to strong; what is not specified is whatever the database does, most often ReadCommitted.</summary>
    private static readonly string[] Isolations = ["Chaos", "ReadUncommitted", "ReadCommitted", "RepeatableRead", "Snapshot", "Serializable"];

    public static bool IsRefusal(string intent) => Refusals.Contains(intent);

    public static bool OfAdded(string intent) => IsRefusal(intent);

    public static bool OfRemoved(string intent) => !IsRefusal(intent) && intent != Assumption;

    /// <summary>One argument, by name, or by its position as a number; null where it is not given.</summary>
    public static bool OfArgument(string intent, string argument, string? before, string? after) => (intent, argument) switch
    {
        ("TransactionBoundary", "Isolation") => Isolation(after) < Isolation(before),
        ("TransactionBoundary", "Propagation") => after == "Never" || (before == "RequiresNew" && after != "RequiresNew"),
        ("RetryPolicy", "MaxAttempts") => Number(after, 3) > Number(before, 3),
        ("RetryPolicy", "Budget") => Number(after, 10) > Number(before, 10),
        ("QueryPerItem", "Max") => Number(after, int.MaxValue) > Number(before, int.MaxValue),
        ("Deadline", "0") => Time(after) > Time(before),
        ("Idempotent", "Retention") => Time(after ?? "1.00:00:00") < Time(before ?? "1.00:00:00"),
        ("Idempotent", "Scope") => string.IsNullOrEmpty(after) && !string.IsNullOrEmpty(before),
        ("Idempotent", "OnFault") => after == "Release",
        ("IntentException", "Until") => string.CompareOrdinal(after, before) > 0,
        (Assumption, "Until") => before is not null && (after is null || string.CompareOrdinal(after, before) > 0),
        (Assumption, "VerifiedBy") => after is null,
        (_, "0") => Conditions.Contains(intent),
        _ => false,
    };

    /// <summary>How a reader is told, for the arguments that have a direction.</summary>
    public static string Verb(string intent, string argument, string? before, string? after)
    {
        var weakens = OfArgument(intent, argument, before, after);
        return (intent, argument) switch
        {
            ("TransactionBoundary", "Isolation") => weakens ? "lowered" : Isolation(after) > Isolation(before) ? "raised" : "changed",
            ("RetryPolicy", "MaxAttempts" or "Budget") or ("QueryPerItem", "Max") or ("Deadline", "0") => weakens ? "raised" : "lowered",
            ("Idempotent", "Retention") => weakens ? "shortened" : "changed",
            ("IntentException", "Until") or (Assumption, "Until") when before is not null && after is not null => weakens ? "extended" : "shortened",
            _ => "changed",
        };
    }

    /// <summary>More attempts, or now without end.</summary>
    public static bool OfAttempts(string before, string after) => Attempts(after) > Attempts(before);

    private static long Attempts(string count) => count switch { "∞" => long.MaxValue, "n" => 2, _ => Number(count, 1) };

    private static int Isolation(string? word)
    {
        var strength = Array.IndexOf(Isolations, word ?? "");
        return strength < 0 ? Array.IndexOf(Isolations, "ReadCommitted") : strength;
    }

    private static long Number(string? text, long otherwise) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static TimeSpan Time(string? text) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : TimeSpan.MaxValue;
}
