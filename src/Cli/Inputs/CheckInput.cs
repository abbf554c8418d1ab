using IntentContracts.Analysis;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Inputs;

/// <summary>From what somebody typed to a check that can be run.</summary>
internal static class CheckInput
{
    /// <summary>The options of the last build, or those that can be made for an assembly alone.</summary>
    public static CheckOptions Find(InputChoice choice, Terminal terminal)
    {
        if (choice.Assembly is { } assembly)
        {
            return BareAssembly.Options(Full(assembly, terminal), [.. choice.References.Select(r => Full(r, terminal))], choice.All);
        }

        if (choice.References.Count > 0)
        {
            throw ToolException.Usage("--reference is for --assembly: with a build, the project says what it references");
        }

        var (options, checkedAt) = FromBuild(choice, terminal);
        if (!File.Exists(options.Assembly.Path))
        {
            throw ToolException.NoInput($"{Path.GetFileName(options.Assembly.Path)} has been built and is gone · build the project first: {BuildCommand(options.ProjectFile, terminal)}");
        }

        if (File.GetLastWriteTimeUtc(options.Assembly.Path) > checkedAt)
        {
            throw ToolException.NoInput(
                $"{Path.GetFileName(options.Assembly.Path)} is newer than its check: it was built with IntentMode=Off, or the build failed · build the project first: {BuildCommand(options.ProjectFile, terminal)}");
        }

        // The build may have written the baseline or the lock; to ask is not to write.
        options = options with { Baseline = BaselineMode.Check, Lock = options.Lock == CheckLock.Accept ? CheckLock.Check : options.Lock };
        return choice.All ? options with { Scope = CheckScope.All } : options;
    }

    private static (CheckOptions Options, DateTime CheckedAt) FromBuild(InputChoice choice, Terminal terminal)
    {
        var start = choice.Project is null ? terminal.Directory : Full(choice.Project, terminal);
        if (File.Exists(start))
        {
            var project = IsProject(start) ? start : ProjectOf(start);
            return Of(project, choice, terminal);
        }

        if (!Directory.Exists(start))
        {
            throw ToolException.NoInput($"there is no {choice.Project}");
        }

        if (ProjectIn(start) is { } here)
        {
            return Of(here, choice, terminal);
        }

        if (choice.Build)
        {
            ProjectBuild.Run(start, terminal);
        }

        return TheOnlyOne(CheckFiles.Below(start), start, terminal);
    }

    private static (CheckOptions Options, DateTime CheckedAt) Of(string project, InputChoice choice, Terminal terminal)
    {
        if (choice.Build)
        {
            ProjectBuild.Run(project, terminal);
        }

        var found = CheckFiles.Of(project) ?? throw ToolException.NoInput(
            $"{Path.GetFileName(project)} has not been built with IntentContracts · build the project first: {BuildCommand(project, terminal)}, or let --build do it");
        return (found.Options, found.Written);
    }

    private static (CheckOptions Options, DateTime CheckedAt) TheOnlyOne(IReadOnlyList<FoundCheck> found, string folder, Terminal terminal)
    {
        var programs = found.Where(f => f.Options.IsProgram).ToList();
        var candidates = programs.Count > 0 ? programs : found;
        return candidates switch
        {
            [] => throw ToolException.NoInput($"no project below {folder} has been built with IntentContracts · build the solution first: dotnet build, or let --build do it"),
            [var only] => (only.Options, only.Written),
            _ => throw ToolException.Usage(
                $"there are {candidates.Count} projects here: say which with --project",
                [.. candidates.Select(f => Path.GetRelativePath(terminal.Directory, f.Options.ProjectFile))]),
        };
    }

    private static bool IsProject(string file) => file.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private static string? ProjectIn(string folder)
    {
        var projects = Directory.GetFiles(folder, "*.csproj");
        return projects.Length == 1 ? projects[0] : null;
    }

    /// <summary>Of an assembly in a project's bin or obj.</summary>
    private static string ProjectOf(string assembly)
    {
        for (var folder = Path.GetDirectoryName(assembly); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (ProjectIn(folder) is { } project)
            {
                return project;
            }
        }

        throw ToolException.NoInput($"no project stands above {Path.GetFileName(assembly)} · name the assembly with --assembly to look at it without a build");
    }

    internal static string BuildCommand(string project, Terminal terminal)
    {
        var relative = Path.GetRelativePath(terminal.Directory, project);
        return "dotnet build" + (Path.GetDirectoryName(relative) is { Length: 0 } ? "" : " " + Path.GetDirectoryName(relative)!.Replace('\\', '/'));
    }

    private static string Full(string path, Terminal terminal) => Path.GetFullPath(path, terminal.Directory);
}
