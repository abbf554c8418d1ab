using System.CommandLine;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Lock;
using IntentContracts.Analysis.Reports.Documents;
using IntentContracts.Analysis.Reports.Html;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Cli.Diffs;
using IntentContracts.Cli.Pages;
using IntentContracts.Cli.Reports;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent report</c>: what the check found, and what there is.</summary>
internal static class ReportCommand
{
    public static Command Make(Terminal terminal)
    {
        var area = new Option<string>("--area") { Description = "Only rules of one area: " + string.Join(", ", ReportFilter.Areas) + "." };
        area.CompletionSources.Add([.. ReportFilter.Areas]);
        var owner = new Option<string>("--owner") { Description = "Only what one owner answers for; 'nobody' for what nobody does." };
        var rule = new Option<string>("--rule") { Description = "Only one rule.", HelpName = "ICnnnn" };
        rule.CompletionSources.Add([.. RuleTable.All.Select(r => r.Id)]);
        var format = new Option<string>("--format") { Description = "How to write it. Default: table.", HelpName = "table|md|json|html" };
        format.AcceptOnlyFromAmong("table", "md", "json", "html");
        var since = new Option<string>("--since") { Description = "With html: also what changed since then, as a git revision (main) or a lock. Default: the committed lock.", HelpName = "revision|lock" };
        var output = OutputFileOption.Make();
        var all = new Option<bool>("--all") { Description = "Show every line." };
        var exitCode = new Option<bool>("--exit-code") { Description = "End with 1 when there is a finding that is neither excepted nor in the baseline." };
        var command = new Command("report", "Findings and entry points of the last build.") { area, owner, rule, format, since, output, all, exitCode };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            var filter = new ReportFilter(
                parsed.GetValue(area) is { } a ? ReportFilter.ReadArea(a) : null,
                parsed.GetValue(owner) is { } o ? o == "nobody" ? "" : o.TrimStart('@') : null,
                parsed.GetValue(rule) is { } r ? RulePages.Rule(r).Id : null);
            var isHtml = !input.Json(parsed) && parsed.GetValue(format) == "html";
            if (parsed.GetValue(since) is not null && !isHtml)
            {
                throw ToolException.Usage("--since is for --format html; intent diff writes the same as a table, Markdown or JSON");
            }

            var run = input.Run(parsed, terminal);
            var report = parsed.GetValue(since) is { } old ? run.Since(Before(run, old, terminal), old) : run.Report;
            var findings = filter.Findings(report);
            var entries = filter.Entries(report);
            switch (input.Json(parsed) ? "json" : parsed.GetValue(format) ?? (parsed.GetValue(output) is null ? "table" : "md"))
            {
                case "json":
                    OutputFileOption.Write(parsed.GetValue(output), ReportText.Json(report.Project, findings, entries), terminal);
                    break;
                case "md":
                    OutputFileOption.Write(parsed.GetValue(output), ReportText.Markdown(report.Project, findings, entries), terminal);
                    break;
                case "html":
                    OutputFileOption.Write(parsed.GetValue(output), Html(run, report, filter, parsed.GetValue(output), terminal), terminal);
                    break;
                default:
                    ReportTable.Print(report.Project, findings, entries, parsed.GetValue(all), filter.Area is null && filter.Rule is null, terminal);
                    break;
            }

            return parsed.GetValue(exitCode) && findings.Any(IsFound) ? ExitCodes.Found : ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>The whole document, as the build writes it; its links to source start from where the file will be.</summary>
    private static string Html(CheckRun run, IntentReport report, ReportFilter filter, string? file, Terminal terminal)
    {
        if (!filter.IsEverything)
        {
            throw ToolException.Usage("the HTML document has filters of its own: leave out --area, --owner and --rule");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file ?? HtmlDocument.Path, terminal.Directory))!;
        return HtmlDocument.Write(DocumentMap.Of(report), DocumentLinks.Of(run.Options with { DocumentsFolder = folder, Html = true }));
    }

    /// <summary>The project's own lock of the other side; one that stands alone is the one that is meant.</summary>
    private static IntentLock Before(CheckRun run, string old, Terminal terminal)
    {
        var locks = LockSide.Read(old, terminal).Locks;
        return locks.Values.FirstOrDefault(l => l.Project == run.Options.Project)
            ?? (locks.Count == 1 && File.Exists(Path.GetFullPath(old, terminal.Directory)) ? locks.Values.First() : null)
            ?? throw ToolException.NoInput($"{old} has no lock of {run.Options.Project}: commit one there with dotnet build -p:IntentLock=Accept");
    }

    private static bool IsFound(FindingReport finding) => finding.IsOpen && finding.Severity >= RuleSeverity.Warning;
}
