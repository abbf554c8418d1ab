using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>What a user downloads, entry by entry: whatever is not listed here does not get shipped by accident.</summary>
[Collection(RealBuilds.Name)]
public sealed class PackageContentsTests(PackageFeed feed)
{
    [Fact]
    public void The_package_holds_exactly_this() => Assert.Equal(
        [
            "README.md",
            "analyzers/dotnet/cs/IntentContracts.CodeFixes.dll",
            "analyzers/dotnet/cs/IntentContracts.Generators.dll",
            "build/IntentContracts.props",
            "build/IntentContracts.targets",
            "build/presets/IntentContracts.Observe.globalconfig",
            "build/presets/IntentContracts.Off.globalconfig",
            "build/presets/IntentContracts.Strict.globalconfig",
            "lib/net10.0/IntentContracts.Attributes.dll",
            "lib/net10.0/IntentContracts.Attributes.xml",
            "lib/net10.0/IntentContracts.Runtime.dll",
            "lib/net10.0/IntentContracts.Runtime.xml",
            "lib/netstandard2.0/IntentContracts.Attributes.dll",
            "lib/netstandard2.0/IntentContracts.Attributes.xml",
            "tasks/netframework/IntentContracts.Analysis.dll",
            "tasks/netframework/IntentContracts.Tasks.dll",
            "tasks/netframework/System.Buffers.dll",
            "tasks/netframework/System.Collections.Immutable.dll",
            "tasks/netframework/System.Memory.dll",
            "tasks/netframework/System.Numerics.Vectors.dll",
            "tasks/netframework/System.Reflection.Metadata.dll",
            "tasks/netframework/System.Runtime.CompilerServices.Unsafe.dll",
            "tasks/netstandard2.0/IntentContracts.Analysis.dll",
            "tasks/netstandard2.0/IntentContracts.Tasks.dll",
        ],
        Entries("IntentContracts").Where(e => !IsAhead(e)));

    /// <summary>Packing goes on where the compiler cannot be restored: then there is none of them, and never one alone.</summary>
    [Fact]
    public void Beside_that_stands_the_same_task_compiled_ahead_for_the_platform_that_packed()
    {
        var ahead = Entries("IntentContracts").Where(IsAhead).ToList();
        if (ahead.Count == 0)
        {
            return;
        }

        var folder = "tasks/" + RuntimeInformation.RuntimeIdentifier + "/";
        Assert.Equal([folder + "IntentContracts.Analysis.dll", folder + "IntentContracts.Tasks.dll"], ahead);
        foreach (var image in ahead)
        {
            using var native = Read(image);
            using var il = Read("tasks/netstandard2.0/" + Path.GetFileName(image));
            Assert.True(native.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, image + " has no native code");
            Assert.Equal(0, il.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
            Assert.Equal(Mvid(il), Mvid(native));
        }
    }

    [Fact]
    public void The_Entity_Framework_package_holds_its_library_alone() => Assert.Equal(
        [
            "lib/net10.0/IntentContracts.EntityFrameworkCore.dll",
            "lib/net10.0/IntentContracts.EntityFrameworkCore.xml",
        ],
        Entries("IntentContracts.EntityFrameworkCore"));

    [Fact]
    public void The_package_for_tests_holds_its_library_alone_and_brings_no_check_along()
    {
        Assert.Equal(["lib/net10.0/IntentContracts.Testing.dll", "lib/net10.0/IntentContracts.Testing.xml"], Entries("IntentContracts.Testing"));

        var dependency = Assert.Single(Nuspec("IntentContracts.Testing").Descendants(), static e => e.Name.LocalName == "dependency");
        Assert.Equal(("IntentContracts", "Build,Analyzers"), ((string)dependency.Attribute("id")!, (string)dependency.Attribute("exclude")!));
    }

    [Fact]
    public void It_depends_on_the_package_with_generator_and_check_and_on_none_that_does_not_exist()
    {
        var dependencies = Nuspec("IntentContracts.EntityFrameworkCore").Descendants().Where(e => e.Name.LocalName == "dependency").ToList();

        Assert.Equal(["IntentContracts", "Microsoft.EntityFrameworkCore.Relational"], dependencies.Select(d => (string)d.Attribute("id")!));
        Assert.Equal((PackageFeed.Version, "All"), ((string)dependencies[0].Attribute("version")!, (string)dependencies[0].Attribute("include")!));
    }

    [Fact]
    public void The_package_itself_depends_on_what_its_run_time_library_needs() => Assert.Equal(
        ["Microsoft.Extensions.Logging.Abstractions", "Polly.Core"],
        Nuspec("IntentContracts").Descendants().Where(e => e.Name.LocalName == "dependency").Select(d => (string)d.Attribute("id")!));

    private static bool IsAhead(string entry) =>
        entry.StartsWith("tasks/", StringComparison.Ordinal) && !entry.StartsWith("tasks/net", StringComparison.Ordinal);

    private static Guid Mvid(PEReader assembly)
    {
        var metadata = assembly.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private PEReader Read(string entry)
    {
        using var package = ZipFile.OpenRead(feed.Package("IntentContracts"));
        using var stream = package.GetEntry(entry)!.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        bytes.Position = 0;
        return new(bytes);
    }

    private string[] Entries(string id)
    {
        using var package = ZipFile.OpenRead(feed.Package(id));
        return
        [
            .. package.Entries.Select(e => e.FullName)
                .Where(e => !e.StartsWith("_rels/", StringComparison.Ordinal) && !e.StartsWith("package/", StringComparison.Ordinal))
                .Where(e => e != "[Content_Types].xml" && e != id + ".nuspec")
                .Order(StringComparer.Ordinal),
        ];
    }

    private XDocument Nuspec(string id)
    {
        using var package = ZipFile.OpenRead(feed.Package(id));
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
