using IntentContracts.Analysis;
using IntentContracts.Analysis.Lock;
using IntentContracts.Cli.Inputs;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Diffs;

/// <summary>The locks of one side of a comparison, by what tells them apart: the path in a repository, or the project.</summary>
/// <param name="Name">For the reader: <c>main</c>, <c>the work tree</c>.</param>
internal sealed record LockSide(string Name, IReadOnlyDictionary<string, IntentLock> Locks)
{
    public const string FileName = "intent.lock";

    /// <summary>Reads a lock file, what was built, or a revision.</summary>
    public static LockSide Read(string what, Terminal terminal)
    {
        var path = Path.GetFullPath(what, terminal.Directory);
        if (File.Exists(path) && !path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return new(what, new Dictionary<string, IntentLock>(StringComparer.Ordinal) { [what] = Parse(File.ReadAllText(path), what) });
        }

        var git = new Git(terminal.Directory);
        if (git.IsRevision(what))
        {
            return OfRevision(git, what);
        }

        if (Path.Exists(path))
        {
            return OfBuild(what, terminal);
        }

        throw ToolException.NoInput($"'{what}' is no lock, no project and no revision of this repository");
    }

    /// <summary>The locks as they stand in the folder, committed or not.</summary>
    public static LockSide OfWorkTree(Terminal terminal)
    {
        var root = new Git(terminal.Directory).Root ?? terminal.Directory;
        var files = new Git(root).WorkTreeFiles(FileName);
        return new("the work tree", files.ToDictionary(f => f, f => Parse(File.ReadAllText(Path.Combine(root, f)), f), StringComparer.Ordinal));
    }

    private static LockSide OfRevision(Git git, string revision) =>
        new(revision, git.Files(revision, FileName).ToDictionary(f => f, f => Parse(git.Text(revision, f), revision + ":" + f), StringComparer.Ordinal));

    private static LockSide OfBuild(string what, Terminal terminal)
    {
        var options = CheckInput.Find(new(what, null, [], All: false, Build: false), terminal);
        var run = terminal.During("reading " + options.Project, () => IntentCheck.Analyse(options));
        return new("the build of " + options.Project, new Dictionary<string, IntentLock>(StringComparer.Ordinal) { [""] = run.Lock.Content });
    }

    private static IntentLock Parse(string text, string name)
    {
        var parsed = LockParser.Parse(text.ReplaceLineEndings("\n"));
        return parsed.Problem is { } problem
            ? throw ToolException.NoInput(FormattableString.Invariant($"{name} cannot be read: line {problem.Line} {problem.Problem}"))
            : parsed.Content;
    }
}
