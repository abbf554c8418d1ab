using System.Diagnostics;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>Builds what is looked at, for <c>--build</c>.</summary>
internal static class ProjectBuild
{
    private const int ShownErrors = 10;

    public static void Run(string target, Terminal terminal)
    {
        var (exitCode, output) = terminal.During("dotnet build " + Path.GetFileName(target), () => Build(target));

        // Findings fail a build as well, and are what the caller wants to hear about: only a build that never came to the check is none.
        var errors = output.Split('\n').Select(l => l.Trim()).Where(l => l.Contains(": error ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (exitCode != 0 && errors.Any(e => !e.Contains(": error IC", StringComparison.Ordinal)))
        {
            throw ToolException.NoInput("the build failed", [.. errors.Where(e => !e.Contains(": error IC", StringComparison.Ordinal)).Take(ShownErrors)]);
        }
    }

    private static (int ExitCode, string Output) Build(string target)
    {
        var start = new ProcessStartInfo("dotnet", ["build", target, "-nologo", "-v:q", "-clp:NoSummary"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw ToolException.NoInput("dotnet cannot be started: " + e.Message);
        }
    }
}
