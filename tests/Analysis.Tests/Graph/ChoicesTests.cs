using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>How many implementations a call of an interface chooses from.</summary>
public sealed class ChoicesTests
{
    private const string Plain = "class A : I { public void M() { } }";
    private const string Other = "class Z : I { public void M() { } }";
    private const string Log = "class L(I inner) : I { public void M() { Console.WriteLine(); inner.M(); } }";
    private const string Watch = "class W(I inner) : I { public void M() { inner.M(); Console.WriteLine(); } }";

    [Theory]
    [InlineData(Plain, 1)]
    [InlineData(Plain + Other, 2)]
    [InlineData(Plain + Log, 1)]
    [InlineData(Plain + Log + Watch, 1)]
    [InlineData(Plain + Other + Log, 3)]
    [InlineData(Log + Watch, 2)]
    public void Decorators_around_the_only_one_choose_nothing(string classes, int choices)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Snippet", $$"""
                public interface I { void M(); }
                {{classes}}
                public sealed class User(I some) { public void Use() => some.M(); }
                """).Facts();
            var graph = GraphBuilder.Build([facts], new Catalogue(BuiltInCatalogues.Read()));
            var edges = graph.Nodes.Single(n => n.Method.Name == "Use").Edges;

            Assert.All(edges, e => Assert.Equal(choices, new Choices(graph, static of => of).Of(e)));
            Assert.NotEmpty(edges);
        }
    }
}
