using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Tests.Metadata;

/// <summary>
/// Whatever the bytes are: facts that every rule can read, or the one exception, in bounded time. Deterministic, so that a failure can be repeated by its number; INTENT_DAMAGE asks for more of it.
/// </summary>
public sealed class DamageTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly int Mutations = int.TryParse(Environment.GetEnvironmentVariable("INTENT_DAMAGE"), out var asked) ? asked : 250;

    private static readonly Compiled Snippet = Compiled.Assembly(CompileAs.Debug with { EmbedSymbols = true }, "Lib", """
        using System.Net.Http;
        [Obsolete("why", false)] public class C<T>(HttpClient http) where T : IEnumerable<T[]>
        {
            private readonly int[,] _grid = { { 1, 2 }, { 3, 4 } };
            public async Task<T?> M<U>(string id, Func<U, T>[] make) { foreach (var m in make) { try { await http.GetAsync("/" + id); } catch (Exception e) when (e.Message == id) { throw; } finally { Console.Write(_grid[0, 1]); } } _ = Task.Run(() => Console.Write(id)); return default; }
            public IEnumerable<int> Numbers(int n) { switch (n) { case 1: yield return 1; break; case 2: yield return 2; break; case 3: yield break; } }
            private readonly object _gate = new(); [IntentContracts.GuardedBy("_gate")] private int _count;
            public void Lock() { lock (_gate) { _count++; Thread.Sleep(1); } _count--; Monitor.Enter(_gate); if (_count > 3) return; Monitor.Exit(_gate); }
            public class Nested { public class Deeper<V> { public static Dictionary<V, List<T>> Made = new(); } }
        }
        """);

    private readonly string _folder = Directory.CreateTempSubdirectory("intent-damage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_truncated_file_is_unreadable_or_read()
    {
        var random = new Random(20240501);
        for (var i = 0; i < Mutations; i++)
        {
            Read(Snippet.Image[..random.Next(Snippet.Image.Length)], $"truncation {i}");
        }
    }

    [Fact]
    public void A_file_with_flipped_bytes_is_unreadable_or_read()
    {
        var random = new Random(20240502);
        for (var i = 0; i < Mutations; i++)
        {
            var image = (byte[])Snippet.Image.Clone();
            for (var flips = 1 + random.Next(6); flips > 0; flips--)
            {
                image[random.Next(image.Length)] = (byte)random.Next(256);
            }

            Read(image, $"flip {i}");
        }
    }

    /// <summary>Types inside themselves, methods of other types, signatures of other things: the tables still have their size.</summary>
    [Fact]
    public void A_file_with_wrong_rows_in_its_tables_is_unreadable_or_read()
    {
        var (start, length) = Tables(Snippet.Image);
        var random = new Random(20240503);
        for (var i = 0; i < Mutations; i++)
        {
            var image = (byte[])Snippet.Image.Clone();
            for (var flips = 1 + random.Next(3); flips > 0; flips--)
            {
                image[start + random.Next(length)] = (byte)random.Next(64);
            }

            Read(image, $"row {i}");
        }
    }

    [Fact]
    public void A_damaged_file_on_disk_is_unreadable_and_not_left_open()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".dll");
        try
        {
            foreach (var bytes in new byte[][] { [], [0x4D, 0x5A], new byte[4096], Snippet.Image[..512] })
            {
                File.WriteAllBytes(path, bytes);
                var thrown = Assert.Throws<UnreadableAssemblyException>(() => FactsReader.Read(path));
                Assert.Equal(path, thrown.File);
                Assert.DoesNotContain('\n', thrown.Reason);
            }

            File.Delete(path);
            Assert.Throws<UnreadableAssemblyException>(() => FactsReader.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Start, int Length) Tables(byte[] image)
    {
        using var pe = new PEReader(new MemoryStream(image));
        var metadata = pe.GetMetadataReader();
        var first = metadata.GetTableMetadataOffset(TableIndex.TypeRef);
        var last = metadata.GetTableMetadataOffset(TableIndex.GenericParam) + (metadata.GetTableRowCount(TableIndex.GenericParam) * metadata.GetTableRowSize(TableIndex.GenericParam));
        return (pe.PEHeaders.MetadataStartOffset + first, last - first);
    }

    private void Read(byte[] image, string what)
    {
        try
        {
            Assert.NotNull(FactsReader.Read(image, null, what).Methods);
            Assert.True(Task.Run(() => Check(image)).Wait(Longest), what + " is not done in time");
        }
        catch (UnreadableAssemblyException e)
        {
            Assert.NotEmpty(e.Reason);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
        }
    }

    private void Check(byte[] image)
    {
        var path = Path.Combine(_folder, "Lib.dll");
        File.WriteAllBytes(path, image);
        IntentCheck.Run(new CheckOptions
        {
            Project = "Lib",
            ProjectFile = "/src/Lib.csproj",
            SourceRoot = "/src",
            Assembly = new(path, "/src"),
            Scope = CheckScope.All,
            IsProgram = true,
            Today = new DateTime(2026, 11, 23),
        });
    }
}
