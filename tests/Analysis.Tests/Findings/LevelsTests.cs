using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

public sealed class LevelsTests
{
    private const string TwoParts = """
        namespace Shop.Old
        {
            public sealed class A(HttpClient http) : ControllerBase { [HttpPost("/a")] public Task Do() => http.PostAsync("/charge", null); }
        }
        namespace Shop.Older
        {
            public sealed class B(HttpClient http) : ControllerBase { [HttpPost("/b")] public Task Do() => http.PostAsync("/charge", null); }
        }
        """;

    private static readonly PartLevel[] s_old = [new("Shop.Old", CheckMode.Observe)];
    private static readonly PartLevel[] s_nested = [new("Shop", CheckMode.Observe), new("Shop.Old.A", CheckMode.Enforce)];

    [Fact]
    public void A_part_has_its_own_mode_and_its_neighbours_have_not() =>
        Assert.Equal([("Shop.Old", DiagnosticSeverity.Warning), ("Shop.Older", DiagnosticSeverity.Error)], Severities(CheckMode.Enforce, s_old));

    [Fact]
    public void The_longest_name_wins() =>
        Assert.Equal([("Shop.Old", DiagnosticSeverity.Error), ("Shop.Older", DiagnosticSeverity.Warning)], Severities(CheckMode.Enforce, s_nested));

    [Fact]
    public void Declare_holds_what_is_declared_and_asks_for_the_rest()
    {
        const string source = """
            namespace Shop;
            public sealed class A(HttpClient http) : ControllerBase
            {
                [HttpPost("/a")] public Task Do() => http.PostAsync("/charge", null);
                [NotIdempotent("todo")] public void Other() { }
            }
            """;
        using var solution = new RuleCase { Mode = CheckMode.Declare }.Add("Api", source);

        Assert.Equal(
            [("IC0003", DiagnosticSeverity.Error), ("IC1401", DiagnosticSeverity.Warning)],
            solution.Run().Diagnostics.Select(d => (d.RuleId, d.Severity)).Order());
    }

    private static IEnumerable<(string Part, DiagnosticSeverity Severity)> Severities(CheckMode mode, PartLevel[] levels)
    {
        using var solution = new RuleCase { Mode = mode, Levels = levels }.Add("Api", TwoParts);
        return [.. solution.Run().Diagnostics.Where(d => d.RuleId == "IC1401").Select(d => (d.Message.Contains("POST /a", StringComparison.Ordinal) ? "Shop.Old" : "Shop.Older", d.Severity)).Order()];
    }
}
