namespace IntentContracts.Analysis.Catalogues;

/// <summary>How a line's symbol is to be matched.</summary>
internal enum SymbolRole
{
    /// <summary>A member that is called.</summary>
    Called,

    /// <summary>A member that the user's code implements or overrides.</summary>
    Implemented,

    /// <summary>An attribute that the user's code carries.</summary>
    Attribute,

    /// <summary>A class that the user's code derives from.</summary>
    Base,

    /// <summary>An exception that the user's code catches.</summary>
    Caught,
}

/// <summary>One line of a catalogue: <c>[role] Namespace.Type::Member -> meaning</c>.</summary>
/// <param name="Type">Definition name as in a DocId; ends in <c>*</c> to match every type that begins so.</param>
/// <param name="Member">Metadata name; ends in <c>*</c> to match every member that begins so; empty for types and attributes.</param>
/// <param name="Source">The file it stands in, for messages.</param>
internal sealed record CatalogueLine(SymbolRole Role, string Type, string Member, Meaning Meaning, string Source, int Line)
{
    public bool MatchesMember(string name) => Wildcard.Matches(Member, name);
}

internal static class Wildcard
{
    /// <summary>The same for several patterns between bars.</summary>
    public static bool MatchesAny(string patterns, string text) => patterns.IndexOf('|') < 0 ? Matches(patterns, text) : patterns.Split('|').Any(p => Matches(p, text));

    /// <summary>Whether <paramref name="text"/> is <paramref name="pattern"/>, or begins with it where the pattern ends in <c>*</c>.</summary>
    public static bool Matches(string pattern, string text) =>
        pattern.Length > 0 && pattern[pattern.Length - 1] == '*'
            ? string.CompareOrdinal(pattern, 0, text, 0, pattern.Length - 1) == 0
            : text == pattern;
}
