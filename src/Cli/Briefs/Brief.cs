using System.Globalization;
using System.Text;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Text;
using IntentContracts.Analysis.Rules;
using IntentContracts.Cli.Trees;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Briefs;

/// <summary>
/// One page for whoever is new to the code, assistants among them: what must not be changed without its owner, what must hold, which decisions are made, and how to say
/// one. Under two hundred lines, since it is read as a whole.
/// </summary>
internal sealed class Brief(CheckRun run)
{
    private const int MostDecisions = 60;
    private const int MostInvariants = 30;
    private const int MostEntries = 40;
    private const int MostExceptions = 15;
    private const int MostAssumptions = 15;

    /// <summary>What declares a decision that is not an assistant's to make.</summary>
    private static readonly HashSet<string> s_decisions = new(StringComparer.Ordinal)
    {
        IntentNames.Idempotent, IntentNames.NaturallyIdempotent, IntentNames.NotIdempotent, IntentNames.TransactionBoundary, IntentNames.NoTransaction, IntentNames.RetryPolicy,
        IntentNames.NoRetry, IntentNames.Exclusive, IntentNames.GuardedBy, IntentNames.ThreadSafe, IntentNames.NotThreadSafe, IntentNames.Deadline, IntentNames.AfterCommit,
        IntentNames.Blocking, IntentNames.QueryPerItem, IntentNames.Swallows, IntentNames.Transition, IntentNames.Requires, IntentNames.Ensures,
    };

    private readonly StringBuilder _text = new();

    public string Write()
    {
        Line($"# What {MarkdownText.Escape(run.Options.Project)} promises");
        Line();
        Line("Written by `intent brief` from the compiled code; do not edit. For people and code assistants who change this code. The build checks what stands here: an");
        Line("attribute of `IntentContracts` is a decision of its owner, and not a detail of the method that carries it.");
        Decisions();
        Invariants();
        Entries();
        Exceptions();
        Assumptions();
        HowTo();
        return _text.ToString();
    }

    private void Decisions()
    {
        var all = run.Context.Graph.Assemblies
            .SelectMany(assembly => Declarations.In(run.Context.Graph, assembly))
            .Where(d => s_decisions.Contains(d.Attribute.Type))
            .GroupBy(d => (d.Target, d.Member))
            .Select(g => (Owner: OwnerOf(g.First()), g.Key.Member, Text: string.Join(" ", g.Select(d => Code(Declared.Text(d.Attribute, longReason: true))))))
            .OrderBy(d => d.Owner.Length == 0).ThenBy(d => d.Owner, StringComparer.Ordinal).ThenBy(d => d.Member, StringComparer.Ordinal).ThenBy(d => d.Text, StringComparer.Ordinal)
            .ToList();
        Heading("Do not change without the owner");
        if (all.Count == 0)
        {
            Line("Nothing is declared yet.");
            return;
        }

        Line("Neither the attribute, nor its arguments, nor what its member does on a repetition, a failure or a race. Ask the owner first, and say so in the pull request.");
        var shown = 0;
        foreach (var owner in all.Take(MostDecisions).GroupBy(d => d.Owner))
        {
            Line();
            Line("**" + (owner.Key.Length == 0 ? "nobody" : MarkdownText.Escape(owner.Key)) + "**");
            Line();
            foreach (var decision in owner)
            {
                shown++;
                Line("- " + Code(decision.Member) + ": " + decision.Text);
            }
        }

        More(all.Count - shown);
    }

    private string OwnerOf(Declaration d) =>
        d.Node is not null ? run.Context.Ownership.Of(d.Node) : d.Type is not null ? run.Context.Ownership.Of(d.Assembly, d.Type) : "";

    private void Invariants()
    {
        if (run.Report.Types.Count == 0)
        {
            return;
        }

        Heading("What must hold");
        var lines = new List<string>();
        foreach (var type in run.Report.Types)
        {
            lines.AddRange(type.Invariants.Select(i => "- " + Code(type.Name) + ": " + Code(i.Condition) + (i.Because.Length == 0 ? "" : ", because " + MarkdownText.Escape(i.Because))));
            lines.AddRange(type.Machines.Select(m =>
                "- " + Code(m.State) + " changes only so: " + string.Join(", ", m.Edges.GroupBy(e => e.To).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => MarkdownText.Escape(string.Join(" or ", g.Select(e => e.From).Distinct(StringComparer.Ordinal)) + " → " + g.Key)))));
        }

        lines.ForEach(Shown);
        More(lines.Count - MostInvariants);

        void Shown(string line)
        {
            if (lines.IndexOf(line) < MostInvariants)
            {
                Line(line);
            }
        }
    }

    private void Entries()
    {
        Heading("What is called from outside");
        Line("*Repeats* means that a caller may run it again: what it reaches must bear that.");
        Line();
        Line("| Entry point | Owner | Repeats | Effects |");
        Line("| --- | --- | --- | --- |");
        foreach (var entry in run.Report.Entries.Take(MostEntries))
        {
            Line($"| {MarkdownText.Code(entry.Title)} | {(entry.Owner.Length == 0 ? "*nobody*" : MarkdownText.Escape(entry.Owner))} | {(entry.AtLeastOnce ? "yes" : "no")} | {MarkdownText.Escape(Reports.ReportTable.Effects(entry))} |");
        }

        More(run.Report.Entries.Count - MostEntries);
    }

    private void Exceptions()
    {
        var active = run.Report.Exceptions.Where(e => e.Status == "active").OrderBy(e => e.Until, StringComparer.Ordinal).ThenBy(e => e.Member, StringComparer.Ordinal).ToList();
        if (active.Count == 0)
        {
            return;
        }

        Heading("Excepted for a time");
        foreach (var exception in active.Take(MostExceptions))
        {
            Line($"- {Code(exception.Member)}: {exception.RuleId} until {MarkdownText.Escape(exception.Until)}, {MarkdownText.Escape(exception.Reason)} (owner {MarkdownText.Escape(exception.Owner)})");
        }

        More(active.Count - MostExceptions);
    }

    private void Assumptions()
    {
        var all = run.Report.Assumptions;
        if (all.Count == 0)
        {
            return;
        }

        Heading("Taken for granted");
        foreach (var assumption in all.Take(MostAssumptions))
        {
            var owner = assumption.Owner.Length == 0 ? "" : $" (owner {MarkdownText.Escape(assumption.Owner)})";
            var until = assumption.Until.Length == 0 ? "" : ", until " + MarkdownText.Escape(assumption.Until);
            var probe = assumption.VerifiedBy.Length == 0 ? "" : ", verified by " + Code(assumption.VerifiedBy);
            Line($"- {Code(assumption.Member)}: {MarkdownText.Escape(assumption.Text)}{until}{probe}{owner}");
        }

        More(all.Count - MostAssumptions);
    }

    private void HowTo()
    {
        Heading("How to say a decision");
        Line("A build error `ICnnnn` asks for a decision. `intent explain ICnnnn` tells which ones there are; do not silence it in another way.");
        Line();
        Line("- What happens on a repetition: `[Idempotent(Key = \"request.Id\")]`, `[NaturallyIdempotent(\"why\")]` or `[NotIdempotent(\"why\")]`.");
        Line("- What commits together: `[TransactionBoundary]` or `[NoTransaction(\"why\")]`.");
        Line("- Who tries again: `[RetryPolicy(MaxAttempts = 3)]` on one layer, `[NoRetry(\"why\")]` on the others.");
        Line("- Who answers for it: `[OwnedBy(\"team\")]`. What must hold: `[Invariant(\"…\")]`, `[Requires(\"…\")]`, `[Ensures(\"…\")]`.");
        Line("- What it takes for granted: `[Assumes(\"…\", VerifiedBy = nameof(Probe), Until = \"2027-03-31\")]`.");
        Line("- A reason is a sentence that the owner would sign. If you do not know it, ask; do not make one up.");
        Line("- Before you change a side effect: `intent why <member>` shows every request that comes to it, `intent reach \"POST /…\"` what a request does, in order.");
    }

    private void Heading(string text)
    {
        Line();
        Line("## " + text);
        Line();
    }

    private void More(int count)
    {
        if (count > 0)
        {
            Line();
            Line(string.Create(CultureInfo.InvariantCulture, $"… and {count} more: `intent report` and the documents of the build have them all."));
        }
    }

    /// <summary>Outside a table a bar is no bar.</summary>
    private static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? MarkdownText.Code(text) : "`" + PlainText.OneLine(text) + "`";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
