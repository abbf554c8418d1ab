namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Tiers, messages and refusals of the rules about retries; what they find, the corpus holds.</summary>
public sealed class RetryRulesTests
{
    private const string Stack = """
        namespace Shop;
        using Polly;
        using Polly.Retry;
        public sealed class Gateway(HttpClient http)
        {
            private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
                .Build();
            public async Task<string> RateAsync() => await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/rate"));
        }
        public sealed class RatesController(Gateway gateway) : ControllerBase
        {
            [HttpGet("/rates")] REFUSAL
            public async Task<string> Get()
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try { return await gateway.RateAsync(); } // SEVERITY IC1301
                    catch (HttpRequestException) { await Task.Delay(100); }
                }

                throw new InvalidOperationException();
            }
        }
        """;

    /// <summary>Stands for the package of that name.</summary>
    private const string Resilience = """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class ResilienceHttpClientBuilderExtensions
            {
                public static object AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
            }
        }

        """;

    [Theory, InlineData(false), InlineData(true)]
    public void A_stack_on_a_critical_path_is_an_error_that_names_every_layer(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Api", Stack.Replace("SEVERITY", "error").Replace("REFUSAL", ""));

        var finding = solution.Verify().Diagnostics.Single();
        Assert.Equal(
            "3 × 4 = 12 attempts reach HttpClient.GetStringAsync (budget 5) · retry loop (×3, Api.cs:31) → Polly pipeline (×4, Api.cs:22) · GET /rates → RatesController.Get → Gateway.RateAsync → HttpClient.GetStringAsync · let one layer retry, or declare [NoRetry(\"why\")]",
            finding.Message);
    }

    [Fact]
    public void A_retry_in_a_transaction_that_asks_no_database_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC1304"] }.Add("Api", """
            namespace Shop;
            public sealed class Fares(string path)
            {
                public async Task<string> ReadAsync()
                {
                    for (var i = 0; ; i++)
                    {
                        try { return await File.ReadAllTextAsync(path); }
                        catch (IOException) when (i < 3) { await Task.Delay(100); }
                    }
                }
            }
            public sealed class Trip { public int Id { get; set; } public string Fare { get; set; } = ""; }
            public sealed class Db : DbContext { public DbSet<Trip> Trips => Set<Trip>(); }
            public sealed class TripsController(Db db, Fares fares) : ControllerBase
            {
                [HttpPost("/trips")]
                public async Task Post()
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    (await db.Trips.FirstAsync()).Fare = await fares.ReadAsync(); // warning IC1304
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
            }
            """);

        Assert.Contains("of TripsController.Post: its pauses hold the locks", solution.Verify().Diagnostics.Single(d => d.RuleId == "IC1304").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_changed_twice_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC1302"] }.Add("Api", """
            namespace Shop;
            public sealed class OrdersController(HttpClient http) : ControllerBase
            {
                [HttpPost("/ended")]
                public async Task Ended(string time)
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await http.PatchAsync("/orders", new StringContent(time)); return; } // warning IC1302
                        catch (HttpRequestException) { await Task.Delay(100); }
                    }
                }
                [HttpPost("/marked")]
                public async Task Marked()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await http.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/orders")); return; } // warning IC1302
                        catch (HttpRequestException) { await Task.Delay(100); }
                    }
                }
                [HttpPost("/placed")]
                public async Task Placed()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/orders")); return; } // error IC1302
                        catch (HttpRequestException) { await Task.Delay(100); }
                    }
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_one_call_leads_to_is_told_once_with_the_nearest()
    {
        using var solution = new RuleCase { Only = ["IC1302"] }.Add("Api", """
            namespace Shop;
            public sealed class Orders(HttpClient http)
            {
                public async Task PlaceAsync()
                {
                    await http.PostAsync("/orders", null);
                    await TellAsync();
                }
                private async Task TellAsync()
                {
                    await http.PostAsync("/told", null);
                    await http.PostAsync("/counted", null);
                }
            }
            public sealed class OrdersController(Orders orders) : ControllerBase
            {
                [HttpPost("/orders")]
                public async Task Post()
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await orders.PlaceAsync(); return; } // error IC1302
                        catch (HttpRequestException) { await Task.Delay(100); }
                    }
                }
            }
            """);

        var finding = solution.Verify().Diagnostics.Single(d => d.RuleId == "IC1302");
        Assert.StartsWith("retry loop (×3, Api.cs:", finding.Message, StringComparison.Ordinal);
        Assert.Contains(") can run HttpClient.PostAsync and 2 more twice: ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("POST /orders → OrdersController.Post → Orders.PlaceAsync", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "catch (HttpRequestException) when (n < 2) { return await AgainAsync(n + 1); }", 3)]
    [InlineData("1", "catch (HttpRequestException) when (n <= 3) { return await AgainAsync(n + 1); }", 4)]
    [InlineData("2", "catch (HttpRequestException) { if (n == 0) throw; return await AgainAsync(n - 1); }", 3)]
    [InlineData("4", "catch (HttpRequestException) { if (n <= 0) throw; return await AgainAsync(n - 1); }", 5)]
    public void A_method_that_calls_itself_says_how_often_it_tries(string start, string handler, int attempts)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised }.Add("Api", $$"""
                namespace Shop;
                public sealed class Gateway(HttpClient http)
                {
                    public async Task<string> AgainAsync(int n)
                    {
                        try { return await TwiceAsync(); } // error IC1301
                        {{handler}}
                    }
                    private async Task<string> TwiceAsync()
                    {
                        for (var i = 0; ; i++)
                        {
                            try { return await http.GetStringAsync("/rate"); }
                            catch (HttpRequestException) when (i < 1) { await Task.Delay(100); }
                        }
                    }
                }
                public sealed class RatesController(Gateway gateway) : ControllerBase
                {
                    [HttpGet("/rates")] public Task<string> Get() => gateway.AgainAsync({{start}});
                }
                """);

            Assert.StartsWith($"{attempts} × 2 = {attempts * 2} attempts reach HttpClient.GetStringAsync", solution.Verify().Diagnostics.Single().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_refusal_on_the_path_silences_it_and_has_something_to_refuse()
    {
        using var solution = new RuleCase().Add("Api", Stack.Replace("// SEVERITY IC1301", "").Replace("REFUSAL", "[NoRetry(\"rates are cheap, and this runs at night\")]"));

        solution.Verify();
    }

    [Fact]
    public void Every_client_of_the_factory_has_the_handlers_of_the_defaults()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Api", Resilience + """
            namespace Shop
            {
                public static class Startup
                {
                    public static void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(b => b.AddStandardResilienceHandler());
                }
                public sealed class Rates(IHttpClientFactory clients)
                {
                    public Task<HttpResponseMessage> PostAsync() => clients.CreateClient("rates").PostAsync("/rates", null); // warning IC1302 // warning IC1401
                    public Task<HttpResponseMessage> OwnAsync() => new HttpClient().PostAsync("/rates", null); // warning IC1401
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("", "// error IC1301")]
    [InlineData("[HttpGet(\"/own\")] public Task<string> Own() => new Patient(new HttpClient()).AskAsync();", "// warning IC1301")]
    public void A_client_that_only_some_hand_over_with_handlers_makes_a_possible_layer(string other, string severity)
    {
        using var solution = new RuleCase { Only = ["IC1301"] }.Add("Api", Resilience + $$"""
            namespace Shop
            {
                public static class Startup
                {
                    public static void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(b => b.AddStandardResilienceHandler());
                }
                public sealed class Patient(HttpClient http)
                {
                    public async Task<string> AskAsync()
                    {
                        for (var attempt = 0; attempt < 3; attempt++)
                        {
                            try { return await http.GetStringAsync("/rates"); } {{severity}}
                            catch (HttpRequestException) { await Task.Delay(100); }
                        }

                        throw new InvalidOperationException();
                    }
                }
                public sealed class RatesController(IHttpClientFactory clients) : ControllerBase
                {
                    [HttpGet("/rates")] public Task<string> Get() => new Patient(clients.CreateClient("rates")).AskAsync();
                    {{other}}
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("var ask = new Ask(); await gateway.RateAsync(ask);", "// nothing")]
    [InlineData("var ask = new Ask { IsPatient = true }; await gateway.RateAsync(ask);", "// error IC1301")]
    [InlineData("await gateway.RateAsync(given);", "// warning IC1301")]
    public void Who_makes_an_object_switches_a_retry_on(string call, string expected)
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC1301"] }.Add("Api", $$"""
                namespace Shop;
                public sealed class Ask { public bool IsPatient { get; set; } }
                public sealed class Gateway(HttpClient http)
                {
                    public async Task RateAsync(Ask ask)
                    {
                        for (var i = 0; ask.IsPatient; i++)
                        {
                            try { await http.GetStringAsync("/rate"); return; }
                            catch (HttpRequestException) when (i < 2) { await Task.Delay(100); }
                        }
                    }
                }
                public sealed class RatesController(Gateway gateway) : ControllerBase
                {
                    [HttpGet("/rates")]
                    public async Task Get(Ask given)
                    {
                        for (var i = 0; ; i++)
                        {
                            try { {{call}} return; } {{expected}}
                            catch (HttpRequestException) when (i < 2) { await Task.Delay(100); }
                        }
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Theory]
    [InlineData("maxDeliveryAttempts: 1", "// nothing")]
    [InlineData("maxDeliveryAttempts: 2", "// error IC1301")]
    [InlineData("", "// error IC1301")]
    public void An_older_Rebus_is_told_how_often_it_delivers(string attempts, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1301"] }.Add("Api", $$"""
            namespace Rebus.Handlers { public interface IHandleMessages<T> { Task Handle(T message); } }
            namespace Rebus.Config { public sealed class OptionsConfigurer; }
            namespace Rebus.Retry.Simple
            {
                public static class SimpleRetryStrategyConfigurationExtensions
                {
                    public static void SimpleRetryStrategy(this Rebus.Config.OptionsConfigurer configurer, string errorQueueAddress = "error", int maxDeliveryAttempts = 5) { }
                }
            }
            namespace Shop
            {
                using Rebus.Retry.Simple;
                public static class Startup
                {
                    public static void Add(Rebus.Config.OptionsConfigurer options) => options.SimpleRetryStrategy({{attempts}});
                }
                public sealed record Rated(string Currency);
                public sealed class RatedHandler(HttpClient http) : Rebus.Handlers.IHandleMessages<Rated>
                {
                    public async Task Handle(Rated message)
                    {
                        for (var i = 0; ; i++)
                        {
                            try { await http.GetStringAsync("/rate"); return; } {{expected}}
                            catch (HttpRequestException) when (i < 2) { await Task.Delay(100); }
                        }
                    }
                }
            }
            """);

        solution.Verify();
    }
}
