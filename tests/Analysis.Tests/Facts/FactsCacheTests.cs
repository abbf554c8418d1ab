using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

public sealed class FactsCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("facts").FullName;

    private static readonly Compiled Snippet = Compiled.Assembly("Lib", """
        using System.Net.Http;
        [Obsolete("why", false)] public class C<T>(HttpClient http)
        {
            public async Task<T?> M<U>(string id, Func<U, T>[] make) { foreach (var m in make) { await http.GetAsync("/" + id); } Task.Run(() => Console.Write(id)); return default; }
        }
        """);

    /// <summary>As a process of its own does.</summary>
    private AssemblyFacts Read(string path) => new FactsCache(Path.Combine(_folder, "cache"), new()).Read(path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_read_back_is_what_was_written()
    {
        var bytes = FactsFormat.Write(Snippet.Facts());
        var back = FactsFormat.Read(bytes)!;

        Assert.Equal(bytes, FactsFormat.Write(back));
        Assert.Equal(bytes, FactsFormat.Write(Snippet.Facts()));
        var (before, after) = (Snippet.Facts(), back);
        Assert.Equal((before.Name, before.Mvid, before.HasSymbols), (after.Name, after.Mvid, after.HasSymbols));
        Assert.Equal(before.Documents, after.Documents);
        Assert.Equivalent(before.Types, after.Types, strict: true);
        Assert.Equivalent(before.Attributes, after.Attributes, strict: true);
        Assert.Equal(before.Methods.Select(m => m.Id), after.Methods.Select(m => m.Id));
        foreach (var (b, a) in before.Methods.Zip(after.Methods))
        {
            Assert.Equivalent(b, a, strict: true);
        }
    }

    [Fact]
    public void A_damaged_file_is_read_again_from_the_assembly()
    {
        var path = Snippet.WriteTo(Path.Combine(_folder, "bin"));
        var expected = FactsFormat.Write(Read(path));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "cache")));
        Assert.Equal(expected, File.ReadAllBytes(file));
        for (var at = 0; at < expected.Length; at += 1 + (expected.Length / 60))
        {
            var damaged = (byte[])expected.Clone();
            damaged[at] ^= 0x41;
            File.WriteAllBytes(file, at % 2 == 0 ? damaged : damaged[..at]);

            Assert.Equal(expected, FactsFormat.Write(Read(path)));
            Assert.Equal(expected, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_kept_file_is_used_until_the_assembly_changes()
    {
        var path = Snippet.WriteTo(Path.Combine(_folder, "bin"));
        var file = Path.Combine(_folder, "cache");
        Read(path);
        var kept = Directory.GetFiles(file).Single();

        // Facts that differ from the assembly's show where they come from.
        File.WriteAllBytes(kept, FactsFormat.Write(Snippet.Facts() with { Documents = ["kept"] }));
        Assert.Equal(["kept"], Read(path).Documents);

        Compiled.Assembly("Lib", "public class Other;").WriteTo(Path.Combine(_folder, "bin"));
        Assert.Contains(Read(path).Types, t => t.Name == "Other");
    }

    [Fact]
    public void Checks_that_share_facts_read_an_assembly_once()
    {
        var shared = new SharedFacts();
        var first = new FactsCache(Path.Combine(_folder, "first"), shared).Read(Snippet.WriteTo(Path.Combine(_folder, "obj")));

        // A copy, as the projects that refer to it see it.
        var second = new FactsCache(Path.Combine(_folder, "second"), shared).Read(Snippet.WriteTo(Path.Combine(_folder, "bin")));

        Assert.Same(first, second);
        Assert.False(Directory.Exists(Path.Combine(_folder, "second")));
    }

    [Fact]
    public async Task Who_asks_while_an_assembly_is_being_read_waits_for_it()
    {
        var shared = new SharedFacts();
        var identity = new FactsIdentity("Lib", Guid.NewGuid(), HasSymbols: true);
        var facts = FactsReader.Read(Snippet.WriteTo(Path.Combine(_folder, "obj")));
        using var isReading = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var first = Task.Run(() => shared.Get(identity, () =>
        {
            isReading.Set();
            goOn.Wait();
            return facts;
        }));
        isReading.Wait();

        var second = Task.Run(() => shared.Get(identity, () => throw new InvalidOperationException("read twice")));
        goOn.Set();

        Assert.Same(await first, await second);
    }

    [Fact]
    public void What_could_not_be_read_is_read_again()
    {
        var shared = new SharedFacts();
        var identity = new FactsIdentity("Lib", Guid.NewGuid(), HasSymbols: true);
        var facts = FactsReader.Read(Snippet.WriteTo(Path.Combine(_folder, "obj")));

        Assert.Throws<IOException>(() => shared.Get(identity, () => throw new IOException()));

        Assert.Same(facts, shared.Get(identity, () => facts));
    }

    [Fact]
    public void What_the_assemblys_own_build_has_kept_is_used()
    {
        var path = Snippet.WriteTo(Path.Combine(_folder, "bin"));
        var there = Path.Combine(_folder, "there");
        new FactsCache(there, new()).Read(path);
        var kept = Directory.GetFiles(there).Single();
        File.WriteAllBytes(kept, FactsFormat.Write(Snippet.Facts() with { Documents = ["kept"] }));

        Assert.Equal(["kept"], new FactsCache(Path.Combine(_folder, "here"), new()).Read(path, there).Documents);
        Assert.False(Directory.Exists(Path.Combine(_folder, "here")));

        File.WriteAllBytes(kept, [1, 2, 3]);
        Assert.NotEqual(["kept"], new FactsCache(Path.Combine(_folder, "here"), new()).Read(path, there).Documents);
    }
}
