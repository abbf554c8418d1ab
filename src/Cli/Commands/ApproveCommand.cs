using System.CommandLine;
using System.Globalization;
using IntentContracts.Analysis;
using IntentContracts.Analysis.Lock;
using IntentContracts.Cli.Inputs;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent approve</c>: the owner of a decided member says that its body is right as it is. It accepts nothing else.</summary>
internal static class ApproveCommand
{
    private const string DateFormat = "yyyy-MM-dd";

    public static Command Make(Terminal terminal)
    {
        var members = new Argument<string[]>("member") { Description = "Members whose bodies are right, short or whole: OrderService.PlaceAsync. '*' for all.", Arity = ArgumentArity.OneOrMore };
        var by = new Option<string>("--by") { Description = "Who approves. Default: git's user.name.", HelpName = "name" };
        var on = new Option<string>("--on") { Description = "The day of the approval. Default: today, in UTC.", HelpName = DateFormat };
        var command = new Command("approve", "Approve changed bodies of members that decide (IC4002): writes intent.lock.") { members, by, on };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            ContinuousIntegration.Refuse("approve", terminal);
            var options = input.Find(parsed, terminal) with
            {
                Lock = CheckLock.Check,
                LockBodies = true,
                Approve = string.Join(';', parsed.GetRequiredValue(members)),
                ApprovedBy = Name(parsed.GetValue(by), terminal),
                Today = Day(parsed.GetValue(on)),
            };
            if (options.LockFile.Length == 0 || !File.Exists(options.LockFile))
            {
                throw ToolException.NoInput("there is no intent.lock to write the approval into: dotnet build -p:IntentLock=Accept -p:IntentLockBodies=true makes one");
            }

            Approve(options, input.Json(parsed), terminal);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Approve(CheckOptions options, bool asJson, Terminal terminal)
    {
        var run = InputOptions.Run(options, terminal);
        var bodies = run.Lock.Bodies;
        if (LockBodies.Unknown(bodies, options.Approve).FirstOrDefault() is { } unknown)
        {
            throw ToolException.Usage(
                $"no member that decides is called '{unknown}'{(bodies.Count == 0 ? ": nothing here decides" : "; those that do are")}",
                [.. bodies.Select(b => LockNames.Short(b.Member)).Distinct(StringComparer.Ordinal)]);
        }

        if (run.Locked.Text is not { } text)
        {
            // What is wrong with the file is a finding of the check.
            var problem = run.Findings.Findings.FirstOrDefault(f => f.Placement.AbsoluteFile == options.LockFile);
            throw ToolException.NoInput(problem?.Message ?? $"{Path.GetFileName(options.LockFile)} cannot be read");
        }

        var before = File.ReadAllText(options.LockFile).ReplaceLineEndings("\n").Split('\n').ToHashSet(StringComparer.Ordinal);
        var approved = text.Split('\n').Where(line => !before.Contains(line) && line.Contains(LockWords.ApprovedBy, StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        if (approved.Count > 0)
        {
            OutputFileOption.Write(options.LockFile, text, terminal);
        }

        var file = Path.GetRelativePath(terminal.Directory, options.LockFile).Replace('\\', '/');
        if (asJson)
        {
            terminal.Raw(Envelope.Write("approve", json =>
            {
                json.Property("file", file);
                json.Property("approvedBy", options.ApprovedBy);
                json.Property("approvedOn", options.Today.ToString(DateFormat, CultureInfo.InvariantCulture));
                json.Property("approved", approved);
            }));
            return;
        }

        foreach (var line in approved)
        {
            terminal.Line(Ink.Plain(line));
        }

        terminal.Line(Ink.Dim(approved.Count == 0 ? "Nothing to approve: these bodies are as they were approved." : $"{file}: commit it"));
    }

    private static string Name(string? given, Terminal terminal) =>
        (given ?? new Git(terminal.Directory).Setting("user.name"))?.Trim() is { Length: > 0 } name
            ? name
            : throw ToolException.Usage("an approval has a name: --by @payments, or git config user.name");

    private static DateTime Day(string? given) =>
        given is null ? DateTime.UtcNow.Date
        : DateTime.TryParseExact(given, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateTime.SpecifyKind(day, DateTimeKind.Utc)
        : throw ToolException.Usage($"'{given}' is no day: write it as 2026-01-31");
}
