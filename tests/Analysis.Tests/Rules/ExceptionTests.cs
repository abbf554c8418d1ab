namespace IntentContracts.Analysis.Tests.Rules;

public sealed class ExceptionTests
{
    private static string Controller(string exception, string mark = "") => $$"""
        namespace Shop;
        public sealed class OrdersController(HttpClient http) : ControllerBase
        {
            {{exception}}
            [HttpPost("/a")]
            public Task A()
            {
                return http.PostAsync("/charge", null);{{mark}}
            }
        }
        """;

    [Fact]
    public void An_exception_excuses_until_and_including_its_date()
    {
        using var solution = new RuleCase().Add("Api", Controller("[IntentException(\"IC1401\", Reason = \"the gateway is replaced in December\", Owner = \"payments\", Until = \"2026-11-23\")]"));

        var result = solution.Run();

        Assert.False(result.HasErrors);

        Assert.Contains("1 finding (1 excepted, the first until 2026-11-23)", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-07", "")]
    [InlineData("2026-12-08", null)]
    [InlineData("2026-11-24", "ends tomorrow, on 2026-11-24")]
    [InlineData("2026-11-25", "ends in 2 days, on 2026-11-25 (owner payments): after that it is an error")]
    [InlineData("2026-11-23", "ends today")]
    public void Two_weeks_before_its_end_an_exception_warns(string until, string? says)
    {
        using var solution = new RuleCase().Add("Api", Controller($"[IntentException(\"IC1401\", Reason = \"the gateway is replaced\", Owner = \"payments\", Until = \"{until}\")]"));

        var diagnostics = solution.Run().Diagnostics;

        if (says is null)
        {
            Assert.Empty(diagnostics);
            return;
        }

        var warning = Assert.Single(diagnostics);
        Assert.Equal(("IC0001", DiagnosticSeverity.Warning), (warning.RuleId, warning.Severity));
        Assert.Contains(says, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22", "expired on 2026-11-22")]
    [InlineData("", "has no valid date")]
    [InlineData("22.11.2026", "has no valid date")]
    public void An_expired_exception_takes_the_place_of_what_it_excused(string until, string says)
    {
        using var solution = new RuleCase().Add("Api", Controller($"[IntentException(\"IC1401\", Reason = \"the gateway is replaced\", Owner = \"payments\", Until = \"{until}\")]"));

        var diagnostic = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal("IC0001", diagnostic.RuleId);
        Assert.Contains(says, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("HttpClient.PostAsync twice", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IC1101", "excuses nothing")]
    [InlineData("IC9999", "is not a rule")]
    [InlineData("IC0008", "the compiler reports that rule")]
    public void An_exception_without_a_finding_is_stale(string rule, string says)
    {
        using var solution = new RuleCase().Add("Api", Controller($"[IntentException(\"{rule}\", Reason = \"the gateway is replaced\", Owner = \"payments\", Until = \"2027-01-01\")]", " // error IC1401"));

        var stale = Assert.Single(solution.Run().Diagnostics, d => d.RuleId == "IC0002");

        Assert.Equal(DiagnosticSeverity.Error, stale.Severity);
        Assert.Contains(says, stale.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_a_library_is_not_judged_by_the_library()
    {
        const string exception = "[assembly: IntentException(\"IC1401\", Reason = \"the gateway is replaced\", Owner = \"payments\", Until = \"2027-01-01\")]";
        using var library = new RuleCase { IsProgram = false }.Add("Library", exception + "\nnamespace Shop; public sealed class Nothing;");
        using var program = new RuleCase()
            .Add("Library", exception + "\nnamespace Shop; public sealed class Nothing;")
            .Add("Api", "System.Console.WriteLine(new Shop.Nothing());");

        Assert.Empty(library.Run().Diagnostics);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(program.Run().Diagnostics).Severity);
    }

    [Fact]
    public void A_library_with_entry_points_of_its_own_does_not_judge_what_its_callers_reach()
    {
        const string source = """
            namespace Shop;
            public sealed class Reminder(HttpClient http) : BackgroundService
            {
                [NotIdempotent("a second reminder does no harm")]
                protected override Task ExecuteAsync(CancellationToken ct) => http.PostAsync("/remind", null, ct);
            }
            public sealed class Gateway(HttpClient http)
            {
                [IntentException("IC1401", Reason = "the gateway is replaced", Owner = "payments", Until = "2027-01-01")]
                public Task ChargeAsync() => http.PostAsync("/charge", null);
            }
            """;
        using var library = new RuleCase { IsProgram = false }.Add("Library", source);
        using var program = new RuleCase().Add("Library", source).Add("Api", """
            namespace Shop;
            public sealed class OrdersController(Gateway gateway) : ControllerBase { [HttpPost("/a")] public Task A() => gateway.ChargeAsync(); }
            """);

        library.Verify();
        program.Verify();
    }

    [Fact]
    public void What_a_library_excuses_in_its_own_build_is_not_stale_in_the_program()
    {
        const string source = """
            [assembly: System.Reflection.AssemblyMetadata("IntentContracts.Manifest/1", "")]
            namespace Shop;
            public sealed class Reminder(HttpClient http) : BackgroundService
            {
                [IntentException("IC1401", Reason = "reminders are rewritten", Owner = "crm", Until = "2027-01-01")]
                protected override Task ExecuteAsync(CancellationToken ct) => http.PostAsync("/remind", null, ct);
            }
            """;
        using var library = new RuleCase { IsProgram = false }.Add("Library", source);
        using var program = new RuleCase().Add("Library", source).Add("Api", "System.Console.WriteLine(typeof(Shop.Reminder));");

        library.Verify();
        program.Verify();
    }

    [Theory]
    [InlineData("NotIdempotent(\"\")")]
    [InlineData("NaturallyIdempotent(\"TODO\")")]
    [InlineData("NotIdempotent(\"todo: ask Anna\")")]
    [InlineData("NaturallyIdempotent(\" ... \")")]
    [InlineData("NoTransaction(\"tbd.\")")]
    public void A_placeholder_is_no_reason(string intent)
    {
        using var solution = new RuleCase { IsProgram = false }.Add("Library", $$"""
            namespace Shop;
            public static class Jobs
            {
                [{{intent}}]
                public static void Run() { } // error IC0003
            }
            """);
        solution.Verify();
    }

    [Theory]
    [InlineData("the provider deduplicates by OrderId")]
    [InlineData("GET")]
    [InlineData("Ein zweites Mal ändert nichts")]
    public void A_reason_is_a_reason(string reason)
    {
        using var solution = new RuleCase { IsProgram = false }.Add("Library", $$"""
            namespace Shop;
            public static class Jobs { [NaturallyIdempotent("{{reason}}")] public static void Run() { } }
            """);
        solution.Verify();
    }
}
