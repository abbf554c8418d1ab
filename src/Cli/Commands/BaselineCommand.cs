using System.CommandLine;
using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Cli.Inputs;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Terminals;
using IntentContracts.Cli.Trees;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent baseline</c>: what is accepted as it is, and the same acceptance and pruning as the build's, without a build.</summary>
internal static class BaselineCommand
{
    public static Command Make(Terminal terminal)
    {
        var list = new Option<bool>("--list") { Description = "Show what is accepted, and what of it is mended already. The default." };
        var accept = new Option<bool>("--accept") { Description = "Accept all findings of today. Refused in continuous integration." };
        var prune = new Option<bool>("--prune") { Description = "Take out what is mended; add nothing." };
        var command = new Command("baseline", "The findings that were accepted as they are (intent.baseline).") { list, accept, prune };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(accept) && parsed.GetValue(prune))
            {
                throw ToolException.Usage("--accept and --prune are two different things: say which");
            }

            var options = input.Find(parsed, terminal);
            if (options.BaselineFile.Length == 0)
            {
                throw ToolException.NoInput("an assembly without a build has no baseline: name the project");
            }

            if (parsed.GetValue(accept))
            {
                ContinuousIntegration.Refuse("--accept", terminal);
                Write(options with { Baseline = BaselineMode.Accept }, input.Json(parsed), terminal);
            }
            else if (parsed.GetValue(prune))
            {
                ContinuousIntegration.Refuse("--prune", terminal);
                Write(options with { Baseline = BaselineMode.Prune }, input.Json(parsed), terminal);
            }
            else
            {
                List(Run(options, terminal), input.Json(parsed), terminal);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static CheckRun Run(CheckOptions options, Terminal terminal)
    {
        var run = InputOptions.Run(options, terminal);
        return run.Baseline.Problem is var (line, text)
            ? throw ToolException.NoInput(FormattableString.Invariant($"{Path.GetFileName(run.Baseline.Path)}({line}): {text}"))
            : run;
    }

    private static void Write(CheckOptions options, bool asJson, Terminal terminal)
    {
        var run = Run(options, terminal);
        var before = run.Baseline.Existing?.Sum(l => l.Count) ?? 0;
        var lines = run.Findings.Baseline;
        if (lines is not null)
        {
            OutputFileOption.Write(options.BaselineFile, BaselineText.Write(lines), terminal);
        }

        var after = lines?.Sum(l => l.Count) ?? before;
        if (asJson)
        {
            terminal.Raw(Envelope.Write("baseline", json =>
            {
                json.Property("file", Path.GetRelativePath(terminal.Directory, options.BaselineFile).Replace('\\', '/'));
                json.Property("written", lines is not null);
                json.Property("before", before);
                json.Property("after", after);
            }));
            return;
        }

        terminal.Line(Ink.Plain(lines is null
            ? "Nothing to write."
            : $"{Path.GetRelativePath(terminal.Directory, options.BaselineFile).Replace('\\', '/')}: {Title.Count(after, "finding")} accepted, before {before.ToString(CultureInfo.InvariantCulture)}."));
    }

    private static void List(CheckRun run, bool asJson, Terminal terminal)
    {
        var lines = run.Baseline.Existing ?? [];
        var left = new Baseline(lines).Stale(run.Findings.Findings.Where(f => !f.IsExcepted).SelectMany(f => f.All)).ToDictionary(s => s.Line.Key, s => s.Left, StringComparer.Ordinal);
        if (asJson)
        {
            terminal.Raw(Envelope.Write("baseline", json => Envelope.Each(json, "lines", lines, line =>
            {
                json.Property("key", line.Key);
                json.Property("accepted", line.Count);
                json.Property("left", left.TryGetValue(line.Key, out var count) ? count : line.Count);
            })));
            return;
        }

        if (lines.Count == 0)
        {
            terminal.Line(Ink.Plain("Nothing is accepted: " + (run.Baseline.Existing is null ? "there is no " + Path.GetFileName(run.Baseline.Path) : Path.GetFileName(run.Baseline.Path) + " is empty") + "."));
            return;
        }

        var table = new Columns();
        foreach (var line in lines)
        {
            var isStale = left.TryGetValue(line.Key, out var count);
            table.Add("", [Ink.Plain(line.Key + (line.Count > 1 ? " ×" + line.Count.ToString(CultureInfo.InvariantCulture) : ""))], [isStale ? Ink.Good(count == 0 ? "mended" : $"{count.ToString(CultureInfo.InvariantCulture)} left") : Ink.Plain("")]);
        }

        table.Print(terminal);
        if (left.Count > 0)
        {
            terminal.Line(Ink.Dim("intent baseline --prune takes out what is mended"));
        }
    }
}
