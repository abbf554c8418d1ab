namespace IntentContracts.Cli.Queries;

/// <summary>A name as somebody types it: without regard to case, with <c>*</c> for any text.</summary>
internal static class Pattern
{
    /// <summary>The whole text.</summary>
    public static bool Is(string pattern, string text) => Matches(pattern.ToUpperInvariant(), text.ToUpperInvariant());

    /// <summary>The whole text, or with a pattern without <c>*</c> any part of it.</summary>
    public static bool Has(string pattern, string text) =>
        pattern.Contains('*', StringComparison.Ordinal) ? Is(pattern, text) : text.Contains(pattern, StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string pattern, string text) => Analysis.Graph.DocIdPattern.Matches(pattern, text);
}
