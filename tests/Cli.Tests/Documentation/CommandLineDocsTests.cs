using System.Text;
using System.Text.RegularExpressions;

namespace IntentContracts.Cli.Tests.Documentation;

/// <summary>Every console block of these pages that begins with <c>$ intent</c> is run in samples/Orders, and must print what stands there.</summary>
public sealed partial class CommandLineDocsTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/cli.md")]
    public async Task What_the_page_shows_is_what_the_command_prints(string name)
    {
        var path = Path.Combine(Repository.Root, name);
        var page = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        var real = new StringBuilder();
        var at = 0;
        foreach (Match block in Block().Matches(page))
        {
            real.Append(page, at, block.Index - at).Append("```console\n");
            foreach (var line in block.Groups[1].Value.Split('\n').Where(l => l.StartsWith("$ intent ", StringComparison.Ordinal)))
            {
                var run = await Intent.RunInAsync(Path.Combine(Repository.Root, "samples", "Orders"), Words(line["$ intent ".Length..]));
                real.Append(line).Append('\n').Append(run.Output).Append(run.Errors);
            }

            real.Append("```\n");
            at = block.Index + block.Length;
        }

        real.Append(page, at, page.Length - at);
        Assert.True(at > 0, name + " has no console block");
        if (real.ToString() != page)
        {
            await File.WriteAllTextAsync(Path.ChangeExtension(path, ".received.md"), real.ToString());
            Assert.Equal(page, real.ToString());
        }
    }

    private static List<string> Words(string line) => [.. Word().Matches(line).Select(m => m.Value.Trim('"'))];

    [GeneratedRegex("```console\n(\\$ intent .*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
