using System.CommandLine;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Pages;
using IntentContracts.Cli.Settings;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent config explain</c>: how loud a rule is, and who set it.</summary>
internal static class ConfigCommand
{
    public static Command Make(Terminal terminal) => new("config", "How the check is configured.") { Explain(terminal) };

    private static Command Explain(Terminal terminal)
    {
        var rule = new Argument<string>("rule") { Description = "A rule's id, such as IC1401.", HelpName = "ICnnnn" };
        rule.CompletionSources.Add([.. RuleTable.All.Select(r => r.Id)]);
        var file = new Option<string>("--file") { Description = "A source file; without it, the project.", HelpName = "file.cs" };
        var command = new Command("explain", "How loud a rule is in the project or in a file, and who decided that.") { rule, file };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            var descriptor = RulePages.Rule(parsed.GetValue(rule)!);
            var source = parsed.GetValue(file) is { } path ? Path.GetFullPath(path, terminal.Directory) : null;
            if (source is not null && !File.Exists(source))
            {
                throw ToolException.NoInput($"there is no {parsed.GetValue(file)}");
            }

            var loudness = new Claims(input.Run(parsed, terminal)).Of(descriptor, source);
            if (input.Json(parsed))
            {
                terminal.Raw(Json(loudness));
            }
            else
            {
                Print(loudness, terminal);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(Loudness loudness, Terminal terminal)
    {
        terminal.Line(Ink.Strong(loudness.Rule.Id), Ink.Layout(" "), Ink.Plain(loudness.Rule.Title), Ink.Layout("   "), Ink.Dim(loudness.File.Length == 0 ? "in the project" : "in " + loudness.File));
        var columns = new Columns();
        columns.Add("  ", [Ink.Plain(loudness.Possible is null ? "severity" : "certain findings")], [Of(loudness.Certain)]);
        if (loudness.Possible is { } possible)
        {
            columns.Add("  ", [Ink.Plain("possible findings")], [Of(possible)]);
        }

        columns.Print(terminal);
        terminal.Line();
        var claims = new Columns();
        foreach (var claim in loudness.Claims)
        {
            claims.Add("  ", [Ink.Plain(claim.Wins ? "→ " + claim.Who : claim.Who)], [Ink.Plain(claim.Says)], [claim.Wins ? Ink.Good("decides") : Ink.Plain("")]);
        }

        claims.Print(terminal);
    }

    private static Ink Of(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => Ink.Bad("error"),
        RuleSeverity.Warning => Ink.Warn("warning"),
        RuleSeverity.Note => Ink.Dim("note, in the documents only"),
        _ => Ink.Dim("none"),
    };

    private static string Json(Loudness loudness) => Envelope.Write("config explain", json =>
    {
        json.Property("rule", loudness.Rule.Id);
        json.Property("file", loudness.File);
        json.Property("certain", loudness.Certain.ToString().ToLowerInvariant());
        if (loudness.Possible is { } possible)
        {
            json.Property("possible", possible.ToString().ToLowerInvariant());
        }

        Envelope.Each(json, "claims", loudness.Claims, claim =>
        {
            json.Property("who", claim.Who);
            json.Property("says", claim.Says);
            json.Property("decides", claim.Wins);
        });
    });
}
