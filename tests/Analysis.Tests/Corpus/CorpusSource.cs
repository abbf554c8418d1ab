using System.Text.RegularExpressions;

namespace IntentContracts.Analysis.Tests.Corpus;

/// <summary>One case of the corpus: where it begins, and what it expects.</summary>
internal sealed record CorpusCase(string File, int Line, bool IsLookAlike, string Text, IReadOnlyList<string> Expected);

/// <summary>The sources of some areas, with what is written beside their lines.</summary>
internal sealed partial class CorpusSource
{
    /// <summary>Which the compiler is told is called /src.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Corpus");

    private CorpusSource(IReadOnlyList<(string Path, string Text)> app, IReadOnlyList<(string Path, string Text)> library)
    {
        App = app;
        Library = library;
        Cases = [.. app.Concat(library).SelectMany(Read)];
    }

    public IReadOnlyList<(string Path, string Text)> App { get; }

    public IReadOnlyList<(string Path, string Text)> Library { get; }

    public IReadOnlyList<CorpusCase> Cases { get; }

    public IEnumerable<string> Expected => Cases.SelectMany(c => c.Expected);

    /// <summary>All areas together: they are one program.</summary>
    public static CorpusSource All { get; } = new(Files("App"), Files("Library"));

    private static List<(string Path, string Text)> Files(string assembly)
    {
        var root = Path.Combine(Folder, assembly);
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(f => !f.Relative.StartsWith("obj/", StringComparison.Ordinal) && !f.Relative.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .Select(f => ($"/src/{assembly}/{f.Relative}", File.ReadAllText(f.Path)))];
    }

    private static List<CorpusCase> Read((string Path, string Text) file)
    {
        var cases = new List<CorpusCase>();
        var lines = file.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Beginning().Match(lines[i]) is { Success: true } begins)
            {
                cases.Add(new(file.Path, i + 1, begins.Groups[1].Value == "look-alike", begins.Groups[2].Value.Trim(), new List<string>()));
            }

            if (Expectation().Match(lines[i]) is { Success: true } expects)
            {
                var expected = (List<string>)(cases.Count > 0 ? cases[^1].Expected : throw new InvalidDataException($"{file.Path}({i + 1}): an expectation before the first case"));
                expected.AddRange(expects.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).Select(id => $"{file.Path}({i + 1}): {id}"));
            }
        }

        return cases;
    }

    [GeneratedRegex(@"^\s*// (case|look-alike): (.+)$")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"// expect: (IC[0-9]{4}(?:, IC[0-9]{4})*)\s*$")]
    private static partial Regex Expectation();
}
