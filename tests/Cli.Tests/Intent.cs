using System.Text.RegularExpressions;
using IntentContracts.Cli.Commands;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Tests;

/// <summary>How a run of the command ended.</summary>
internal sealed record IntentRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The output with every run of blanks as one: what stands in which column, whatever the widths.</summary>
    public string Squeezed => Regex.Replace(Output, " +", " ");

    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}

/// <summary>The command, in this process.</summary>
internal static class Intent
{
    public static Task<IntentRun> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <param name="colours">The output is a terminal that wants colours.</param>
    public static async Task<IntentRun> RunInAsync(string directory, IReadOnlyList<string> arguments, bool colours = false, Func<string, string?>? environment = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await IntentTool.RunAsync(arguments, new(output, errors, directory, environment ?? (_ => null), colours));
        return new(exitCode, output.ToString(), errors.ToString());
    }
}
