using IntentContracts.Architecture.Tests.Reading;
using IntentContracts.Shared;

namespace IntentContracts.Architecture.Tests.Rules;

/// <summary>Ties the table of rules to its pages, to the help links, to the code that reports, and to what the READMEs say.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids() => [.. RuleTable.All.Select(rule => rule.Id)];

    [Fact]
    public void TableAndPages_AreTheSameSet() =>
        Assert.Equal(
            RuleTable.All.Select(rule => rule.Id + ".md"),
            Directory.EnumerateFiles(RulePage.Folder, "IC*.md").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_BeginsAsTheTableSays(string id)
    {
        var header = RulePage.Header(RuleTable.Get(id));
        var page = Page(id);

        Assert.True(page.StartsWith(header, StringComparison.Ordinal), $"docs/rules/{id}.md must begin with:\n{header}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasEverySectionInOrder_AndNoneIsEmpty(string id)
    {
        var parts = Page(id).Split("\n## ").Skip(1).ToList();

        Assert.Equal(RulePage.Sections, parts.Select(part => part.Split('\n')[0]));
        Assert.All(parts, part => Assert.True(part.Split('\n', 2)[1].Trim().Length > 20, id + " says nothing under " + part));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLink_LeadsToThePage(string id) =>
        Assert.EndsWith("/blob/main/docs/rules/" + id + ".md", RuleTable.Get(id).HelpLink, StringComparison.Ordinal);

    [Fact]
    public void Ids_AreInOrderAndUsedOnce() =>
        Assert.Equal(RuleTable.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), RuleTable.All.Select(rule => rule.Id));

    /// <summary>Constants are compiled into the place that uses them, so the code that reports a rule holds its id.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsReportedBySomething(string id)
    {
        var reporters = RuleTable.Get(id).Stage == RuleStage.Compiler ? new[] { Compiled.Generators } : [Compiled.Analysis, Compiled.Tasks];

        Assert.Contains(id, reporters.SelectMany(Compiled.Written).Where(t => t.Namespace != "IntentContracts.Shared").SelectMany(Uses.Texts));
    }

    [Fact]
    public void IndexOfRules_IsTheTable()
    {
        var index = RulePage.Index();

        Assert.True(
            File.ReadAllText(Path.Combine(RulePage.Folder, "README.md")).Contains(index, StringComparison.Ordinal),
            "docs/rules/README.md must contain:\n" + index);
    }

    [Fact]
    public void EveryRuleThatADocumentNames_Exists()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"));
        var known = RuleTable.All.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);

        Violations.None(
            from document in documents
            from System.Text.RegularExpressions.Match id in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(document), @"\bIC[0-9]{4}\b")
            where !known.Contains(id.Value)
            select Path.GetRelativePath(Repository.Root, document) + " names " + id.Value);
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(RulePage.Folder, id + ".md")).ReplaceLineEndings("\n");
}
