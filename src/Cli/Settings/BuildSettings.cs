using IntentContracts.Analysis;

namespace IntentContracts.Cli.Settings;

/// <summary>What the build wrote of how loud rules are (severities.txt): properties, and the configuration files that the compiler was given.</summary>
internal sealed record BuildSettings(bool TreatWarningsAsErrors, string WarningsAsErrors, string WarningsNotAsErrors, string NoWarn, IReadOnlyList<string> Configurations)
{
    public static BuildSettings Of(CheckOptions options)
    {
        var file = options.FactsFolder.Length == 0 ? "" : Path.Combine(Path.GetDirectoryName(options.FactsFolder)!, "severities.txt");
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        string One(string name) => lines.Where(l => l.StartsWith(name + "=", StringComparison.Ordinal)).Select(l => Unescape(l[(name.Length + 1)..])).FirstOrDefault() ?? "";
        return new(
            One("TreatWarningsAsErrors").Equals("true", StringComparison.OrdinalIgnoreCase),
            One("WarningsAsErrors"),
            One("WarningsNotAsErrors"),
            One("NoWarn"),
            [.. lines.Where(l => l.StartsWith("Configuration=", StringComparison.Ordinal)).Select(l => l["Configuration=".Length..]).Distinct(StringComparer.Ordinal)]);
    }

    public static bool Lists(string property, string ruleId) => property.Split(';', ',', ' ', '\n').Any(id => id.Trim().Equals(ruleId, StringComparison.OrdinalIgnoreCase));

    // MSBuild writes a literal semicolon of a property as %3B.
    private static string Unescape(string value) => Uri.UnescapeDataString(value);
}
