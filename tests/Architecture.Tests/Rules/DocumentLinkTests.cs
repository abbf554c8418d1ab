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

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
