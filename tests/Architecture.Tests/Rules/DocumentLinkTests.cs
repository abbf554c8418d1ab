using System.Text.RegularExpressions;
using IntentContracts.Architecture.Tests.Reading;

namespace IntentContracts.Architecture.Tests.Rules;

public sealed partial class DocumentLinkTests
{
    [Fact]
    public void EveryRelativeLinkInTheDocuments_LeadsToAFile()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .ToList();
        var links = (
            from document in documents
            from Match link in Link().Matches(File.ReadAllText(document))
            let to = link.Groups["to"].Value.Split('#')[0]
            where to.Length > 0 && !to.Contains("://", StringComparison.Ordinal)
            select (document, to)).ToList();

        Assert.True(links.Count > 20, "only " + links.Count + " links were found");
        Violations.None(
            from link in links
            let path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.document)!, link.to))
            where !File.Exists(path) && !Directory.Exists(path)
            select Path.GetRelativePath(Repository.Root, link.document) + " links to " + link.to);
    }

    /// <summary>As GitHub names headings: small letters, no punctuation, hyphens for spaces.</summary>
    [Fact]
    public void EveryLinkIntoADocument_LeadsToAHeading()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .ToList();
        var headings = documents.ToDictionary(d => d, d => Headings(File.ReadAllText(d)));
        var links = (
            from document in documents
            from Match link in Link().Matches(File.ReadAllText(document))
            let parts = link.Groups["to"].Value.Split('#')
            where parts.Length == 2 && !parts[0].Contains("://", StringComparison.Ordinal)
            let target = parts[0].Length == 0 ? document : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, parts[0]))
            where headings.ContainsKey(target)
            select (document, target, heading: parts[1])).ToList();

        Assert.True(links.Count > 20, "only " + links.Count + " links were found");
        Violations.None(
            from link in links
            where !headings[link.target].Contains(link.heading)
            select $"{Path.GetRelativePath(Repository.Root, link.document)} links to #{link.heading} of {Path.GetFileName(link.target)}, which has no such heading");
    }

    [Fact]
    public void IndexOfDocuments_ListsEachOfThem()
    {
        var folder = Path.Combine(Repository.Root, "docs");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));

        Violations.None(
            from document in Directory.EnumerateFiles(folder, "*.md").Select(f => Path.GetFileName(f)!)
            where document != "README.md" && !index.Contains($"({document})", StringComparison.Ordinal)
            select "docs/README.md does not list " + document);
    }

    private static HashSet<string> Headings(string text) =>
        [.. Heading().Matches(Fence().Replace(text, "")).Select(m => Punctuation().Replace(m.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
