using System.Collections.Immutable;
using System.Globalization;
using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>Hint names, which must differ even when case is ignored: <c>Order</c> and <c>order</c> are two types and one file on some systems.</summary>
internal static class FileNames
{
    /// <summary>Names that several parts would have.</summary>
    public static EquatableArray<string> Shared(ImmutableArray<string> names) =>
        names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key.ToUpperInvariant())
            .OrderBy(n => n, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <param name="suffix">Tells several files of one part from each other; empty for the main one.</param>
    public static string Of(GuardedPart part, EquatableArray<string> shared, string suffix) =>
        part.HintName + (shared.Contains(part.HintName.ToUpperInvariant()) ? "-" + Hash(part.Identity) : "") + suffix + ".g.cs";

    // FNV-1a: string.GetHashCode differs from one run to the next.
    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
