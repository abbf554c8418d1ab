using System.Diagnostics;

namespace IntentContracts.Samples.Tests;

/// <summary>What a run of the dotnet command printed, and how it ended.</summary>
internal sealed record DotNetRun(int ExitCode, string Output);

/// <summary>Runs the dotnet command as a user does.</summary>
internal static class DotNet
{
    public static async Task<DotNetRun> RunAsync(TimeSpan patience, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host was started by an MSBuild of its own, whose settings are nobody else's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new DotNetRun(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {patience}");
        }
    }
}
