namespace IntentContracts.Cli.Settings;

/// <summary>A line of a configuration file that sets how loud a rule is.</summary>
/// <param name="Section">The pattern that it stands under; empty for a global configuration.</param>
internal sealed record SeverityLine(string File, int Line, string Section, string Value);

/// <summary>Reads what .editorconfig and .globalconfig files say of one rule, as far as the compiler looks at it.</summary>
internal static class EditorConfig
{
    /// <summary>Lines that hold for a source file: from outer to inner folders, and from top to bottom, so that the last one wins.</summary>
    /// <param name="source">Absolute; null for lines that hold for every file.</param>
    public static IReadOnlyList<SeverityLine> Lines(IReadOnlyList<string> configurations, string ruleId, string? source)
    {
        var files = configurations.Where(File.Exists).Select(path => Parse(path, ruleId)).ToList();
        var globals = files.Where(f => f.IsGlobal).SelectMany(f => f.Lines.Where(l => l.Section.Length == 0));
        if (source is null)
        {
            return [.. globals];
        }

        var chain = files.Where(f => !f.IsGlobal && IsAbove(f.Folder, source)).OrderBy(f => f.Folder.Length).ToList();
        var root = chain.FindLastIndex(f => f.IsRoot);
        var local = chain.Skip(Math.Max(0, root)).SelectMany(f => f.Lines.Where(l => l.Section.Length > 0 && SectionPattern.Matches(l.Section, Relative(f.Folder, source))));
        return [.. globals, .. local];
    }

    private static bool IsAbove(string folder, string source) => source.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Relative(string folder, string source) => Path.GetRelativePath(folder, source).Replace('\\', '/');

    private static Parsed Parse(string path, string ruleId)
    {
        var key = "dotnet_diagnostic." + ruleId + ".severity";
        var lines = new List<SeverityLine>();
        var section = "";
        var isGlobal = Path.GetFileName(path).Equals(".globalconfig", StringComparison.OrdinalIgnoreCase);
        var isRoot = false;
        var text = File.ReadAllLines(path);
        for (var i = 0; i < text.Length; i++)
        {
            var line = text[i].Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1];
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                continue;
            }

            var (name, value) = (line[..equals].Trim(), line[(equals + 1)..].Trim());
            isRoot |= section.Length == 0 && name.Equals("root", StringComparison.OrdinalIgnoreCase) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
            isGlobal |= section.Length == 0 && name.Equals("is_global", StringComparison.OrdinalIgnoreCase) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                lines.Add(new(path, i + 1, section, value));
            }
        }

        return new(Path.GetDirectoryName(path)!, isGlobal, isRoot, lines);
    }

    private sealed record Parsed(string Folder, bool IsGlobal, bool IsRoot, IReadOnlyList<SeverityLine> Lines);
}
