using System.CommandLine;
using System.Text;
using IntentContracts.Cli.Diffs;
using IntentContracts.Cli.Inputs;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent diff</c>: what a change did to the promises of the system.</summary>
internal static class DiffCommand
{
    public static Command Make(Terminal terminal)
    {
        var old = new Argument<string>("old") { Description = "A lock, a built project, a git revision (main), or two of them (main..HEAD)." };
        var now = new Argument<string>("new") { Description = "The same. Default: the locks of the work tree.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format") { Description = "How to write it. Default: table.", HelpName = "table|md|json" };
        format.AcceptOnlyFromAmong("table", "md", "json");
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var output = OutputFileOption.Make();
        var summary = new Option<bool>("--summary") { Description = "Also append Markdown to the file that GITHUB_STEP_SUMMARY names." };
        var exitCode = new Option<bool>("--exit-code") { Description = "End with 1 when a promise is weakened." };
        var command = new Command("diff", "What a change did: decisions added, removed and weakened, between two locks, builds or revisions.") { old, now, format, json, output, summary, exitCode };
        command.SetAction(parsed =>
        {
            var diff = LockDiff.Of(Sides(parsed.GetValue(old)!, parsed.GetValue(now), terminal));
            switch (parsed.GetValue(json) ? "json" : parsed.GetValue(format) ?? (parsed.GetValue(output) is null ? "table" : "md"))
            {
                case "json":
                    OutputFileOption.Write(parsed.GetValue(output), Json(diff), terminal);
                    break;
                case "md":
                    OutputFileOption.Write(parsed.GetValue(output), DiffMarkdown.Write(diff), terminal);
                    break;
                default:
                    DiffTable.Print(diff, terminal);
                    break;
            }

            if (parsed.GetValue(summary))
            {
                var file = terminal.Environment("GITHUB_STEP_SUMMARY") ?? throw ToolException.Usage("--summary is for GitHub Actions: GITHUB_STEP_SUMMARY names no file");
                File.AppendAllText(Path.GetFullPath(file, terminal.Directory), DiffMarkdown.Write(diff), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }

            return parsed.GetValue(exitCode) && diff.Weakened > 0 ? ExitCodes.Found : ExitCodes.Ok;
        });
        return command;
    }

    private static (LockSide Old, LockSide New) Sides(string old, string? now, Terminal terminal)
    {
        var dots = old.IndexOf("..", StringComparison.Ordinal);
        if (now is not null || dots < 0 || Path.Exists(Path.GetFullPath(old, terminal.Directory)))
        {
            return (LockSide.Read(old, terminal), now is null ? LockSide.OfWorkTree(terminal) : LockSide.Read(now, terminal));
        }

        var isMergeBase = old[dots..].StartsWith("...", StringComparison.Ordinal);
        var from = dots == 0 ? "HEAD" : old[..dots];
        var to = old[dots..].TrimStart('.') is { Length: > 0 } named ? named : "HEAD";
        var before = LockSide.Read(isMergeBase ? new Git(terminal.Directory).MergeBase(from, to) : from, terminal);

        // Three dots compare with where the branch began, as git does.
        return (isMergeBase ? before with { Name = from } : before, LockSide.Read(to, terminal));
    }

    private static string Json(LockDiff diff) => Envelope.Write("diff", json =>
    {
        json.Property("old", diff.Old);
        json.Property("new", diff.New);
        json.Property("weakened", diff.Weakened);
        Envelope.Each(json, "projects", diff.Projects, project =>
        {
            json.Property("project", project.Project);
            json.Property("lock", project.Path);
            json.Property("unchangedEntryPoints", project.Unchanged);
            Envelope.Each(json, "changes", project.Changes, change =>
            {
                json.Property("kind", change.Kind.ToString().ToLowerInvariant());
                json.Property("weakens", change.Weakens);
                json.Property("area", change.Area);
                json.Property("where", change.Where);
                json.Property("what", change.What);
                json.Property("owner", change.Owner);
                json.Property("member", change.Member);
            });
            Envelope.Each(json, "approvals", project.Approvals, approval =>
            {
                json.Property("member", approval.Body.Member);
                json.Property("approvedBy", approval.Body.ApprovedBy);
                json.Property("approvedOn", approval.Body.ApprovedOn);
                json.Property("owner", approval.Owner);
            });
        });
    });
}
