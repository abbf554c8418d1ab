using System.CommandLine;
using IntentContracts.Analysis;
using IntentContracts.Cli.Inputs;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Commands;

/// <summary>The options of every command that looks at a program.</summary>
internal sealed class InputOptions
{
    private readonly Option<string> _project = new("--project", "-p")
    {
        Description = "The project file, its folder, or its assembly. Default: the project here, or the only program below.",
        HelpName = "path",
    };

    private readonly Option<string> _assembly = new("--assembly") { Description = "An assembly to look at without a build.", HelpName = "file.dll" };

    private readonly Option<string[]> _references = new("--reference")
    {
        Description = "With --assembly: the solution's other assemblies. Default: those beside it that have symbols.",
        HelpName = "file.dll",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _scope = new("--scope") { Description = "What counts as an entry point. Default: what the build said.", HelpName = "CriticalPaths|All" };

    private readonly Option<bool> _build = new("--build") { Description = "Build first." };

    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON (docs/schemas/intent-cli-1.schema.json)." };

    public InputOptions(Command command)
    {
        _scope.AcceptOnlyFromAmong("CriticalPaths", "All");
        foreach (var option in new Option[] { _project, _assembly, _references, _scope, _build, _json })
        {
            command.Options.Add(option);
        }
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The options of the check that the command line speaks of.</summary>
    public CheckOptions Find(ParseResult parsed, Terminal terminal) => CheckInput.Find(
        new(
            parsed.GetValue(_project),
            parsed.GetValue(_assembly),
            parsed.GetValue(_references) ?? [],
            parsed.GetValue(_scope) == "All",
            parsed.GetValue(_build)),
        terminal);

    /// <summary>Runs the check.</summary>
    public CheckRun Run(ParseResult parsed, Terminal terminal)
    {
        return Run(Find(parsed, terminal), terminal);
    }

    public static CheckRun Run(CheckOptions options, Terminal terminal)
    {
        var run = terminal.During("reading " + options.Project, () => IntentCheck.Analyse(options));
        if (run.Context.Built is null)
        {
            throw ToolException.NoInput($"{Path.GetFileName(options.Assembly.Path)} cannot be read: {(run.Context.Unreadable.Count > 0 ? run.Context.Unreadable[0].Reason : "")}");
        }

        return run;
    }
}
