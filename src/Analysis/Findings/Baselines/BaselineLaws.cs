using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>IC0002 and IC4003: a line goes when what it accepted is mended, and new lines are a decision that somebody sees. They speak of findings, as those about exceptions do.</summary>
internal static class BaselineLaws
{
    /// <summary>IC0002, one for the file: it is one command that mends it.</summary>
    public static Violation? Stale(BaselineFile file, IReadOnlyList<(BaselineLine Line, int Left)> stale)
    {
        if (stale.Count == 0)
        {
            return null;
        }

        var (line, left) = stale[0];
        var name = Path.GetFileName(file.Path);
        var what = left == 0 ? "matches nothing any more" : $"accepts {line.Count} and {left} {(left == 1 ? "is" : "are")} left";
        return Breach(
            RuleTable.ExceptionStale,
            file,
            line.Line,
            $"{(stale.Count == 1 ? $"this line of {name} {what}" : $"{stale.Count} lines of {name} accept what is mended, this one first")}: {line.Key}",
            "take out what is mended: dotnet build -p:IntentBaseline=Prune");
    }

    /// <summary>IC4003, one for the file.</summary>
    public static Violation? Grown(BaselineFile file, IReadOnlyList<BaselineLine> lines, IReadOnlyList<BaselineLine> grown) =>
        grown.Count == 0
            ? null
            : Breach(
                RuleTable.BaselineGrew,
                file,
                BaselineText.LineOf(lines, grown[0].Key),
                $"{Path.GetFileName(file.Path)} grew by {grown.Count} line{(grown.Count == 1 ? "" : "s")}: {grown[0].Key}{(grown.Count == 1 ? "" : $" and {grown.Count - 1} more")}",
                "mend it instead, declare the intent, or except it with an owner and a date: [IntentException]");

    private static Violation Breach(string rule, BaselineFile file, int line, string problem, string remedy) =>
        new(rule, Certain: true, Entry: null, [], new FileLocation(file.Path, line), "baseline", "", problem, "", remedy);
}
