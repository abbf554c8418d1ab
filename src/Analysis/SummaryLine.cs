using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis;

/// <summary>The line that every run ends with, without the time, which the caller measures.</summary>
internal static class SummaryLine
{
    public static string Of(IntentReport report)
    {
        var counts = report.Counts;
        var until = report.Exceptions
            .Where(e => e.Status == "active")
            .Select(e => e.Until)
            .OrderBy(date => date, StringComparer.Ordinal)
            .FirstOrDefault();
        var excepted = counts.Excepted == 0 ? "" : until is null ? $" ({counts.Excepted} excepted)" : $" ({counts.Excepted} excepted, the first until {until})";
        return $"{Count(counts.EntryPoints, "entry point")}, {Count(counts.Effects, "effect")}, {counts.Unresolved} unresolved, {Count(counts.Findings, "finding")}{excepted}";
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
