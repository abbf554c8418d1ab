using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>Whole generated files for each shape, as a person reads them who steps in; each compiled without a warning, and run.</summary>
public sealed class GuardSnapshotTests
{
    public static TheoryData<string> Names => [.. ShapeSources.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_guard_reads_well_and_runs(string shape)
    {
        var (source, call, expected) = ShapeSources.All[shape];
        var generated = Compile.Generate(
            source,
            $$"""
            public static class Scenario
            {
                public static async Task<string> Run() { await Task.Yield(); return Outcome.Of(() => {{Call("1")}}) + " " + Outcome.Of(() => {{Call("-1")}}) + " " + Outcome.Of(() => {{Call("9")}}); }
            }
            """,
            ShapeSources.Support,
            Outcome.Source);
        Assert.Equal(expected, await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
        Snapshot.Match(string.Join("\n", generated.HintNames.Where(n => n.StartsWith("Guards/", StringComparison.Ordinal)).Select(n => "// ---- " + n + "\n" + generated.File(n))), "txt", shape);

        string Call(string number) => call.Replace("§", number, StringComparison.Ordinal);
    }
}
