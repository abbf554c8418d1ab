using System.Globalization;
using System.Text;
using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Cli.Trees;

namespace IntentContracts.Cli.Diffs;

/// <summary>A diff as Markdown for a pull request's comment and for a job's summary.</summary>
internal static class DiffMarkdown
{
    /// <summary>GitHub refuses a comment of more than 65,536 characters; what a workflow adds around it needs room.</summary>
    public const int Limit = 60_000;

    /// <summary>By which a workflow finds the comment that it wrote before.</summary>
    public const string Marker = "<!-- intent diff -->";

    public static string Write(LockDiff diff)
    {
        var important = Rows(diff, weakened: true).ToList();
        var others = Rows(diff, weakened: false).ToList();
        var room = Limit - Head(diff).Length - 1_000;
        var shown = new List<string>();
        var leftOut = 0;
        foreach (var row in important.Concat(others))
        {
            if (leftOut == 0 && row.Length < room)
            {
                shown.Add(row);
                room -= row.Length;
            }
            else
            {
                leftOut++;
            }
        }

        var text = new StringBuilder(Head(diff));
        if (shown.Count > 0)
        {
            text.Append("\n| | What | Where | Owner |\n| --- | --- | --- | --- |\n").AppendJoin("", shown);
        }

        if (leftOut > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Title.Count(leftOut, "change")} left out here; weakenings come first. `intent diff` in the repository shows all.\n");
        }

        return text.Append('\n').Append(Unchanged(diff)).ToString();
    }

    private static string Head(LockDiff diff)
    {
        var verdict = diff.IsEmpty ? "No promise changes." : diff.Weakened == 0 ? "Nothing is weakened." : $"**{Title.Count(diff.Weakened, "promise")} weakened.**";
        return $"{Marker}\n### What this change does to the promises of the system\n\n{verdict}\n";
    }

    private static IEnumerable<string> Rows(LockDiff diff, bool weakened)
    {
        foreach (var project in diff.Projects)
        {
            // A repository with one lock need not say which.
            var prefix = diff.Projects.Count == 1 ? "" : MarkdownText.Escape(project.Project) + ": ";
            foreach (var change in project.Changes.Where(c => c.Weakens == weakened))
            {
                yield return $"| {DiffWords.Mark(change)} {DiffWords.Kind(change)} | {MarkdownText.Escape(change.What)} | {prefix}{MarkdownText.Code(change.Where)} | {Owner(change.Owner)} |\n";
            }

            if (weakened)
            {
                foreach (var (body, owner) in project.Approvals)
                {
                    yield return $"| ~ body | {MarkdownText.Escape(DiffWords.Approval(body))} | {prefix}{MarkdownText.Code(body.Member)} | {Owner(owner)} |\n";
                }
            }
        }
    }

    private static string Unchanged(LockDiff diff)
    {
        var count = diff.Projects.Sum(p => p.Unchanged);
        return count == 0 ? "" : $"✓ {Title.Count(count, "entry point")} unchanged.\n";
    }

    private static string Owner(string owner) => owner.Length == 0 ? "*nobody*" : MarkdownText.Escape(owner);
}
