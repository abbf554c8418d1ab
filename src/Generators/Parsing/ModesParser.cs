using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the property <c>IntentGuards</c>. What means nothing in it, the build task reports.</summary>
internal static class ModesParser
{
    public static GuardModes Parse(AnalyzerConfigOptionsProvider options)
    {
        if (!options.GlobalOptions.TryGetValue("build_property." + GuardModeText.Property, out var text) || string.IsNullOrWhiteSpace(text))
        {
            return GuardModes.Enforced;
        }

        var (all, kinds) = GuardModeText.Read(text, out _);
        return new(all, kinds.Select(k => new KindMode(k.Key, k.Value)).ToEquatableArray());
    }
}
