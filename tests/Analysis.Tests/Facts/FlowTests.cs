using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>Which site can run after which. Bodies call <c>A()</c>, <c>B()</c>, … ; <c>AwaitX()</c> is awaited.</summary>
public sealed class FlowTests
{
    private static string Source(string member) => $$"""
        public class C
        {
            static bool Is; static void A() { } static void B() { } static void D() { } static void E() { }
            static Task X() => Task.CompletedTask; static IDisposable R() => null!; static IAsyncDisposable S() => null!;
            public static {{member}}
        }
        """;

    [Theory]
    [InlineData("void M() { A(); B(); }", "A<B")]
    [InlineData("void M() { if (Is) { A(); return; } B(); }", "A|B")]
    [InlineData("void M() { if (Is) A(); else B(); D(); }", "A|B A<D B<D")]
    [InlineData("void M() { while (Is) { A(); if (Is) B(); } D(); }", "A<>B A<D @A @B")]
    [InlineData("void M() { foreach (var x in new int[3]) { A(); } B(); }", "@A A<B")]
    [InlineData("void M(List<int> l) { foreach (var x in l) { if (x > 1) { A(); return; } } B(); }", "A|B")]
    [InlineData("void M(int i) { switch (i) { case 1: A(); break; case 2: B(); break; case 3: D(); break; case 9: return; } E(); }", "A|B B|D A<E D<E")]
    [InlineData("void M() { try { A(); } finally { B(); } D(); }", "A<B B<D A<D")]
    [InlineData("void M() { try { if (Is) { A(); return; } E(); } finally { B(); } D(); }", "A<B B<D E<D A|D A|E")]
    [InlineData("void M() { try { A(); } catch (InvalidOperationException) { B(); } D(); }", "A|B B<D A<D")]
    [InlineData("void M() { using (R()) { A(); } B(); }", "A<B")]
    [InlineData("void M() { while (true) { try { A(); break; } catch (Exception) { B(); } } D(); }", "A|A A<D B<A A|B")]
    [InlineData("async Task M() { A(); await X(); B(); await X(); D(); }", "A<B B<D A<D")]
    [InlineData("async Task M() { if (Is) { A(); await X(); return; } B(); await X(); }", "A|B")]
    [InlineData("async Task M() { while (Is) { A(); await X(); B(); } D(); }", "@A @B A<>B A<D")]
    [InlineData("async Task M() { try { A(); await X(); B(); } finally { D(); } E(); }", "A<B B<D D<E B<E")]
    [InlineData("async Task M() { try { A(); await X(); } finally { await X(); B(); } D(); }", "A<B B<D")]
    [InlineData("async Task M() { try { A(); await X(); } catch (Exception) { await X(); B(); } D(); }", "A|B B<D A<D")]
    [InlineData("async Task M() { await using (S()) { A(); } B(); }", "A<B")]
    [InlineData("async Task M() { try { A(); await X(); B(); await X(); D(); } catch (Exception) { E(); } }", "A<B B<D A|E")]
    [InlineData("IEnumerable<int> M() { A(); yield return 1; B(); yield return 2; D(); }", "A<B B<D A<D")]
    [InlineData("IEnumerable<int> M() { while (Is) { A(); yield return 1; B(); } D(); }", "@A A<>B B<D")]
    [InlineData("IEnumerable<int> M() { try { A(); yield return 1; B(); } finally { D(); } E(); }", "A<B B<D B<E")]
    [InlineData("async IAsyncEnumerable<int> M() { A(); await X(); yield return 1; B(); yield return 2; D(); }", "A<B B<D A<D")]
    [InlineData("async IAsyncEnumerable<int> M() { foreach (var i in new int[2]) { A(); yield return 1; await X(); B(); } D(); }", "@A A<>B B<D")]
    public void Order(string member, string claims)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Compiled.Assembly(how, "Snippet", Source(member)).Facts().Methods.Single(m => m.Name == "M");
            foreach (var claim in claims.Split(' '))
            {
                Assert.True(Holds(method, claim), $"{how.Optimization}: {claim} in {member}");
            }
        }
    }

    /// <summary>X&lt;Y: only Y after X. X&lt;&gt;Y: both ways. X|Y: never Y after X. @X: in a loop.</summary>
    private static bool Holds(MethodFact method, string claim)
    {
        int Site(char name) => method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == name.ToString()).i;
        if (claim[0] == '@')
        {
            return method.Flow.InLoop(Site(claim[1]));
        }

        var (first, second) = (Site(claim[0]), Site(claim[^1]));
        var (forth, back) = (method.Flow.CanFollow(first, second), method.Flow.CanFollow(second, first));
        return claim[1..^1] switch
        {
            "<" => forth && !back,
            "<>" => forth && back,
            "|" => !forth,
            _ => throw new ArgumentException(claim),
        };
    }
}
