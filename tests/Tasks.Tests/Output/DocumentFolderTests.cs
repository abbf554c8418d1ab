using IntentContracts.Analysis;
using IntentContracts.Tasks.Configuration;
using IntentContracts.Tasks.Output;

namespace IntentContracts.Tasks.Tests.Output;

public sealed class DocumentFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_page_that_is_no_longer_written_is_removed_with_its_empty_folder()
    {
        Replace("index.md", "entries/old.md");

        Replace("index.md");

        Assert.True(File.Exists(_folder["index.md"]));
        Assert.False(Directory.Exists(_folder["entries"]));
    }

    [Fact]
    public void A_file_of_others_stays()
    {
        Replace("entries/ours.md");
        File.WriteAllText(_folder["entries/theirs.md"], "by hand");

        Replace();

        Assert.False(File.Exists(_folder["entries/ours.md"]));
        Assert.True(File.Exists(_folder["entries/theirs.md"]));
    }

    [Fact]
    public void The_list_is_committed_with_the_pages_so_a_fresh_clone_knows_them()
    {
        Replace("b.md", "a.md");

        Assert.Equal(
            "# Written by the build of App, which removes what it no longer writes. Do not edit.\na.md\nb.md\n",
            File.ReadAllText(_folder["documents.txt"]));
    }

    [Fact]
    public void An_edited_list_cannot_make_the_build_delete_outside_the_folder()
    {
        using var outside = new TemporaryFolder();
        File.WriteAllText(outside["precious"], "x");
        Replace("index.md");
        File.AppendAllLines(_folder["documents.txt"], [outside["precious"], "../" + Path.GetFileName(outside.Path) + "/precious"]);

        Replace("index.md");

        Assert.True(File.Exists(outside["precious"]));
    }

    [Fact]
    public void Two_projects_do_not_share_a_folder()
    {
        Replace("index.md");

        var e = Assert.Throws<ConfigurationException>(() => new DocumentFolder(_folder.Path, "Other").Replace([Document("index.md")]));

        Assert.Contains("are not those of Other", e.Message, StringComparison.Ordinal);
        Assert.Contains("$(MSBuildProjectName)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_write_leaves_no_folder()
    {
        var path = _folder["none"];

        Assert.Empty(new DocumentFolder(path, "App").Replace([]));

        Assert.False(Directory.Exists(path));
    }

    private void Replace(params string[] files) => new DocumentFolder(_folder.Path, "App").Replace([.. files.Select(Document)]);

    private static OutputFile Document(string path) => new(OutputFolder.Documents, path, "text of " + path + "\n");
}
