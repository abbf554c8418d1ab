using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>A body that calls a virtual member of its own object comes only to what the types override on which that body runs.</summary>
public sealed class CallsOnThisTests
{
    [Theory]
    [InlineData("class D : B { public override void Called() { } }", "D.Called")]
    [InlineData("class D : B { public override void Called() { } public override void Caller() { } }", "")]
    [InlineData("class D : B { public override void Called() { } public override void Caller() => base.Caller(); }", "D.Called")]
    [InlineData("class D : B { public override void Called() { } public override void Caller() { } } class E : B { public override void Called() { } }", "E.Called")]
    [InlineData("class D : B { public override void Called() { } } class E : D { public override void Caller() { } }", "D.Called")]
    public void A_class_that_overrides_both_never_brings_them_together(string classes, string targets)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Snippet", $$"""
                public abstract class B { public abstract void Called(); public virtual void Caller() { Called(); } }
                {{classes}}
                """).Facts();
            var graph = GraphBuilder.Build([facts], new Catalogue(BuiltInCatalogues.Read()));
            var caller = graph.Nodes.Single(n => n.Method.Type == "B" && n.Method.Name == "Caller");

            Assert.Equal(targets, string.Join(", ", caller.Edges.Select(e => $"{e.To.Method.Type}.{e.To.Method.Name}")));
        }
    }
}
