namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>What changes a body's fingerprint and what does not, and that Debug and Release agree.</summary>
public sealed class FingerprintTests
{
    private const string Body = """
        namespace Shop;
        public sealed class Db { public Task SaveAsync(string what, int n) => Task.CompletedTask; public bool Has(string what) => true; public int Count; public static T Make<T>(int n) => default!; }
        public sealed class Orders(Db db, HttpClient http)
        {
            private int _done;

            [IntentContracts.NaturallyIdempotent("the key is unique")]
            public async Task<int> PlaceAsync(string order, int limit, CancellationToken ct)
            {
                var total = 0;
                for (var i = 0; i < limit; i++)
                {
                    if (db.Has(order) && i > 2)
                    {
                        total += i;
                    }
                }

                var name = order + "-" + total;
                try
                {
                    await db.SaveAsync(name, total);
                    await http.GetAsync("/notify", ct);
                }
                catch (HttpRequestException e) when (e.StatusCode is null)
                {
                    _done = total - 1;
                    throw;
                }

                var items = new List<string> { name, order };
                items.ForEach(item => db.Count += item.Length + limit);
                _ = Db.Make<int>(total);
                return Twice(total);

                int Twice(int number) => number * 2;
            }
        }
        """;

    public static TheoryData<string, string> Spellings => new()
    {
        { "var total = 0;", "int   total =\n 0; // a comment" },
        { "total", "sum" },
        { "limit", "most" },
        { "order", "purchase" },
        { "item => db.Count += item.Length", "x => db.Count += x.Length" },
        { "Twice", "Double" },
        { "public sealed class Db {", "public sealed class Other { public Func<int> F() => () => 3; public async Task<int> G() { await Task.Yield(); return 1; } }\npublic sealed class Db {" },
        { "    private int _done;", "    private int _done;\n    public Func<int, int> Before() => x => { int Inner() => x; return Inner(); };" },
        { "if (db.Has(order) && i > 2)\n            {\n                total += i;\n            }", "if (db.Has(order) && i > 2) total += i;" },
        { "i > 2", "!(i <= 2)" },
        { "var name = order + \"-\" + total;", "var unused = 3;\n        var name = order + \"-\" + total;" },
    };

    public static TheoryData<string, string> Changes => new()
    {
        { "i > 2", "i > 3" },
        { "i > 2", "i >= 2" },
        { "db.Has(order) && i > 2", "db.Has(order) || i > 2" },
        { "total += i", "total -= i" },
        { "\"/notify\"", "\"/notify2\"" },
        { "http.GetAsync(\"/notify\", ct)", "http.DeleteAsync(\"/notify\", ct)" },
        { "http.GetAsync(\"/notify\", ct)", "http.GetAsync(\"/notify\", CancellationToken.None)" },
        { "await db.SaveAsync(name, total);", "_ = db.SaveAsync(name, total);" },
        { "db.SaveAsync(name, total)", "db.SaveAsync(order, total)" },
        { "await db.SaveAsync(name, total);\n            await http.GetAsync(\"/notify\", ct);", "await http.GetAsync(\"/notify\", ct);\n            await db.SaveAsync(name, total);" },
        { "catch (HttpRequestException e) when (e.StatusCode is null)", "catch (HttpRequestException e) when (e.StatusCode is not null)" },
        { "catch (HttpRequestException e) when (e.StatusCode is null)", "catch (InvalidOperationException)" },
        { "            throw;\n", "" },
        { "_done = total - 1", "_done = total" },
        { "item.Length + limit", "item.Length - limit" },
        { "item.Length + limit", "item.Length + total" },
        { "{ name, order }", "{ order, name }" },
        { "Make<int>", "Make<long>" },
        { "number * 2", "number * 3" },
        { "return Twice(total);", "return Twice(limit);" },
        { "var i = 0;", "var i = 1;" },
    };

    [Theory]
    [InlineData("@\"two\nlines\"")]
    [InlineData("$@\"two {1 + order.Length}\nlines\"")]
    public void Line_ends_of_the_file_are_no_meaning_in_a_text_either(string text)
    {
        var body = Replaced("\"-\"", text);

        Assert.Equal(Of(body), Of(body.ReplaceLineEndings("\r\n")));
        Assert.NotEqual(Of(body), Of(body.Replace("two", "2", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Another_spelling_is_the_same_body(string old, string text) => Assert.Equal(Of(Body), Of(Replaced(old, text)));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_meaning_is_another_body(string old, string text) => Assert.NotEqual(Of(Body), Of(Replaced(old, text)));

    [Fact]
    public void Debug_and_release_and_embedded_symbols_agree()
    {
        var expected = Of(Body);

        Assert.Equal(16, expected.Length);
        Assert.Equal(expected, Of(Body, CompileAs.Release));
        Assert.Equal(expected, Of(Body, CompileAs.Release with { EmbedSymbols = true }));
    }

    [Theory]
    [InlineData("IEnumerable<int> M(int n) { for (var i = 0; i < n; i++) { if (i % 2 == 0) yield return i; } yield return -1; }")]
    [InlineData("bool M(object o) => o is string { Length: > 3 } or int and > 5;")]
    [InlineData("string M(int n) => n switch { 0 => \"none\", 1 => \"one\", < 10 => $\"few {n}\", _ => throw new ArgumentException(nameof(n)) };")]
    [InlineData("async Task<int> M(Task<int> t) { try { return await t; } catch (TimeoutException) { await Task.Delay(1); return 0; } finally { await Task.Yield(); } }")]
    [InlineData("int M(List<int> l, object gate) { lock (gate) { foreach (var x in l) { if (x > 3) return x; } } return l.Count(x => x == 0); }")]
    [InlineData("int M(Dictionary<string, int> d, string k) { if (!d.TryGetValue(k, out var v)) { v = k.Length; d[k] = v; } return v is 0 ? 1 : v; }")]
    [InlineData("async Task M(IAsyncEnumerable<int> s) { await foreach (var x in s) { Console.WriteLine(x); } }")]
    [InlineData("void M(Span<int> s, ref int r, out string o) { s[0] = r; r += s.Length; o = $\"{r:x}\"; checked { r++; } }")]
    public void Every_shape_is_the_same_in_debug_and_release(string member)
    {
        var source = "namespace Shop; public class C { [IntentContracts.NaturallyIdempotent(\"it is\")] public " + member + " }";

        Assert.Equal(Of(source), Of(source, CompileAs.Release));
    }

    [Fact]
    public void Only_members_that_decide_have_one()
    {
        var facts = Compiled.Assembly("Shop", Body).Facts();

        Assert.Single(facts.Methods, m => m.Fingerprint.Length > 0);
    }

    [Fact]
    public void A_core_has_its_shells()
    {
        var facts = Compiled.Assembly("Shop", "public class C { [IntentContracts.NoTransaction(\"one row\")] public void Put() => PutCore(); private void PutCore() => Console.WriteLine(); }").Facts();

        Assert.Equal(["Put", "PutCore"], facts.Methods.Where(m => m.Fingerprint.Length > 0).Select(m => m.Name));
    }

    private static string Replaced(string old, string text)
    {
        Assert.Contains(old, Body, StringComparison.Ordinal);
        return Body.Replace(old, text, StringComparison.Ordinal);
    }

    private static string Of(string source, CompileAs? how = null)
    {
        var method = Compiled.Assembly(how ?? CompileAs.Debug, "Shop", source).Facts().Methods.Where(m => m.Fingerprint.Length > 0);
        var fingerprint = Assert.Single(method).Fingerprint;
        Assert.Matches("^[0-9a-f]{16}-[0-9a-f]{8}-[dr]$", fingerprint);
        return fingerprint[..16];
    }
}
