using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>Whose entry points cause whose effects: off the diagonal, one owner acts on what belongs to another.</summary>
internal static class OwnershipMatrix
{
    public static void Write(MarkdownPage page, DocumentMap map)
    {
        var cells = map.Report.Entries
            .SelectMany(entry => entry.Effects.Select(effect => (Runs: entry.Owner, Owns: effect.Owner, Key: (effect.Kind, effect.Subject, effect.Place))))
            .Distinct()
            .ToLookup(cell => (cell.Runs, cell.Owns), cell => cell.Key);
        var rows = Names(cells.Select(c => c.Key.Runs));
        var columns = Names(cells.Select(c => c.Key.Owns));
        if (rows.Count == 0 || (rows.Count == 1 && columns.SequenceEqual(rows)))
        {
            return;
        }

        page.Heading(2, "Who acts on what");
        page.Paragraph("Rows are whose entry points run, columns whose effects happen then: those that change something, and in brackets those that read.");
        page.Table(
            ["", .. columns.Select(owner => map.Owner(owner, up: ""))],
            rows.Select(runs => (IReadOnlyList<string>)[map.Owner(runs, up: ""), .. columns.Select(owns => Cell(cells[(runs, owns)].ToList(), runs == owns))]));
    }

    private static string Cell(List<(string Kind, string Subject, Place Place)> effects, bool isOwn)
    {
        if (effects.Count == 0)
        {
            return "";
        }

        var reads = effects.Count(e => e.Kind == "db read");
        var text = Words.Number(effects.Count - reads) + (reads > 0 ? " (" + Words.Number(reads) + ")" : "");
        return isOwn ? text : "**" + text + "**";
    }

    // Nobody comes last.
    private static List<string> Names(IEnumerable<string> owners) =>
        [.. owners.Distinct(StringComparer.Ordinal).OrderBy(o => o.Length == 0).ThenBy(o => o, StringComparer.Ordinal)];
}
