using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>How helpers of our own run the delegates that they are handed.</summary>
public sealed class DelegateFlowTests
{
    [Theory]
    [InlineData("void Help(List<int> l, Action<int> f) { foreach (var i in l) f(i); }", "Inline")]
    [InlineData("void Help(List<int> l, Action<int> f) => l.ForEach(i => f(i));", "EachItem")]
    [InlineData("void Help(List<int> l, Action<int> f) => l.ForEach(f);", "EachItem")]
    [InlineData("async Task Help(List<int> l, Action<int> f) { await Task.WhenAll(l.Select(async i => { await Task.Yield(); f(i); })); }", "EachItem")]
    [InlineData("void Help(List<int> l, Action<int> f) { Run(3); void Run(int i) { f(i); } }", "Inline")]
    [InlineData("object Help(List<int> l, Action<int> f) { Action a = () => f(1); return a; }", "Later")]
    public void A_delegate_is_run_as_the_helper_runs_it(string helper, string mode)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Snippet", $$"""
                public class C
                {
                    {{helper}}
                    void M(List<int> l) { Help(l, i => Console.WriteLine(i)); }
                }
                """).Facts();
            var graph = GraphBuilder.Build([facts], new Catalogue(BuiltInCatalogues.Read()));
            var edge = Assert.Single(graph.Nodes.Single(n => n.Method.Name == "M").Edges, e => e.To.Method.Id.Contains("~lambda", StringComparison.Ordinal));
            Assert.Equal(mode, edge.Mode.ToString());
            Assert.Equal("Help", edge.Via!.Method.Name);
        }
    }
}
