using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Tests.Rules;

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

    /// <summary>A member with a declared effect that is only named, to be run when the transaction is over, has none yet; one that is run there and then has.</summary>
    [Theory]
    [InlineData("after.Add(mails.SendAsync);")]
    [InlineData("await Task.Run(mails.SendAsync); // error IC1102")]
    public void A_declared_member_by_its_name_does_something_where_it_is_run(string statement)
    {
        using var solution = new RuleCase { Only = ["IC1102"] }.Add("Api", $$"""
            public sealed class Db : DbContext;
            public class Mails { [Effect(EffectKind.Http, "the mail relay")] public virtual Task SendAsync() => Task.CompletedTask; }
            public sealed class After { private readonly List<Func<Task>> _work = []; public void Add(Func<Task> work) => _work.Add(work); }
            public sealed class OrdersController(Db db, Mails mails, After after) : ControllerBase
            {
                [HttpPost("/orders")] public async Task Post()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    {{statement}}
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
            }
            """);

        solution.Verify();
    }
}
