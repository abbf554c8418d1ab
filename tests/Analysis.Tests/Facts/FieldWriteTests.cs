using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>What counts as a write of a field, and of whose.</summary>
public sealed class FieldWriteTests
{
    [Theory]
    [InlineData("_n = 1;", "F:C._n This")]
    [InlineData("other._n++;", "F:C._n Parameter")]
    [InlineData("s_all = 1;", "F:C.s_all Unknown")]
    [InlineData("Interlocked.Increment(ref _n);", "F:C._n This")]
    [InlineData("Interlocked.Exchange(ref other._text, null);", "F:C._text Parameter")]
    [InlineData("Volatile.Write(ref _n, 3);", "F:C._n This")]
    [InlineData("int.TryParse(\"1\", out _n);", "F:C._n This")]
    [InlineData("Interlocked.Add(ref s_all, 2);", "F:C.s_all Unknown")]
    [InlineData("Interlocked.CompareExchange(ref _text, \"x\", null);", "")]
    [InlineData("Interlocked.Read(ref _long);", "")]
    [InlineData("Volatile.Read(ref _n);", "")]
    [InlineData("_n.ToString();", "")]
    [InlineData("var copy = _n; copy++; int.TryParse(\"1\", out copy);", "")]
    [InlineData("var (a, b) = (_n, 1); TryRead(_n, _text);", "")]
    public void Writes(string statement, string expected)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Fields", $$"""
                public class C
                {
                    private int _n; private long _long; private string? _text; private static int s_all;
                    public void M(C other) { {{statement}} }
                    private static bool TryRead(int n, string? text) => n > 0 && text is null && s_all > 0;
                    public string Use() => _n + _long + _text + s_all;
                }
                """).Facts();
            var writes = facts.Methods.Single(m => m.Name == "M").Sites.Where(s => s.Kind == SiteKind.FieldWrite);

            Assert.Equal(expected, string.Join(", ", writes.Select(w => w.Target.Id + " " + w.Receiver.Kind)));
        }
    }
}
