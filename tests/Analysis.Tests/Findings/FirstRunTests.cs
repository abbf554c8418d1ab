using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

public sealed class FirstRunTests
{
    /// <summary>Twelve findings of three rules.</summary>
    private static readonly string s_classes = string.Concat(Enumerable.Range(0, 4).Select(i => $$"""
        public sealed class C{{i}}(HttpClient http) : ControllerBase
        {
            [HttpPost("/c{{i}}")] public Task A() => http.PostAsync("/charge", null);
            [HttpGet("/g{{i}}")] public async Task Ask() { try { await http.GetAsync("/a"); } catch { } }
            [HttpGet("/b{{i}}")] public async Task Block() { await Task.Yield(); System.Threading.Thread.Sleep(10); }
        }

        """));

    private const string Namespace = "namespace Shop;\n";

    [Fact]
    public void Many_findings_end_in_ten_lines_that_say_where_to_begin()
    {
        using var solution = new RuleCase { FirstRunLimit = 11 }.Add("Api", Namespace + s_classes);

        var result = solution.Run();

        Assert.Equal(["IC1401", "IC2102", "IC3001"], result.Diagnostics.Select(d => d.RuleId));
        Assert.All(result.Diagnostics, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
        Assert.True(result.HasErrors);
        Assert.InRange(result.Notes.Count, 4, 10);
        Assert.StartsWith("12 findings, for the first time; 3 stand above", result.Notes[0], StringComparison.Ordinal);
        Assert.Equal("      4 × IC1401 effects need idempotency: POST /c0, POST /c1, POST /c2, …", result.Notes[1]);
        Assert.Contains(result.Notes, n => n.Contains("dotnet build -p:IntentBaseline=Accept", StringComparison.Ordinal));
        Assert.EndsWith("12 findings", result.Summary, StringComparison.Ordinal);
        Assert.Equal(12, System.Text.Json.JsonDocument.Parse(result.Files.Single(f => f.Path == "intent.sarif").Text).RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void What_no_baseline_can_hold_is_said_in_full_beside_the_digest()
    {
        using var first = new RuleCase { Lock = CheckLock.Accept, LockBodies = true }.Add("Api", Decided("one") + s_classes);
        var locked = Assert.Single(first.Run().Committed).Text;

        using var solution = new RuleCase { FirstRunLimit = 11, Locked = locked }.Add("Api", Decided("two") + s_classes);
        var result = solution.Run();

        // Three decisions each: more than one sample of a rule.
        Assert.Equal(["IC1401", "IC2102", "IC3001", "IC4001", "IC4001", "IC4001", "IC4002", "IC4002", "IC4002"], result.Diagnostics.Select(d => d.RuleId).Order(StringComparer.Ordinal));
        Assert.StartsWith("12 findings, for the first time; 3 stand above", result.Notes[0], StringComparison.Ordinal);
        Assert.DoesNotContain(result.Notes, n => n.Contains("IC40", StringComparison.Ordinal));

        static string Decided(string why) => Namespace + "public static class Decided\n{\n"
            + string.Concat(Enumerable.Range(0, 3).Select(i => $"    [NoTransaction(\"{why} {i}\")] public static int M{i}(int a) => a + {i};\n")) + "}\n";
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(12, null)]
    [InlineData(11, "# empty\n")]
    public void Every_finding_is_said_when_they_are_few_or_somebody_has_begun(int limit, string? baseline)
    {
        using var solution = new RuleCase { FirstRunLimit = limit, Baseline = baseline }.Add("Api", Namespace + s_classes);

        var result = solution.Run();

        Assert.Equal(12, result.Diagnostics.Count);
        Assert.Empty(result.Notes);
    }
}
