using System.CommandLine;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Pages;
using IntentContracts.Cli.Terminals;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent explain</c>: a rule's page.</summary>
internal static class ExplainCommand
{
    public static Command Make(Terminal terminal)
    {
        var rule = new Argument<string>("rule") { Description = "A rule's id, such as IC1401.", HelpName = "ICnnnn", Arity = ArgumentArity.ZeroOrOne };
        rule.CompletionSources.Add(_ => RuleTable.All.Select(r => new System.CommandLine.Completions.CompletionItem(r.Id, detail: r.Title)));
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var command = new Command("explain", "What a rule means, an incident it would have stopped, how to fix and how to except. Without a rule: all of them.") { rule, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rule) is { } id)
            {
                One(RulePages.Rule(id), parsed.GetValue(json), terminal);
            }
            else
            {
                All(parsed.GetValue(json), terminal);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void One(RuleDescriptor rule, bool asJson, Terminal terminal)
    {
        if (!asJson)
        {
            MarkdownScreen.Print(RulePages.Text(rule).TrimEnd('\n'), terminal);
            return;
        }

        terminal.Raw(Envelope.Write("explain", json =>
        {
            Describe(json, rule);
            json.Property("markdown", RulePages.Text(rule));
        }));
    }

    private static void All(bool asJson, Terminal terminal)
    {
        if (asJson)
        {
            terminal.Raw(Envelope.Write("explain", json => Envelope.Each(json, "rules", RuleTable.All, rule => Describe(json, rule))));
            return;
        }

        var columns = new Columns();
        foreach (var rule in RuleTable.All)
        {
            columns.Add("", [Ink.Strong(rule.Id)], [Ink.Plain(Word(rule.DefaultSeverity))], [Ink.Plain(rule.Area)], [Ink.Plain(rule.Title)]);
        }

        columns.Print(terminal);
    }

    private static void Describe(Analysis.Reports.Json.JsonWriter json, RuleDescriptor rule)
    {
        json.Property("id", rule.Id);
        json.Property("title", rule.Title);
        json.Property("area", rule.Area);
        json.Property("defaultSeverity", Word(rule.DefaultSeverity));
        json.Property("foundBy", rule.Stage == RuleStage.Compiler ? "compiler" : "build");
        json.Property("help", rule.HelpLink);
    }

    private static string Word(RuleSeverity severity) => severity.ToString().ToLowerInvariant();
}
