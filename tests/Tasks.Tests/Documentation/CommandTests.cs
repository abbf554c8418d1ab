using System.Text.RegularExpressions;
using IntentContracts.Tasks.Tests.Builds;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>
/// Every command that README.md, docs and the samples' pages tell people to type is typed, page by page and from top to bottom, with the packages of this run. What a page shows of an answer must
/// stand in it; fingerprints may differ, and <c>…</c> stands for anything. A command that cannot be run here is named below with the reason; there is no other way past.
/// </summary>
[Collection(RealBuilds.Name)]
public sealed partial class CommandTests(PackageFeed feed)
{
    private readonly DocumentationStage stage = DocumentationStage.Of(feed);

    private static readonly Dictionary<string, Func<DocumentationStage, Terminal>> s_stages = new()
    {
        ["README.md"] = s => s.OldService(),
        ["docs/adoption.md"] = s => s.OldService(),
        ["docs/cli.md"] = s => s.ChangedAndBuilt(DocumentedShop.ChangeBody, at => File.Copy(at["intent.lock"], at["old.lock"]), at => File.Copy(at["intent.lock"], at["new.lock"])),
        ["docs/drift.md"] = s => s.Declared(),
        ["docs/reviewers.md"] = s => s.ChangedAndBuilt(DocumentedShop.LowerIsolation),
        ["docs/rules/IC4001.md"] = s => s.Changed(DocumentedShop.LowerIsolation),
        ["docs/rules/IC4002.md"] = s => s.Changed(DocumentedShop.ChangeBody),
        ["docs/rules/IC4003.md"] = s => s.FrozenAndGrown(),
    };

    private static readonly (string Page, string Begins, string Why)[] s_notHere =
    [
        ("README.md", "dotnet run --project samples/Orders/Api -- --demo", "DemoTests runs the demo; dotnet test, beside it, is what runs this"),
        ("README.md", "intent ", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent why", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent reach", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent report", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent baseline", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent brief", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent config", "CommandLineDocsTests compares the answer in samples/Orders"),
        ("docs/cli.md", "intent completion pwsh", "needs PowerShell"),
        ("docs/getting-started.md", "dotnet new web", "GettingStartedTests follows the page to its end"),
        ("docs/performance.md", "dotnet run -c Release --project tests/Benchmarks", "measures for minutes"),
        ("docs/performance.md", "tests/Benchmarks/scale-build.sh", "measures for minutes"),
        ("docs/what-happens-when.md", "myapp claims", "the reader's own program; HeldClaimsCommandTests runs the command"),
        ("samples/Orders/README.md", "dotnet run --project samples/Orders/Api", "DemoTests runs the demo, on PostgreSQL too; ReadmeTests starts the service"),
        ("samples/Orders/README.md", "curl", "ReadmeTests sends the requests"),
        ("samples/Orders.Broken/README.md", "dotnet build samples/Orders.Broken", "BrokenBuildTests builds it and reads the errors"),
    ];

    public static TheoryData<string> PagesToFollow => [.. s_stages.Keys];

    [Fact]
    public void No_command_hides_in_another_kind_of_block() => Assert.Empty(
        from page in Pages.All
        from block in Pages.Blocks(page)
        where block.Language is "" or "bash" or "sh" or "cmd" || block.Language == "text" && Typed().IsMatch(block.Text)
        select $"{page}:{block.Line} is a block of '{block.Language}': write shell or console where something is typed, and text where not");

    [Fact]
    public void Every_block_of_commands_is_typed_or_says_why_not()
    {
        var blocks = Pages.All.SelectMany(Pages.CommandBlocks).ToList();
        Assert.Empty(
            from block in blocks
            where !s_stages.ContainsKey(block.Page) && Excuses(block) == 0
            select $"{block}: nobody types {block.Commands[0].Text}; give the page a stage");
        Assert.Empty(s_notHere.Where(e => !blocks.Any(b => Excused(e, b))).Select(e => $"{e.Page} no longer has '{e.Begins}'"));
        Assert.Empty(s_stages.Keys.Where(page => blocks.All(b => b.Page != page || Excuses(b) > 0)).Select(page => page + " has nothing to type"));
    }

    [BashTheory]
    [MemberData(nameof(PagesToFollow))]
    public void A_page_can_be_followed(string page)
    {
        var terminal = s_stages[page](stage);
        if (page == "docs/cli.md")
        {
            terminal.Must("dotnet tool uninstall --global IntentContracts.Cli || true");
        }
        else
        {
            DocumentationStage.InstallTool(terminal);
        }

        foreach (var block in Pages.CommandBlocks(page).Where(b => Excuses(b) == 0))
        {
            foreach (var command in block.Commands)
            {
                var run = terminal.Run(command.Text);
                Assert.True(run.ExitCode == (command.Fails ? 1 : 0), $"{block}: {command.Text}\n{run}");
                Assert.All(command.Shown, shown => Assert.True(run.Lines.Any(line => Says(shown).IsMatch(line)), $"{block}: {command.Text} does not say\n{shown}\nbut\n{run}"));
            }
        }

        // What a page shows of the lock is how the lock begins that its commands have written.
        foreach (var shown in Pages.Blocks(page).Where(b => b.Text.StartsWith("intent.lock 1", StringComparison.Ordinal)))
        {
            var written = File.ReadAllLines(Path.Combine(terminal.Folder, "intent.lock")).Where(line => !line.StartsWith('#'));
            Assert.StartsWith(shown.Text, string.Join('\n', written), StringComparison.Ordinal);
        }
    }

    private static int Excuses(CommandBlock block) => s_notHere.Count(e => Excused(e, block));

    private static bool Excused((string Page, string Begins, string Why) excuse, CommandBlock block) =>
        excuse.Page == block.Page && block.Commands[0].Text.StartsWith(excuse.Begins, StringComparison.Ordinal);

    private static Regex Says(string shown)
    {
        var text = Fingerprint().Replace(shown, "\u0001").Replace('…', '\u0002');
        return new(Regex.Escape(text).Replace("\u0001", Fingerprint().ToString(), StringComparison.Ordinal).Replace("\u0002", ".*", StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9a-f]{16}-[0-9a-f]{8}-[dr]")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"^(\$ |(dotnet|intent|git|curl|npm|npx|bash|cd|docker|gh) \S)", RegexOptions.Multiline)]
    private static partial Regex Typed();
}
