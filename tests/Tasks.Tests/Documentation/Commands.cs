using System.Text.RegularExpressions;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>A command of a page, and what the page shows of its answer.</summary>
internal sealed record Command(string Text, IReadOnlyList<string> Shown)
{
    /// <summary>The page shows that it fails.</summary>
    public bool Fails => Shown.Any(line => line.Contains("error IC", StringComparison.Ordinal));
}

/// <summary>A fenced block of a page that somebody types.</summary>
internal sealed record CommandBlock(string Page, int Line, string Language, IReadOnlyList<Command> Commands)
{
    public override string ToString() => $"{Page}:{Line}";
}

/// <summary>
/// What the pages tell people to type. A block is <c>shell</c> (all of it is typed; a <c>text</c> block right below it is the answer) or <c>console</c> (what follows <c>$</c> is typed, the
/// rest is the answer). Other blocks hold no commands.
/// </summary>
internal static partial class Pages
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "README.md", "samples/Orders/README.md", "samples/Orders.Broken/README.md" },
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".received.md", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    /// <summary>Fenced blocks of a page: where, in which language, what stands in them, and what stands between them and the block before.</summary>
    public static IEnumerable<(int Line, string Language, string Text, string Before)> Blocks(string page)
    {
        var text = Read(page);
        var end = 0;
        foreach (Match block in Fence().Matches(text))
        {
            yield return (1 + text.AsSpan(0, block.Index).Count('\n'), block.Groups[1].Value, block.Groups[2].Value, text[end..block.Index]);
            end = block.Index + block.Length;
        }
    }

    public static IReadOnlyList<CommandBlock> CommandBlocks(string page)
    {
        var found = new List<CommandBlock>();
        foreach (var (line, language, text, before) in Blocks(page))
        {
            if (language is "shell" or "powershell")
            {
                found.Add(new(page, line, language, [new(text.TrimEnd(), [])]));
            }
            else if (language == "console")
            {
                found.Add(new(page, line, language, [.. Typed(text)]));
            }
            else if (language == "text" && before.Trim().Length == 0 && found is [.., { Language: "shell" } typed])
            {
                found[^1] = typed with { Commands = [typed.Commands[0] with { Shown = Lines(text) }] };
            }
        }

        return found;
    }

    private static IEnumerable<Command> Typed(string text) =>
        from part in Prompt().Split(text).Skip(1)
        let lines = Lines(part)
        select new Command(lines[0], [.. lines.Skip(1)]);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^```(\\S*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\$ ", RegexOptions.Multiline)]
    private static partial Regex Prompt();
}
