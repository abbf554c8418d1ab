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
    /// <summary>It comes with the tool, and speaks of a package: not of what somebody builds under the name of that package.</summary>
    public bool IsOurs { get; init; }

    public bool MatchesMember(string name) => Wildcard.Matches(Member, name);

    /// <summary>Whether an assembly is called as the namespaces that a pattern names: <c>Hangfire.Core</c>, by <c>Hangfire.*</c>.</summary>
    public bool IsAbout(string assembly) =>
        Type.EndsWith(".*", StringComparison.Ordinal) && (assembly + ".").StartsWith(Type.Substring(0, Type.Length - 1), StringComparison.OrdinalIgnoreCase);
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
