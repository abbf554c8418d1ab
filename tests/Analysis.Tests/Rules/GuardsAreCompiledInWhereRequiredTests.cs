namespace IntentContracts.Analysis.Tests.Rules;

public sealed class GuardsAreCompiledInWhereRequiredTests
{
    private const string Service = """
        namespace Lib
        {
            public partial class Service
            {
                [Idempotent(Key = "key", Scope = "key")]
                public partial Task PlaceAsync(string key); // error IC5004
                private Task PlaceAsyncCore(string key) => new HttpClient().PostAsync("x", null);

                [Idempotent(Key = "key", Scope = "key")]
                public partial Task UnusedAsync(string key);
                private Task UnusedAsyncCore(string key) => Task.CompletedTask;

                [Requires("key.Length > 0")]
                public partial void Look(string key);
                private void LookCore(string key) { }
            }
        }

        """;

    private const string Program = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", (Lib.Service service) => { service.Look("k"); return service.PlaceAsync("k"); });
        app.MapPut("/orders", (Lib.Service service) => service.PlaceAsync("k"));
        app.Run();

        """;

    [Fact]
    public void A_guard_that_an_entry_point_needs_must_not_be_off()
    {
        using var solution = new RuleCase { Guards = "Enforce,Idempotent=Off" }.Add("Lib", Service).Add("Api", Program);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Equal(
            "Service.PlaceAsync is declared idempotent and runs without: the property IntentGuards of Lib compiled the guard out · POST /orders → Service.PlaceAsync (+1 more entry) · set IntentGuards to Enforce or Idempotent=Observe, or remove the declaration",
            message);
    }

    [Fact]
    public void An_exception_on_the_member_excuses_it_and_goes_stale_with_the_guard()
    {
        var excepted = Service
            .Replace(" // error IC5004", "", StringComparison.Ordinal)
            .Replace("    [Idempotent(Key = \"key\", Scope = \"key\")]\n        public partial Task PlaceAsync", "    [IntentException(\"IC5004\", Reason = \"the store moves this week\", Owner = \"orders\", Until = \"2027-01-01\")]\n        [Idempotent(Key = \"key\", Scope = \"key\")]\n        public partial Task PlaceAsync", StringComparison.Ordinal);
        using var off = new RuleCase { Guards = "Off" }.Add("Lib", excepted).Add("Api", Program);
        using var on = new RuleCase { Guards = "" }.Add("Lib", excepted).Add("Api", Program);

        Assert.Empty(off.Run().Diagnostics);
        Assert.Equal(["IC0002"], on.Run().Diagnostics.Select(d => d.RuleId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Observe")]
    [InlineData("Enforce,Requires=Off,Ensures=Off,Transaction=Off")]
    public void Observing_is_enough_and_other_kinds_do_not_matter(string guards)
    {
        using var solution = new RuleCase { Guards = guards }.Add("Lib", Service.Replace(" // error IC5004", "", StringComparison.Ordinal)).Add("Api", Program);

        solution.Verify();
    }

    [Fact]
    public void A_library_alone_needs_nothing()
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "Off" }.Add("Lib", Service.Replace(" // error IC5004", "", StringComparison.Ordinal));

        solution.Verify();
    }
}
