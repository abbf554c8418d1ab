using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Tests.Metadata;

/// <summary>Whatever the bytes are: facts, or the one exception. Deterministic, so that a failure can be repeated by its number.</summary>
public sealed class DamageTests
{
    private const int Mutations = 400;

    private static readonly Compiled Snippet = Compiled.Assembly(CompileAs.Debug with { EmbedSymbols = true }, "Lib", """
        using System.Net.Http;
        [Obsolete("why", false)] public class C<T>(HttpClient http) where T : IEnumerable<T[]>
        {
            private readonly int[,] _grid = { { 1, 2 }, { 3, 4 } };
            public async Task<T?> M<U>(string id, Func<U, T>[] make) { foreach (var m in make) { try { await http.GetAsync("/" + id); } catch (Exception e) when (e.Message == id) { throw; } finally { Console.Write(_grid[0, 1]); } } _ = Task.Run(() => Console.Write(id)); return default; }
            public IEnumerable<int> Numbers(int n) { switch (n) { case 1: yield return 1; break; case 2: yield return 2; break; case 3: yield break; } }
            public class Nested { public class Deeper<V> { public static Dictionary<V, List<T>> Made = new(); } }
        }
        """);

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

    private static void Read(byte[] image, string what)
    {
        try
        {
            Assert.NotNull(FactsReader.Read(image, null, what).Methods);
        }
        catch (UnreadableAssemblyException e)
        {
            Assert.NotEmpty(e.Reason);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
    }
}
