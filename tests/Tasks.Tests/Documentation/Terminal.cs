using System.Diagnostics;
using IntentContracts.Tasks.Tests.Builds;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>
/// A reader's terminal: a home of its own, whose only packages are those of this run and those that this repository was built with, so that <c>dotnet add package</c> and
/// <c>dotnet tool install --global</c> run as they are written; no continuous integration; a folder that <c>cd</c> changes.
/// </summary>
internal sealed class Terminal(PackageFeed feed, string home, string folder)
{
    private static readonly string[] s_buildServers = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "APPVEYOR", "TEAMCITY_VERSION", "JENKINS_URL", "CODEBUILD_BUILD_ID"];

    public string Folder { get; private set; } = folder;

    /// <summary>What the next commands find in their environment besides.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public static void Prepare(PackageFeed feed, string home)
    {
        Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet"));
        var sources = feed.Sources.Split(';');
        File.WriteAllText(Path.Combine(home, ".nuget", "NuGet", "NuGet.Config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{sources[0]}" />
                <add key="restored" value="{sources[1]}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="IntentContracts*" /></packageSource>
                <packageSource key="restored"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(home, ".gitconfig"), "[user]\n\tname = A reader\n\temail = reader@example.org\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n");
    }

    public BuildOutput Run(string script)
    {
        var left = Path.Combine(home, "folder.txt");
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"{script}\npwd > '{left}'"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || s_buildServers.Contains(k)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["PATH"] = Path.Combine(home, ".dotnet", "tools") + ":" + start.Environment["PATH"];
        start.Environment["NUGET_PACKAGES"] = feed.Packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(script + "\ndid not end");
        }

        var text = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        if (process.ExitCode == 0)
        {
            Folder = File.ReadAllText(left).TrimEnd('\n');
        }

        return new(process.ExitCode, text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>For what a page takes for granted.</summary>
    public void Must(string script)
    {
        var run = Run(script);
        Assert.True(run.ExitCode == 0, script + "\n" + run);
    }
}
