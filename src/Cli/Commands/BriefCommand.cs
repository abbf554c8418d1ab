using System.CommandLine;
using IntentContracts.Cli.Briefs;
using IntentContracts.Cli.Json;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary><c>intent brief</c>: one page for new colleagues and code assistants.</summary>
internal static class BriefCommand
{
    public static Command Make(Terminal terminal)
    {
        var output = OutputFileOption.Make();
        var command = new Command("brief", "One page for new colleagues and code assistants: what must not be changed without its owner, what must hold, how to say a decision.") { output };
        var input = new InputOptions(command);
        command.SetAction(parsed =>
        {
            var text = new Brief(input.Run(parsed, terminal)).Write();
            OutputFileOption.Write(parsed.GetValue(output), input.Json(parsed) ? Envelope.Write("brief", json => json.Property("markdown", text)) : text, terminal);
            return ExitCodes.Ok;
        });
        return command;
    }
}
