using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Hedging;
using Polly.Registry;
using Polly.Retry;

namespace Corpus.Retries.Pipelines
{
    public static class Registration
    {
        public static void Add(IServiceCollection services)
        {
            services.AddResiliencePipeline("orchard-both", builder => builder
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
                .AddTimeout(TimeSpan.FromSeconds(3))
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));
            services.AddResiliencePipeline("orchard-patient", builder => builder
                .AddTimeout(TimeSpan.FromSeconds(9))
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 7, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));
            services.AddResiliencePipeline("mill-insist", builder => builder
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));
            services.AddResiliencePipeline("mill-limit", builder => builder.AddTimeout(TimeSpan.FromSeconds(2)));
        }
    }

    // case: a pipeline out of the registry in which two strategies retry
    public sealed class Orchard(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        public async Task<string> ApplesAsync(CancellationToken cancellation) =>
            await pipelines.GetPipeline("orchard-both").ExecuteAsync(async token => await http.GetStringAsync("/apples", token), cancellation); // expect: IC1301
    }

    // look-alike: in the one under the other key a single strategy retries, often
    public sealed class Hedge(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        public async Task<string> QuincesAsync(CancellationToken cancellation) =>
            await pipelines.GetPipeline("orchard-patient").ExecuteAsync(async token => await http.GetStringAsync("/quinces", token), cancellation);
    }

    // case: a retry around hedging, in one pipeline
    public sealed class Market(HttpClient http)
    {
        private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() })
            .AddHedging(new HedgingStrategyOptions<HttpResponseMessage> { MaxHedgedAttempts = 2, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> PricesAsync(CancellationToken cancellation)
        {
            using var answer = await Pipeline.ExecuteAsync(async token => await http.GetAsync("/prices", token), cancellation); // expect: IC1301
            return await answer.Content.ReadAsStringAsync(cancellation);
        }
    }

    // look-alike: one hedge, and one retry: four requests at most
    public sealed class Bazaar(HttpClient http)
    {
        private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 1, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() })
            .AddHedging(new HedgingStrategyOptions<HttpResponseMessage> { MaxHedgedAttempts = 1, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> PricesAsync(CancellationToken cancellation)
        {
            using var answer = await Pipeline.ExecuteAsync(async token => await http.GetAsync("/prices", token), cancellation);
            return await answer.Content.ReadAsStringAsync(cancellation);
        }
    }

    // case: the container hands out the pipeline by a key: to a parameter, and to a call
    public sealed class Mill([FromKeyedServices("mill-insist")] ResiliencePipeline pipeline, HttpClient http)
    {
        public async Task GrindAsync(string corn, CancellationToken cancellation) =>
            await pipeline.ExecuteAsync(async token => { await http.PostAsync("/grind", new StringContent(corn), token); }, cancellation); // expect: IC1302
    }

    public sealed class Miller(IServiceProvider services, HttpClient http)
    {
        public async Task WeighAsync(string sack, CancellationToken cancellation)
        {
            var pipeline = services.GetRequiredKeyedService<ResiliencePipeline>("mill-insist");
            await pipeline.ExecuteAsync(async token => { await http.PostAsync("/sacks", new StringContent(sack), token); }, cancellation); // expect: IC1302
        }
    }

    // look-alike: what the container holds under the other key limits the time, and retries nothing
    public sealed class Bakery([FromKeyedServices("mill-limit")] ResiliencePipeline pipeline, IServiceProvider services, HttpClient http)
    {
        public async Task BakeAsync(string loaf, CancellationToken cancellation) =>
            await pipeline.ExecuteAsync(async token => { await http.PostAsync("/loaves", new StringContent(loaf), token); }, cancellation);

        public async Task SellAsync(string loaf, CancellationToken cancellation)
        {
            var limit = services.GetRequiredKeyedService<ResiliencePipeline>("mill-limit");
            await limit.ExecuteAsync(async token => { await http.PostAsync("/sold", new StringContent(loaf), token); }, cancellation);
        }
    }

    public static class Presses
    {
        public static ResiliencePipeline Patient(int retries) => new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = retries, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public static ResiliencePipeline Brief() => new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(2)).Build();

        public static void Add(IServiceCollection services)
        {
            services.AddResiliencePipeline("press-patient", builder => builder.AddTimeout(TimeSpan.FromSeconds(9)).AddPipeline(Patient(3)));
            services.AddResiliencePipeline("press-brief", builder => builder.AddPipeline(Brief()));
        }
    }

    // case: the pipeline that is registered has another one in it, which tries again
    public sealed class Press([FromKeyedServices("press-patient")] ResiliencePipeline pipeline, HttpClient http)
    {
        public async Task PressAsync(string fruit, CancellationToken cancellation) =>
            await pipeline.ExecuteAsync(async token => { await http.PostAsync("/press", new StringContent(fruit), token); }, cancellation); // expect: IC1302
    }

    // look-alike: the one in it has a time limit only
    public sealed class Juicer([FromKeyedServices("press-brief")] ResiliencePipeline pipeline, HttpClient http)
    {
        public async Task PressAsync(string fruit, CancellationToken cancellation) =>
            await pipeline.ExecuteAsync(async token => { await http.PostAsync("/juice", new StringContent(fruit), token); }, cancellation);
    }
}
