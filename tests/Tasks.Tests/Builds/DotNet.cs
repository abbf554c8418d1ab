using System.Diagnostics;
using System.Text;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What a command said, line by line, and how it ended.</summary>
internal sealed record BuildOutput(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>The diagnostics with our ids, without the project in brackets; each once, sorted.</summary>
    public IReadOnlyList<string> Diagnostics =>
    [
        .. Lines.Where(l => l.Contains(": error ", StringComparison.Ordinal) || l.Contains(": warning ", StringComparison.Ordinal))
            .Select(l => l.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end ? l[..end] : l)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Summaries => [.. Lines.Where(l => l.TrimStart().StartsWith("IntentContracts: ", StringComparison.Ordinal))];

    public override string ToString() => string.Join('\n', Lines) + "\nexit code " + ExitCode;
}

/// <summary>Runs the SDK as a user does, without what the surrounding <c>dotnet test</c> left in the environment.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static BuildOutput Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Servers that outlive the test would keep its files open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}");
        }

        var text = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        return new(process.ExitCode, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
