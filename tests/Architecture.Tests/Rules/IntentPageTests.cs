using System.Text.RegularExpressions;
using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Rules;

/// <summary>Ties the attributes of the vocabulary to their pages in docs/intents. That their examples compile, a test of the generator shows; that their rules exist, the one of rule pages.</summary>
public sealed partial class IntentPageTests
{
    private static readonly string[] Sections =
        ["Example", "Arguments", "What the build checks", "What the guard does", "What it does not do", "What a reviewer sees", "Related", "Common mistakes"];

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "intents");

    public static TheoryData<string> Names() => [.. Attributes().Select(Name)];

    [Fact]
    public void AttributesAndPages_AreTheSameSet() =>
        Assert.Equal(
            Attributes().Select(a => Name(a) + ".md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_HasEverySectionInOrder_AndNoneIsEmpty(string name)
    {
        var page = Page(name);
        var parts = page.Split("\n## ");

        Assert.StartsWith($"# `[{name}]`\n\n", page, StringComparison.Ordinal);
        Assert.Equal(Sections, parts.Skip(1).Select(part => part.Split('\n')[0]));
        Assert.All(parts.Skip(1), part => Assert.True(part.Split('\n', 2)[1].Trim().Length >= "None.".Length, $"{name} says nothing under {part}"));
        Assert.Contains("```csharp\n", parts[1], StringComparison.Ordinal);
    }

    /// <summary>Each argument that can be written has a row, and no row names one that cannot.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Page_ListsEveryArgument(string name)
    {
        var attribute = Attributes().Single(a => Name(a) == name);
        var positional = attribute.Methods.Where(m => m.IsConstructor && m.IsPublic && !m.IsStatic).SelectMany(m => m.Parameters).Select(p => p.Name);
        var named = attribute.Properties.Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name);
        var section = Page(name).Split("\n## ").Single(part => part.StartsWith("Arguments\n", StringComparison.Ordinal));
        var table = section.Split("\n\n").FirstOrDefault(block => block.StartsWith("| Argument |", StringComparison.Ordinal)) ?? "";

        Assert.Equal(positional.Concat(named).Order(StringComparer.Ordinal), Row().Matches(table).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>As the attribute's own usage says: a page must not send its reader where the compiler refuses.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Page_SaysWhetherItMayStandSeveralTimes(string name)
    {
        var usage = Attributes().Single(a => Name(a) == name).CustomAttributes.Single(a => a.AttributeType.Name == nameof(AttributeUsageAttribute));
        var several = usage.Properties.Any(p => p is { Name: "AllowMultiple", Argument.Value: true });
        var line = Page(name).Split('\n').Single(l => l.StartsWith("| Stands on |", StringComparison.Ordinal));

        Assert.Contains(several ? "; several" : "; once", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_LinksEachPageOnceAndNoOther() =>
        Assert.Equal(
            Attributes().Select(a => $"[`[{Name(a)}]`]({Name(a)}.md)"),
            Entry().Matches(Text("README.md")).Select(m => m.Value).Order(StringComparer.Ordinal));

    private static IEnumerable<TypeDefinition> Attributes() =>
        Compiled.Written(Compiled.Attributes).Where(t => t.IsPublic && t.BaseType?.FullName == "System.Attribute").OrderBy(Name, StringComparer.Ordinal);

    private static string Name(TypeDefinition attribute) => attribute.Name[..^"Attribute".Length];

    private static string Page(string name) => Text(name + ".md");

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[`\[\w+\]`\]\(\w+\.md\)")]
    private static partial Regex Entry();
}
