using Duende.IdentityModel.Client;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

// case: what a library asks of an identity provider goes through the client that it extends, and its handlers
namespace Corpus.Retries.Providers
{
    public static class Registration
    {
        public static void AddProviders(this IServiceCollection services)
        {
            services.AddHttpClient<Provider>().AddStandardResilienceHandler();
            services.AddHttpClient<PlainProvider>();
        }
    }

    public sealed class Provider(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> DescribeAsync(CancellationToken stop) =>
            await Pipeline.ExecuteAsync(async token => await http.GetDiscoveryDocumentAsync(new DiscoveryDocumentRequest { Address = "/id" }, token), stop); // expect: IC1301
    }

    // look-alike: a client without handlers
    public sealed class PlainProvider(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> DescribeAsync(CancellationToken stop) =>
            await Pipeline.ExecuteAsync(async token => await http.GetDiscoveryDocumentAsync(new DiscoveryDocumentRequest { Address = "/id" }, token), stop);
    }
}
