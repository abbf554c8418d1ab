using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Reads the property <c>IntentGuards</c>: a mode for all guards, then modes by kind, such as <c>Enforce,Invariant=Observe,Deadline=Off</c>. Commas, since a
/// semicolon begins a comment in the file that carries properties to analyzers.
/// </summary>
internal static class ModesParser
{
    public const string Property = "build_property.IntentGuards";

    private static readonly string[] Kinds =
    [
        GuardWords.Deadline, GuardWords.Exclusive, GuardWords.Idempotent, GuardWords.Retry, GuardWords.Transaction, GuardWords.Requires, GuardWords.Transition,
        GuardWords.Ensures, GuardWords.Invariant,
    ];

    public static GuardModes Parse(AnalyzerConfigOptionsProvider options) => Parse(options, out _);

    /// <param name="problem">The item that means nothing, if any; such an item changes nothing.</param>
    public static GuardModes Parse(AnalyzerConfigOptionsProvider options, out string? problem)
    {
        problem = null;
        if (!options.GlobalOptions.TryGetValue(Property, out var text) || string.IsNullOrWhiteSpace(text))
        {
            return GuardModes.Enforced;
        }

        var @default = GuardCeiling.Enforce;
        var kinds = new SortedDictionary<string, GuardCeiling>(StringComparer.Ordinal);
        foreach (var item in text.Split(',', '|').Select(i => i.Trim()).Where(i => i.Length > 0))
        {
            var sides = item.Split('=');
            var kind = sides.Length == 2 ? Array.Find(Kinds, k => string.Equals(k, sides[0].Trim(), StringComparison.OrdinalIgnoreCase)) : null;
            if (!Enum.TryParse<GuardCeiling>(sides[sides.Length - 1].Trim(), ignoreCase: true, out var ceiling)
                || !Enum.IsDefined(typeof(GuardCeiling), ceiling)
                || sides.Length > 2
                || (sides.Length == 2 && kind is null))
            {
                problem ??= item;
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

        return new(@default, kinds.Select(k => new KindMode(k.Key, k.Value)).ToEquatableArray());
    }
}
