namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>The pages that a reviewer reads: an index, and one page per entry point, owner and type of which something is promised.</summary>
internal static class ReviewerDocuments
{
    public static IReadOnlyList<OutputFile> Write(DocumentMap map, string sourceLinkPrefix)
    {
        var report = map.Report;
        var top = new SourceLinks(sourceLinkPrefix, depth: 0);
        var below = new SourceLinks(sourceLinkPrefix, depth: 1);
        var files = new List<OutputFile> { Page("index.md", IndexPage.Write(map, top)) };
        foreach (var entry in map.Entries)
        {
            files.Add(Page(entry.Path, EntryPage.Write(map, entry.Item, below)));
        }

        foreach (var owner in map.Owners)
        {
            files.Add(Page(owner.Path, OwnerPage.Write(map, owner.Item, below)));
        }

        foreach (var type in map.Types)
        {
            files.Add(Page(type.Path, TypePage.Write(map, type.Item, below)));
        }

        if (report.Unresolved.Count > 0)
        {
            files.Add(Page(DocumentMap.UnresolvedPath, UnresolvedPage.Write(report.Unresolved, top)));
        }

        return files;
    }

    private static OutputFile Page(string path, MarkdownPage page) => new(OutputFolder.Documents, path, page.ToString());
}
