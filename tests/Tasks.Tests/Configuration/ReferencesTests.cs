using IntentContracts.Analysis;
using IntentContracts.Tasks.Configuration;
using Microsoft.Build.Utilities;

namespace IntentContracts.Tasks.Tests.Configuration;

public sealed class ReferencesTests
{
    [Fact]
    public void Projects_are_own_and_packages_are_others_each_sorted()
    {
        var (own, others) = References.Read(
        [
            Project("/s/B/bin/B.dll", "/s/B/B.csproj"),
            new TaskItem("/p/Y.dll"),
            Project("/s/A/bin/A.dll", "/s/A/A.csproj"),
            new TaskItem("/p/X.dll"),
        ]);

        Assert.Equal([new OwnAssembly("/s/A/bin/A.dll", "/s/A"), new OwnAssembly("/s/B/bin/B.dll", "/s/B")], own);
        Assert.Equal(["/p/X.dll", "/p/Y.dll"], others);
    }

    [Fact]
    public void Our_own_libraries_stay_opaque_where_their_projects_are_referenced()
    {
        var (own, others) = References.Read([Project("/r/src/Runtime/bin/IntentContracts.Runtime.dll", "/r/src/Runtime/IntentContracts.Runtime.csproj")]);

        Assert.Empty(own);
        Assert.Single(others);
    }

    /// <summary>What MSBuild found beside the output of a referenced project, without the project that it is of.</summary>
    [Theory]
    [InlineData("Kept.pdb", "", true)]
    [InlineData("Kept.deps.json", "{}", true)]
    [InlineData("Host.deps.json", """{ "libraries": { "Host/1.0.0": { "type": "project" }, "Kept/1.0.0": { "type": "project" } } }""", true)]
    [InlineData("Host.deps.json", """{ "libraries": { "Host/1.0.0": { "type": "project" }, "Kept/5.0.1": { "type": "package" } } }""", false)]
    [InlineData("Host.deps.json", """{ "libraries": { "Host/1.0.0": { "type": "project" }, "Kept.Other/1.0.0": { "type": "project" } } }""", false)]
    [InlineData("readme.txt", "", false)]
    public void What_only_lies_beside_a_project_is_own_where_a_list_or_symbols_say_so(string beside, string text, bool isOwn)
    {
        var folder = Directory.CreateTempSubdirectory("intent-references-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, beside), text);
            var kept = Path.Combine(folder, "Kept.dll");

            var (own, others) = References.Read([Project(kept, "")]);

            Assert.Equal(isOwn ? [new OwnAssembly(kept, null)] : [], own);
            Assert.Equal(isOwn ? [] : [kept], others);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_lies_in_a_folder_that_is_gone_is_of_nobody() =>
        Assert.Empty(References.Read([Project(Path.Combine(Path.GetTempPath(), "intent-gone", "Kept.dll"), "")]).Own);

    private static TaskItem Project(string assembly, string project) => new(assembly, new Dictionary<string, string>
    {
        ["ReferenceSourceTarget"] = "ProjectReference",
        ["MSBuildSourceProjectFile"] = project,
    });
}
