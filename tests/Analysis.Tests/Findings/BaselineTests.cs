using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Findings;

/// <summary>What was accepted stays quiet, whatever happens around it; anything else does not.</summary>
public sealed class BaselineTests
{
    private const string Shop = """
        namespace Shop;
        public sealed class OrdersController(Gateway gateway) : ControllerBase
        {
            [HttpPost("/a")] public Task A() => gateway.ChargeAsync();
        }
        public sealed class Gateway(HttpClient http)
        {
            public Task ChargeAsync() => http.PostAsync("/charge", null);
            public async Task Ask() { try { await http.GetAsync("/a"); } catch { } }
        }
        public sealed class AskController(Gateway gateway) : ControllerBase
        {
            [HttpGet("/ask")] public Task Ask() => gateway.Ask();
        }
        """;

    private const string Accepted = """
        IC1401 | M:Shop.OrdersController.A | http:HttpClient.PostAsync | M:Shop.Gateway.ChargeAsync
        IC2102 | * | swallow:HttpClient.GetAsync | M:Shop.Gateway.Ask

        """;

    public static TheoryData<string, string> Unrelated { get; } = new()
    {
        { "a comment", Shop.Replace("public async Task Ask()", "/* why */ public async Task Ask()", StringComparison.Ordinal) },
        { "lines above", "// one\n// two\n" + Shop },
        { "another method", Shop.Replace("public Task ChargeAsync()", "public int Other(int a) => a + 1; public Task ChargeAsync()", StringComparison.Ordinal) },
        { "an overload", Shop.Replace("public Task ChargeAsync()", "public int ChargeAsync(int a) => a + 1; public Task ChargeAsync()", StringComparison.Ordinal) },
        { "another lambda", Shop.Replace("public Task ChargeAsync()", "public System.Func<int> Other = () => 1; public Task ChargeAsync()", StringComparison.Ordinal) },
        { "a nearer way to what belongs to its place", Shop.Replace("public sealed class Gateway(HttpClient http)\n{", "public sealed class Gateway(HttpClient http)\n{\n    public Task Near() => Ask();", StringComparison.Ordinal) },
    };

    [Fact]
    public void Accepting_writes_one_sorted_line_for_each_finding_and_the_build_is_green()
    {
        using var solution = new RuleCase { BaselineMode = BaselineMode.Accept }.Add("Api", Shop);

        var result = solution.Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Accepted, Lines(Assert.Single(result.Committed).Text));
        Assert.EndsWith("0 findings, 2 in the baseline", result.Summary, StringComparison.Ordinal);
        Assert.Contains("froze 2 findings in intent.baseline", result.Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unrelated))]
    public void What_changes_around_an_accepted_finding_does_not_make_it_new(string what, string source)
    {
        using var debug = new RuleCase { Baseline = Accepted }.Add("Api", source);
        using var release = new RuleCase { Baseline = Accepted.Replace("\n", "\r\n", StringComparison.Ordinal), Optimised = true }.Add("Api", source);

        Assert.True(debug.Run().Diagnostics.Count == 0, what);
        Assert.True(release.Run().Diagnostics.Count == 0, what + ", optimised");
    }

    [Fact]
    public void Another_entry_point_to_an_accepted_effect_is_a_decision_of_its_own()
    {
        using var solution = new RuleCase { Baseline = Accepted }
            .Add("Api", Shop + "\npublic sealed class Second(Gateway gateway) : ControllerBase { [HttpPost(\"/b\")] public Task B() => gateway.ChargeAsync(); }");

        var diagnostic = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC1401", DiagnosticSeverity.Error), (diagnostic.RuleId, diagnostic.Severity));
        Assert.StartsWith("POST /b can run HttpClient.PostAsync twice", diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("more entr", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_alike_in_one_member_only_as_many_as_were_accepted_are_quiet()
    {
        var twice = Shop.Replace("catch { } }", "catch { } try { await http.GetAsync(\"/b\"); } catch { } }", StringComparison.Ordinal);
        using var one = new RuleCase { Baseline = Accepted }.Add("Api", twice);
        using var both = new RuleCase { Baseline = Accepted.Replace("Gateway.Ask\n", "Gateway.Ask | ×2\n", StringComparison.Ordinal) }.Add("Api", twice);
        using var accepting = new RuleCase { BaselineMode = BaselineMode.Accept }.Add("Api", twice);

        Assert.Equal("IC2102", Assert.Single(one.Run().Diagnostics).RuleId);
        Assert.Empty(both.Run().Diagnostics);
        Assert.Contains("| M:Shop.Gateway.Ask | ×2\n", accepting.Run().Committed[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_for_what_is_mended_is_an_error_that_names_the_command()
    {
        using var solution = new RuleCase { Baseline = "# comment\n" + Accepted + "IC2102 | * | swallow:HttpClient.GetAsync | M:Shop.Gateway.Gone\n" }.Add("Api", Shop);

        var stale = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC0002", DiagnosticSeverity.Error, 4), (stale.RuleId, stale.Severity, stale.Line));
        Assert.EndsWith("/intent.baseline", stale.File, StringComparison.Ordinal);
        Assert.Contains("M:Shop.Gateway.Gone", stale.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build -p:IntentBaseline=Prune", stale.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_takes_out_what_is_mended_and_adds_nothing()
    {
        var half = "IC2102 | * | swallow:HttpClient.GetAsync | M:Shop.Gateway.Ask | ×3\nIC2102 | * | swallow:HttpClient.GetAsync | M:Shop.Gateway.Gone\n";
        using var solution = new RuleCase { Baseline = half, BaselineMode = BaselineMode.Prune }.Add("Api", Shop);

        var result = solution.Run();

        Assert.Equal("IC1401", Assert.Single(result.Diagnostics).RuleId);
        Assert.Equal("IC2102 | * | swallow:HttpClient.GetAsync | M:Shop.Gateway.Ask\n", Lines(Assert.Single(result.Committed).Text));
    }

    [Fact]
    public void A_baseline_that_grows_is_told_with_its_place_in_the_new_file()
    {
        using var solution = new RuleCase { Baseline = Accepted.Split('\n')[1] + "\n", BaselineMode = BaselineMode.Accept }.Add("Api", Shop);

        var result = solution.Run();

        var grown = Assert.Single(result.Diagnostics);
        Assert.Equal(("IC4003", DiagnosticSeverity.Warning), (grown.RuleId, grown.Severity));
        Assert.Contains("grew by 1 line: IC1401 | M:Shop.OrdersController.A", grown.Message, StringComparison.Ordinal);
        Assert.StartsWith("IC1401", result.Committed[0].Text.Split('\n')[grown.Line - 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD", "merge conflict")]
    [InlineData("IC1401 | a | b", "rule | entry point | effect | where")]
    [InlineData("IC1401 | a | b | c | ×x", "how many")]
    public void A_file_that_cannot_be_read_is_the_only_thing_that_is_said(string line, string says)
    {
        using var solution = new RuleCase { Baseline = "# comment\n" + line + "\n" }.Add("Api", Shop);

        var result = solution.Run();

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("IC9004", DiagnosticSeverity.Error, 2), (error.RuleId, error.Severity, error.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Empty(result.Committed);
    }

    [Fact]
    public void What_is_declared_wrong_cannot_be_accepted_with_its_date()
    {
        const string expired = "[assembly: IntentException(\"IC1401\", Reason = \"the gateway is replaced\", Owner = \"payments\", Until = \"2026-01-01\")]\n";
        using var solution = new RuleCase { BaselineMode = BaselineMode.Accept }.Add("Api", expired + Shop);

        Assert.Equal("IC0001", Assert.Single(solution.Run().Diagnostics).RuleId);
    }

    [Fact]
    public void Strings_from_source_stay_in_their_line()
    {
        const string source = "namespace Shop; public sealed class C : ControllerBase { [HttpPost(\"/a\")] public void A() => Do(); [Effect(EffectKind.Http, \"x | y\\nIC9999 | * | z\")] public void Do() { } }";
        using var solution = new RuleCase { BaselineMode = BaselineMode.Accept }.Add("Api", source);

        var text = Assert.Single(solution.Run().Committed).Text;

        var line = Assert.Single(Lines(text).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(@"x \u007c y\u000aIC9999 \u007c", line, StringComparison.Ordinal);
        using var checking = new RuleCase { Baseline = text }.Add("Api", source);
        Assert.Empty(checking.Run().Diagnostics);
    }

    private static string Lines(string text) => string.Concat(text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l + "\n"));
}
