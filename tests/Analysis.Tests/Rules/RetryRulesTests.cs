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
            public async Task<string> RateAsync() => await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/rate")); // SEVERITY IC1301
        }
        public sealed class RatesController(Gateway gateway) : ControllerBase
        {
            [HttpGet("/rates")] REFUSAL
            public async Task<string> Get()
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try { return await gateway.RateAsync(); }
                    catch (HttpRequestException) { await Task.Delay(100); }
                }

                throw new InvalidOperationException();
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
                        try { return await TwiceAsync(); }
                        {{handler}}
                    }
                    private async Task<string> TwiceAsync()
                    {
                        for (var i = 0; ; i++)
                        {
                            try { return await http.GetStringAsync("/rate"); } // error IC1301
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
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Api", """
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class ResilienceHttpClientBuilderExtensions
                {
                    public static object AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
                }
            }
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
}
