namespace IntentContracts.Analysis.Tests.Rules;

public sealed class ConfigurationTests
{
    private const string Program = """
        namespace Shop;
        public sealed class Bus { public void Emit(string message) { } }
        public static class Program { public static void Main() { Import.Run(new Bus()); } }
        public static class Import
        {
            public static void Run(Bus bus) => bus.Emit("x");
        }
        """;

    [Fact]
    public void Enforcement_without_an_effect_is_an_error()
    {
        using var asked = new RuleCase { Asked = true }.Add("Tool", Program);
        using var unasked = new RuleCase().Add("Tool", Program);

        Assert.Equal("IC0005", Assert.Single(asked.Run().Diagnostics).RuleId);
        Assert.Empty(unasked.Run().Diagnostics);
    }

    [Fact]
    public void Enforcement_without_an_entry_point_is_an_error()
    {
        using var solution = new RuleCase { IsProgram = false }.Add("Library", "[assembly: CriticalPath]\nnamespace Shop; internal sealed class Nothing;");

        Assert.Contains("no entry point was found", Assert.Single(solution.Run().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_catalogue_and_entry_point_find_what_ours_do_not()
    {
        using var solution = new RuleCase
        {
            Catalogue = "Shop.Bus::Emit -> publish # our own bus",
            EntryPoints = ["M:Shop.Import.*"],
        }.Add("Tool", Program.Replace("bus.Emit(\"x\");", "bus.Emit(\"x\"); // error IC1401", StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory]
    [InlineData("Shop.Buss::Emit -> publish", "no reference declares the type Shop.Buss")]
    [InlineData("Shop.Bus::Send -> publish", "Shop.Bus declares no member Send")]
    [InlineData("System.IO.File::Delette -> file write", "System.IO.File declares no member Delette")]
    [InlineData("Shop.Bus::Emit -> shouts", "'shouts' is not a meaning")]
    [InlineData("Shop.Bus.Emit -> publish", "names no member")]
    [InlineData("Shop.Bus::Emit publish", "has no '->'")]
    public void A_catalogue_line_that_names_nothing_is_an_error_at_its_line(string line, string says)
    {
        using var solution = new RuleCase { Catalogue = "# ours\n" + line }.Add("Tool", Program);

        var diagnostic = Assert.Single(solution.Run().Diagnostics);

        Assert.Equal(("IC0006", 2, "user.txt"), (diagnostic.RuleId, diagnostic.Line, Path.GetFileName(diagnostic.File)));
        Assert.Contains(says, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_point_pattern_that_matches_nothing_is_an_error()
    {
        using var solution = new RuleCase { EntryPoints = ["M:Shop.Imports.Run*"] }.Add("Tool", Program);

        Assert.Contains("matches no method", Assert.Single(solution.Run().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_makes_an_error_a_warning()
    {
        const string source = """
            namespace Shop;
            public sealed class OrdersController(HttpClient http) : ControllerBase
            {
                [HttpPost("/a")] public Task A() => http.PostAsync("/charge", null); // LEVEL IC1401
            }
            """;
        using var enforce = new RuleCase().Add("Api", source.Replace("LEVEL", "error", StringComparison.Ordinal));
        using var observe = new RuleCase { Mode = CheckMode.Observe }.Add("Api", source.Replace("LEVEL", "warning", StringComparison.Ordinal));

        enforce.Verify();
        observe.Verify();
    }

    [Theory]
    [InlineData("severity\\tIC1401\\t\\tNone", 0, null)]
    [InlineData("severity\\tIC1401\\tApi.cs\\tNone", 0, null)]
    [InlineData("severity\\tIC1401\\tOther.cs\\tNone", 1, DiagnosticSeverity.Error)]
    [InlineData("severity\\tIC1401\\t\\tWarning", 1, DiagnosticSeverity.Warning)]
    [InlineData("severity\\tIC1401\\t\\tWarning\\nwarnings-are-errors", 1, DiagnosticSeverity.Error)]
    [InlineData("pragma\\tIC1401\\tApi.cs\\t1\\t1000", 0, null)]
    [InlineData("pragma\\tIC1401\\tApi.cs\\t1\\t2", 1, DiagnosticSeverity.Error)]
    public void Severities_are_those_that_the_compiler_was_told(string manifest, int count, DiagnosticSeverity? severity)
    {
        using var solution = new RuleCase().Add("Api", $$"""
            [assembly: System.Reflection.AssemblyMetadata("IntentContracts.Manifest/1", "{{manifest}}")]
            namespace Shop;
            public sealed class OrdersController(HttpClient http) : ControllerBase
            {
                [HttpPost("/a")] public Task A() => http.PostAsync("/charge", null);
            }
            """);

        var diagnostics = solution.Run().Diagnostics;

        Assert.Equal(count, diagnostics.Count);
        Assert.All(diagnostics, d => Assert.Equal(severity, d.Severity));
    }
}
