using IntentContracts.Cli.Terminals;
using IntentContracts.Cli.Trees;

namespace IntentContracts.Cli.Diffs;

/// <summary>A diff on a terminal.</summary>
internal static class DiffTable
{
    public static void Print(LockDiff diff, Terminal terminal)
    {
        foreach (var project in diff.Projects)
        {
            terminal.Line(Ink.Strong(project.Project), Ink.Layout("   "), Ink.Dim($"{diff.Old} → {diff.New}"));
            var table = new Columns();
            foreach (var change in project.Changes)
            {
                var mark = DiffWords.Mark(change) + " " + DiffWords.Kind(change);
                table.Add("  ", [change.Weakens ? Ink.Bad(mark) : Ink.Plain(mark)], [Ink.Strong(change.Where)], [Ink.Plain(change.What)], [Owner(change.Owner)]);
            }

            foreach (var (body, owner) in project.Approvals)
            {
                table.Add("  ", [Ink.Warn("~ body")], [Ink.Strong(body.Member)], [Ink.Plain(DiffWords.Approval(body))], [Owner(owner)]);
            }

            table.Print(terminal);
            if (project.Unchanged > 0 || project.Changes.Count == 0)
            {
                terminal.Line(Ink.Layout("  "), Ink.Good("✓ " + Title.Count(project.Unchanged, "entry point") + " unchanged"));
            }
        }

        if (diff.Projects.Count == 0)
        {
            terminal.Line(Ink.Plain($"no intent.lock in {diff.Old} or {diff.New}"));
        }
    }

    private static Ink Owner(string owner) => owner.Length == 0 ? Ink.Dim("nobody") : Ink.Plain(owner);
}
