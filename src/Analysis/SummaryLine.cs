using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis;

/// <summary>The line that every run ends with, without the time, which the caller measures.</summary>
internal static class SummaryLine
{
    /// <param name="withoutSymbols">Assemblies without a PDB: what is found in them has no line of its own.</param>
    public static string Of(IntentReport report, IReadOnlyList<string> withoutSymbols)
    {
        var counts = report.Counts;
        var until = report.Exceptions
            .Where(e => e.Status == "active")
            .Select(e => e.Until)
            .OrderBy(date => date, StringComparer.Ordinal)
            .FirstOrDefault();
        var excepted = counts.Excepted == 0 ? "" : until is null ? $" ({counts.Excepted} excepted)" : $" ({counts.Excepted} excepted, the first until {until})";
        var baselined = counts.Baselined == 0 ? "" : $", {counts.Baselined} in the baseline";
        var approximate = withoutSymbols.Count == 0 ? "" : $", no symbols for {string.Join(" and ", withoutSymbols.Take(2))}{(withoutSymbols.Count > 2 ? " and others" : "")}: places are approximate";
        return $"{Count(counts.EntryPoints, "entry point")}, {Count(counts.Effects, "effect")}, {counts.Unresolved} unresolved, {Count(counts.Findings, "finding")}{excepted}{baselined}{approximate}";
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
