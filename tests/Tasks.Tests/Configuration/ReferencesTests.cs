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

    [Fact]
    public void A_project_whose_file_is_unknown_has_no_folder() =>
        Assert.Null(Assert.Single(References.Read([Project("/s/A.dll", "")]).Own).ProjectDirectory);

    private static TaskItem Project(string assembly, string project) => new(assembly, new Dictionary<string, string>
    {
        ["ReferenceSourceTarget"] = "ProjectReference",
        ["MSBuildSourceProjectFile"] = project,
    });
}
