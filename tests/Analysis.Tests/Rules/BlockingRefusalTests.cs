using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>What [Blocking] silences, and when it counts as used.</summary>
public sealed class BlockingRefusalTests
{
    private const string Source = """
        using System.IO; using System.Threading; using System.Threading.Tasks; using IntentContracts;
        public class Service
        {
            public async Task RunAsync(IDevice device) { await Task.Yield(); Read(); var t = Text; device.Poll(); Idle(); Quiet(); }

            [Blocking("local disk, a few bytes")] private string Read() => File.ReadAllText("a");

            [Blocking("local disk, a few bytes")] public string Text => File.ReadAllText("b");

            [Blocking("nothing to wait for any more")] private int Idle() => 3;

            private void Quiet() { }
        }
        public interface IDevice { [Blocking("answers within a millisecond")] void Poll(); }
        public class Device : IDevice { public void Poll() => Thread.Sleep(1); }
        """;

    [Fact]
    public void It_silences_its_member_and_is_used_where_something_blocks()
    {
        var graph = GraphBuilder.Build([Compiled.Assembly("Api", Source).Facts()], new Catalogue(BuiltInCatalogues.Read()));
        var catalogue = new Catalogue(BuiltInCatalogues.Read());
        var entries = new EntryPoints(graph, catalogue, [], null, everythingVisible: true).Find();
        var context = new RuleContext(graph, catalogue, CheckScope.All, graph.Assemblies[0], entries, new Ownership(graph), true, false, [], []);

        Assert.Empty(new AsyncCodeDoesNotBlock().Check(context));

        Assert.True(context.Refusals.IsUsed("Api", "M:Service.Read", IntentNames.Blocking));
        Assert.True(context.Refusals.IsUsed("Api", "P:Service.Text", IntentNames.Blocking));
        Assert.True(context.Refusals.IsUsed("Api", "M:IDevice.Poll", IntentNames.Blocking));
        Assert.False(context.Refusals.IsUsed("Api", "M:Service.Idle", IntentNames.Blocking));
    }

    [Fact]
    public void What_nobody_declared_is_still_found()
    {
        using var solution = new RuleCase().Add("Api", """
            public sealed class WorkController : ControllerBase
            {
                [HttpPost("/a")] [Blocking("once a day, by hand")] public async Task A() { await Task.Yield(); Pause(); }
                [HttpPost("/b")] public async Task B() { await Task.Yield(); Pause(); }
                private static void Pause() => Thread.Sleep(1); // error IC3001
            }
            """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;
        Assert.Contains("POST /b", message, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /a", message, StringComparison.Ordinal);
    }
}
