using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Tests.Flow;

/// <summary>What is done before what. Bodies call <c>A()</c>, <c>B()</c>, …</summary>
public sealed class DominanceTests
{
    [Theory]
    [InlineData("A(); yield return 1; B();", "A<B")]
    [InlineData("foreach (var x in new int[3]) { A(); yield return x; B(); } D();", "A<B")]
    [InlineData("try { A(); yield return 1; B(); yield return 2; D(); } finally { E(); }", "A<B B<D")]
    public void An_iterator_begins_at_its_beginning(string body, string claims)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Compiled.Assembly(how, "Snippet", $$"""
                public class C
                {
                    static void A() { } static void B() { } static void D() { } static void E() { }
                    public static IEnumerable<int> M() { {{body}} }
                }
                """).Facts().Methods.Single(m => m.Name == "M");
            var flow = new ControlFlow(method);
            int Site(char name) => method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == name.ToString()).i;
            foreach (var claim in claims.Split(' '))
            {
                Assert.False(flow.IsDead(method.Body.BlockOfSite[Site(claim[0])]), $"{how.Optimization}: {claim[0]} in {body}");
                Assert.True(flow.CompletesBefore(Site(claim[0]), Site(claim[2])), $"{how.Optimization}: {claim} in {body}");
            }
        }
    }

    [Theory]
    [InlineData("try { A(); await X(); B(); } catch (IOException) { D(); }", "A<B")]
    [InlineData("try { A(); await X(); B(); await X(); D(); await X(); } finally { E(); }", "A<B B<D")]
    [InlineData("try { A(); await X(); try { B(); await X(); await X(); await X(); D(); } finally { await X(); } } catch (IOException) { } E();", "A<B B<D")]
    [InlineData("await using (S()) { A(); await X(); await X(); await X(); B(); } D();", "A<B")]
    [InlineData("using (R()) { if (Is) { A(); await X(); } B(); await X(); await X(); await X(); D(); }", "B<D")]
    public void An_await_in_a_try_goes_on_behind_what_was_done(string body, string claims)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Compiled.Assembly(how, "Snippet", $$"""
                public class C
                {
                    static bool Is; static void A() { } static void B() { } static void D() { } static void E() { }
                    static async Task X() => await Task.Yield(); static IDisposable R() => null!; static IAsyncDisposable S() => null!;
                    public static async Task M() { {{body}} }
                }
                """).Facts().Methods.Single(m => m.Name == "M");
            var flow = new ControlFlow(method);
            int Site(char name) => method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == name.ToString()).i;
            foreach (var claim in claims.Split(' '))
            {
                Assert.True(flow.CompletesBefore(Site(claim[0]), Site(claim[2])), $"{how.Optimization}: {claim} in {body}");
                Assert.False(flow.CompletesBefore(Site(claim[2]), Site(claim[0])), $"{how.Optimization}: {claim} in {body}");
            }
        }
    }
}
