namespace IntentContracts.Shared;

/// <summary>The members of <c>GuardMode</c>, by name: what a guard is compiled to.</summary>
internal enum GuardCeiling
{
    Off,
    Observe,
    Enforce,
}

/// <summary>
/// Reads the property <c>IntentGuards</c>: a mode for all guards, then modes by kind, such as <c>Enforce,Invariant=Observe,Deadline=Off</c>. Commas, since a
/// semicolon begins a comment in the file that carries properties to analyzers.
/// </summary>
internal static class GuardModeText
{
    public const string Property = "IntentGuards";

    private static readonly string[] Kinds =
    [
        GuardWords.Deadline, GuardWords.Exclusive, GuardWords.Idempotent, GuardWords.Retry, GuardWords.Transaction, GuardWords.Requires, GuardWords.Transition,
        GuardWords.Ensures, GuardWords.Invariant,
    ];

    /// <param name="text">The property's value.</param>
    /// <param name="problem">What is wrong with the first item that means nothing; such an item changes nothing.</param>
    /// <returns>The mode of all guards that are not named, and the named ones in ordinal order.</returns>
    public static (GuardCeiling Default, IReadOnlyList<KeyValuePair<string, GuardCeiling>> Kinds) Read(string text, out string? problem)
    {
        problem = null;
        var @default = GuardCeiling.Enforce;
        var kinds = new SortedDictionary<string, GuardCeiling>(StringComparer.Ordinal);
        foreach (var item in text.Split(',').Select(i => i.Trim()).Where(i => i.Length > 0))
        {
            var equals = item.IndexOf('=');
            var kind = equals < 0 ? null : Array.Find(Kinds, k => string.Equals(k, item.Substring(0, equals).Trim(), StringComparison.OrdinalIgnoreCase));
            var isMode = Enum.TryParse<GuardCeiling>(item.Substring(equals + 1).Trim(), ignoreCase: true, out var ceiling) && !char.IsDigit(item[item.Length - 1]);
            if (!isMode || (equals >= 0 && kind is null))
            {
                problem ??= $"{Property} is '{text}', in which '{item}' means nothing: write Off, Observe or Enforce, then, behind commas, other modes for single kinds, such as Enforce,Invariant=Observe (kinds: {string.Join(", ", Kinds)})";
            }
            else if (kind is null)
            {
                @default = ceiling;
            }
            else
            {
                kinds[kind] = ceiling;
            }
        }

        return (@default, [.. kinds]);
    }
}
