using System.Text.Json;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC2201 to IC2203, what IC0003 asks of an assumption, and where the documents list it. Today is 2026-11-23.</summary>
public sealed class AssumptionTests
{
    private static RuleCase Library(string source) => new RuleCase { IsProgram = false }.Add("Library", source);

    /// <summary>A type with one assumption, and what stands in it.</summary>
    private static string Cache(string arguments, string members = "") => $$"""
        namespace Shop;
        [Assumes("redis evicts nothing"{{arguments}})]
        public sealed class Cache
        {
            {{members}}
        }
        """;

    [Theory]
    [InlineData("2026-12-08", null)]
    [InlineData("2026-12-07", "\"redis evicts nothing\" on Cache ends in 14 days, on 2026-12-07 (owner platform): after that it is an error")]
    [InlineData("2026-11-24", "ends tomorrow, on 2026-11-24")]
    [InlineData("2026-11-23", "ends today, on 2026-11-23")]
    public void Two_weeks_before_its_last_day_an_assumption_warns(string until, string? says)
    {
        using var solution = Library(Cache($", Until = \"{until}\", Owner = \"platform\""));

        var diagnostics = solution.Run().Diagnostics;

        if (says is null)
        {
            Assert.Empty(diagnostics);
            return;
        }

        var warning = Assert.Single(diagnostics);
        Assert.Equal(("IC2201", DiagnosticSeverity.Warning), (warning.RuleId, warning.Severity));
        Assert.Contains(says, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22", "held until 2026-11-22 (owner platform)")]
    [InlineData("", "has no valid date: Until is \"\"")]
    [InlineData("22.11.2027", "has no valid date: Until is \"22.11.2027\", not yyyy-MM-dd")]
    [InlineData("2027-02-29", "has no valid date")]
    public void From_the_day_after_it_is_an_error(string until, string says)
    {
        using var solution = Library(Cache($", Until = \"{until}\", Owner = \"platform\""));

        var error = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC2201", DiagnosticSeverity.Error), (error.RuleId, error.Severity));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_is_not_accepted_into_a_baseline()
    {
        using var solution = new RuleCase { IsProgram = false, BaselineMode = BaselineMode.Accept }.Add("Library", Cache(", Until = \"2026-11-22\""));

        Assert.Equal("IC2201", Assert.Single(solution.Run().Diagnostics).RuleId);
    }

    [Fact]
    public void Where_only_declarations_are_held_to_it_is_an_error_too()
    {
        using var solution = new RuleCase { IsProgram = false, Mode = CheckMode.Declare }.Add("Library", Cache(", Until = \"2026-11-22\""));

        Assert.True(solution.Run().HasErrors);
    }

    [Theory]
    [InlineData("public static bool Probe() => true;")]
    [InlineData("private bool Probe() => true;")]
    [InlineData("public async Task<bool> Probe() { await Task.Yield(); return true; }")]
    [InlineData("public ValueTask<bool> Probe() => new(true);")]
    [InlineData("public int Probe(int n) => n; public bool Probe() => Probe(1) > 0;")]
    public void A_probe_takes_nothing_and_answers_yes_or_no(string probe)
    {
        using var solution = Library(Cache(", VerifiedBy = \"Probe\"", probe));

        Assert.Empty(solution.Run().Diagnostics);
    }

    [Theory]
    [InlineData("", "\"Probe\", and Cache has no such method")]
    [InlineData("public bool Probes() => true;", "\"Probe\", and Cache has no such method")]
    [InlineData("public bool Run() { return Probe(); static bool Probe() => true; }", "\"Probe\", and Cache has no such method")]
    [InlineData("public bool Probe => true;", "which is no method")]
    [InlineData("public bool Probe { get; set; }", "which is no method")]
    [InlineData("public bool Probe;", "which is no method")]
    [InlineData("public void Probe() { }", "which returns nothing")]
    [InlineData("public string Probe() => \"\";", "which returns String and not bool")]
    [InlineData("public Task Probe() => Task.CompletedTask;", "which returns Task and not bool")]
    [InlineData("public Task<int> Probe() => Task.FromResult(1);", "which returns Task and not bool")]
    [InlineData("public bool Probe(int n) => n > 0;", "which takes parameters")]
    [InlineData("public Task<bool> Probe(CancellationToken ct) => Task.FromResult(!ct.IsCancellationRequested);", "which takes parameters")]
    [InlineData("public bool Probe<T>() => default(T) is null;", "which is generic")]
    public void Anything_else_is_none(string member, string says)
    {
        using var solution = Library(Cache(", VerifiedBy = \"Probe\"", member));

        var error = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC2202", DiagnosticSeverity.Error), (error.RuleId, error.Severity));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_is_found_where_its_simple_name_leads()
    {
        using var solution = Library("""
            namespace Shop;
            public abstract class Probed { protected static bool Probe() => true; }
            public interface IProbed { bool Probe(); }
            public interface IStore : IProbed
            {
                [Assumes("each write is seen by the next read", VerifiedBy = nameof(Probe))]
                void Write();
            }
            public sealed class Store<T> : Probed
            {
                [Assumes("redis evicts nothing", VerifiedBy = nameof(Probe))]
                public Store() { }
                [Assumes("values are small", VerifiedBy = nameof(Probe))]
                public int Size { get; set; }
                [Assumes("values are few", VerifiedBy = nameof(Probe))]
                public int Count => Size;
                [Assumes("one writer", VerifiedBy = nameof(Probe))]
                public void Write() => Size++;
                private sealed class Entry
                {
                    [Assumes("entries are never shared", VerifiedBy = nameof(Probe))]
                    public void Read() { }
                }
            }
            """);

        Assert.Empty(solution.Run().Diagnostics);
    }

    [Theory]
    [InlineData("Shop.Probes.RedisEvictsNothing", null)]
    [InlineData("RedisEvictsNothing", "does not say of which type")]
    [InlineData("Probes.RedisEvictsNothing", "Library has no type Probes")]
    [InlineData("Shop.Probes.Redis", "and Probes has no such method")]
    public void An_assembly_names_its_probe_with_the_type(string probe, string? says)
    {
        using var solution = Library($$"""
            [assembly: Assumes("redis evicts nothing", VerifiedBy = "{{probe}}")]
            namespace Shop;
            public static class Probes { public static bool RedisEvictsNothing() => true; }
            """);

        var diagnostics = solution.Run().Diagnostics;

        if (says is null)
        {
            Assert.Empty(diagnostics);
            return;
        }

        Assert.Contains(says, Assert.Single(diagnostics, d => d.RuleId == "IC2202" && d.Severity == DiagnosticSeverity.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_class_that_was_not_read_may_have_the_probe()
    {
        using var solution = Library("""
            namespace Shop;
            [Assumes("redis evicts nothing", VerifiedBy = "Probe")]
            public sealed class CacheController : ControllerBase;
            """);

        var warning = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC2202", DiagnosticSeverity.Warning), (warning.RuleId, warning.Severity));
    }

    [Fact]
    public void Without_a_day_and_without_a_probe_nobody_looks_again()
    {
        using var solution = Library(Cache(", Owner = \"platform\""));

        var warning = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC2203", DiagnosticSeverity.Warning), (warning.RuleId, warning.Severity));
        Assert.Contains("\"redis evicts nothing\" on Cache has neither a last day nor a probe", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TODO")]
    [InlineData(" ... ")]
    public void It_says_what_it_assumes(string text)
    {
        using var solution = Library($$"""
            namespace Shop;
            [Assumes("{{text}}", Until = "2027-03-31")]
            public sealed class Cache;
            """);

        var error = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC0003", DiagnosticSeverity.Error), (error.RuleId, error.Severity));
        Assert.Contains("[Assumes] on Cache assumes nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_is_judged_for_itself()
    {
        using var solution = Library("""
            namespace Shop;
            public sealed class Cache
            {
                [Assumes("redis evicts nothing", Until = "2027-03-31")]
                [Assumes("one writer", Until = "2026-03-31")]
                [Assumes("clocks agree", Until = "2026-04-30")]
                public void Write() { }
            }
            """);

        Assert.Equal(
            ["\"clocks agree\"", "\"one writer\""],
            solution.Run().Diagnostics.Select(d => d.Message.Split(" on Cache.Write")[0]["the assumption ".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_long_text_leaves_room_for_what_is_wrong()
    {
        using var solution = Library(Cache(", Until = \"2026-03-31\"").Replace("redis evicts nothing", new string('x', 400), StringComparison.Ordinal));

        var error = Assert.Single(solution.Run().Diagnostics);

        Assert.InRange(error.Message.Length, 1, 300);
        Assert.Contains("held until 2026-03-31", error.Message, StringComparison.Ordinal);
    }

    /// <summary>As with exceptions: whoever builds the library hears of it.</summary>
    [Fact]
    public void A_program_does_not_speak_of_the_assumptions_of_its_libraries_and_lists_them()
    {
        using var program = new RuleCase()
            .Add("Library", Cache(", Until = \"2026-03-31\", VerifiedBy = \"Probe\"") + "\npublic sealed class Other { [Assumes(\"one writer\", Until = \"2026-12-01\")] public void Write() { } }")
            .Add("Api", """
                [assembly: OwnedBy("web")]
                [assembly: Assumes("the proxy ends TLS", Until = "2027-03-31")]
                namespace Shop;
                public sealed class CacheController : ControllerBase
                {
                    [Assumes("few ask at once", VerifiedBy = nameof(FewAsk)), HttpGet("/a")] public string A() => new Cache().ToString()!;
                    private static bool FewAsk() => true;
                }
                """);

        var result = program.Run();

        Assert.Empty(result.Diagnostics);
        using var json = JsonDocument.Parse(result.Files.Single(f => f.Path == "intent.json").Text);
        Assert.Equal(
            [
                "redis evicts nothing | Cache |  | Probe | 2026-03-31 | expired",
                "one writer | Other.Write |  |  | 2026-12-01 | ends soon",
                "the proxy ends TLS | Api | web |  | 2027-03-31 | holds",
                "few ask at once | CacheController.A | web | FewAsk |  | no end",
            ],
            json.RootElement.GetProperty("assumptions").EnumerateArray()
                .Select(a => string.Join(" | ", new[] { "text", "member", "owner", "verifiedBy", "until", "status" }.Select(name => a.GetProperty(name).GetString()))));
    }
}
