using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using IntentContracts.Cli.Queries;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary>The whole command line: what there is, and how each run ends.</summary>
internal static class IntentTool
{
    public static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Asks a built .NET program what it promises: where a side effect originates, what a request does, what a change did to both.");
        foreach (var command in new[]
        {
            WhyCommand.Make(terminal),
            ReachCommand.Make(terminal),
            ReportCommand.Make(terminal),
            DiffCommand.Make(terminal),
            BaselineCommand.Make(terminal),
            ApproveCommand.Make(terminal),
            BriefCommand.Make(terminal),
            ExplainCommand.Make(terminal),
            ConfigCommand.Make(terminal),
            CompletionCommand.Make(terminal),
        })
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        // An owner may be written @payments, which is no file of arguments.
        var parsed = Root(terminal).Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (parsed.Action is HelpAction)
            {
                await HelpAsync(parsed, terminal);
                return args.Count == 0 ? ExitCodes.Usage : ExitCodes.Ok;
            }

            if (parsed.Errors.Count > 0)
            {
                Complain(parsed, terminal);
                return ExitCodes.Usage;
            }

            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Errors });
        }
        catch (ToolException e)
        {
            terminal.ErrorLine(Ink.Bad("error:"), Ink.Layout(" "), Ink.Plain(e.Message));
            foreach (var detail in e.Details)
            {
                terminal.ErrorLine(Ink.Layout("  "), Ink.Plain(detail));
            }

            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.ErrorLine(Ink.Bad("error:"), Ink.Layout(" "), Ink.Plain(e.Message));
            return ExitCodes.NoInput;
        }
#pragma warning disable CA1031 // the outermost frame: whatever gets here is our defect
        catch (Exception e)
        {
            terminal.ErrorLine(Ink.Bad("error:"), Ink.Layout(" "), Ink.Plain($"intent failed, a defect of the tool and not of your code: {e.GetType().Name}: {e.Message}"));
            foreach (var line in (e.StackTrace ?? "").Split('\n').Take(8))
            {
                terminal.ErrorLine(Ink.Layout("  "), Ink.Dim(line.Trim()));
            }

            return ExitCodes.ToolFailed;
        }
#pragma warning restore CA1031
    }

    /// <summary>The library calls the command by the file that runs, which is not what people type.</summary>
    private static async Task HelpAsync(ParseResult parsed, Terminal terminal)
    {
        var text = new StringWriter { NewLine = "\n" };
        await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = text, Error = terminal.Errors });
        terminal.Raw(text.ToString().ReplaceLineEndings("\n").Replace("  " + RootCommand.ExecutableName + " ", "  intent ", StringComparison.Ordinal));
    }

    private static void Complain(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).ToList();
        foreach (var message in parsed.UnmatchedTokens.Select(token => $"'{token}' means nothing here{Suggestions.Sentence(token, known)}")
            .DefaultIfEmpty(parsed.Errors[0].Message))
        {
            terminal.ErrorLine(Ink.Bad("error:"), Ink.Layout(" "), Ink.Plain(message));
        }

        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } inner; at = inner.Parent)
        {
            names.Insert(0, inner.Command.Name);
        }

        terminal.ErrorLine(Ink.Dim($"intent {string.Join(' ', names.Append("--help"))} says what there is"));
    }
}
