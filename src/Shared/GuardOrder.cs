namespace IntentContracts.Shared;

/// <summary>Reads the guards of a <see cref="ManifestGuard"/>: a word, and behind it what the guard was compiled to when that is less than Enforce.</summary>
internal static class GuardOrder
{
    /// <summary>The word alone: <c>idempotent</c> of <c>idempotent:observe</c>.</summary>
    public static string Kind(string item)
    {
        var colon = item.IndexOf(':');
        return colon < 0 ? item : item.Substring(0, colon);
    }

    public static bool IsOff(string item) => item.EndsWith(GuardWords.Off, StringComparison.Ordinal);

    /// <summary>Whether a guard of the kind was declared, whatever it was compiled to.</summary>
    public static bool Declares(ManifestGuard? guard, string kind) => guard is not null && guard.Order.Any(item => Kind(item) == kind);

    /// <summary>Whether a guard of the kind is there at run time.</summary>
    public static bool Runs(ManifestGuard? guard, string kind) => guard is not null && guard.Order.Any(item => Kind(item) == kind && !IsOff(item));

    /// <summary>For the reader: <c>invariant (observe)</c>.</summary>
    public static string Text(string item)
    {
        var kind = Kind(item);
        return kind.Length == item.Length ? item : kind + " (" + item.Substring(kind.Length + 1) + ")";
    }

    /// <summary>All of them for the reader, outermost first.</summary>
    public static string Text(ManifestGuard guard) => string.Join(", ", guard.Order.Select(Text));
}
