using IntentContracts.Tasks.Tests.Builds;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>The first half hour, as docs/getting-started.md describes it: its commands, its files, its failing build and the declaration that makes it pass.</summary>
[Collection(RealBuilds.Name)]
public sealed class GettingStartedTests(PackageFeed feed)
{
    private readonly DocumentationStage stage = DocumentationStage.Of(feed);

    private const string Page = "docs/getting-started.md";

    [BashFact]
    public void The_build_fails_where_the_page_says_and_passes_with_what_it_declares()
    {
        var code = Pages.Blocks(Page).Where(b => b.Language == "csharp").Select(b => b.Text).ToList();
        var terminal = stage.Empty();
        foreach (var command in Pages.CommandBlocks(Page).SelectMany(b => b.Commands))
        {
            terminal.Must(command.Text);
        }

        var shop = new Consumer(terminal.Folder);
        shop.Write("Program.cs", code[0]);
        shop.Write("PaymentService.cs", code[1]);
        var broken = terminal.Run("dotnet build");
        Assert.True(broken.ExitCode == 1, broken.ToString());
        var line = 1 + Array.FindIndex(File.ReadAllLines(shop["PaymentService.cs"]), l => l.Contains("PostAsJsonAsync", StringComparison.Ordinal));
        var error = Assert.Single(broken.Diagnostics);
        Assert.Contains($"PaymentService.cs({line},", error, StringComparison.Ordinal);
        Assert.Contains("error IC1401: POST /orders", error, StringComparison.Ordinal);

        // The page shows the class that changes, and the line that is new in Program.cs.
        const string @class = "public sealed class PaymentService";
        var declaration = code[2].Split("\n\n", 2);
        shop.Write("PaymentService.cs", declaration[0] + "\n" + code[1][..code[1].IndexOf(@class, StringComparison.Ordinal)] + declaration[1]);
        shop.Write("Program.cs", "using IntentContracts;\n" + code[0].Replace("var app =", code[3] + "var app =", StringComparison.Ordinal));
        shop.Write("StockItem.cs", "using IntentContracts;\n\nnamespace Shop;\n\n" + code.Single(c => c.Contains("class StockItem", StringComparison.Ordinal)));
        var declared = terminal.Run("dotnet build");
        Assert.True(declared.ExitCode == 0 && declared.Diagnostics.Count == 0, declared.ToString());
    }
}
