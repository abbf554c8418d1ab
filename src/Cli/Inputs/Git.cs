using System.Diagnostics;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>What the tool asks git. Revisions come from the command line, so none of them may become an option.</summary>
internal sealed class Git(string directory)
{
    /// <summary>The top folder of the work tree; null outside of one.</summary>
    public string? Root => Try("rev-parse", "--show-toplevel")?.Trim() is { Length: > 0 } root ? Path.GetFullPath(root) : null;

    public bool IsRevision(string name) => name.Length > 0 && name[0] != '-' && Try("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}") is not null;

    /// <summary>Files of a revision with a name, sorted, relative to the top folder.</summary>
    public IReadOnlyList<string> Files(string revision, string name) =>
    [
        .. Ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", Commit(revision)).Split('\0')
            .Where(path => path == name || path.EndsWith("/" + name, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files in the work tree with a name, tracked or new, without what is ignored.</summary>
    public IReadOnlyList<string> WorkTreeFiles(string name) =>
    [
        .. Ask("ls-files", "-z", "--cached", "--others", "--exclude-standard").Split('\0')
            .Where(path => (path == name || path.EndsWith("/" + name, StringComparison.Ordinal)) && File.Exists(Path.Combine(directory, path)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Where two revisions parted.</summary>
    public string MergeBase(string a, string b) => Ask("merge-base", Commit(a), Commit(b)).Trim();

    public string Text(string revision, string path) => Ask("show", Commit(revision) + ":" + path);

    public string? Setting(string name) => Try("config", "--get", name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>By its hash, which no name can be taken for.</summary>
    private string Commit(string revision) => Ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}").Trim();

    private string Ask(params string[] arguments)
    {
        var (exitCode, output, errors) = Run(arguments);
        return exitCode == 0 ? output : throw ToolException.NoInput($"git {arguments[0]} failed: {errors.Split('\n')[0]}");
    }

    private string? Try(params string[] arguments)
    {
        var (exitCode, output, _) = Run(arguments);
        return exitCode == 0 ? output : null;
    }

    private (int ExitCode, string Output, string Errors) Run(string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "", "git cannot be started");
        }
    }
}
