using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Registry;
using Polly.Retry;

namespace Corpus.Retries.NamedPipelines
{
    public static class PipelineNames
    {
        public static readonly string Network = "foundry-network";

        public static readonly string Patience = "foundry-patience";

        public static string Settled => "foundry-settled";
    }

    public static class Registration
    {
        public static void Add(IServiceCollection services, FoundryOptions options)
        {
            services.AddResiliencePipeline<string, HttpResponseMessage>(PipelineNames.Network, builder =>
            {
                builder.AddRetry(new()
                {
                    BackoffType = DelayBackoffType.Exponential,
                    MaxRetryAttempts = options.Retries,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult(answer => (int)answer.StatusCode >= 500),
                });
            });
            services.AddResiliencePipeline<string, HttpResponseMessage>(PipelineNames.Patience, builder => builder.AddTimeout(TimeSpan.FromSeconds(4)));
            services.AddResiliencePipeline<string, HttpResponseMessage>(PipelineNames.Settled, builder => builder
                .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() }));
        }
    }

    public sealed class FoundryOptions
    {
        public int Retries { get; set; } = 3;
    }

    // case: the name of the pipeline is kept in a field, and what it gives is kept by a base class
    public abstract class Remote(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = pipelines.GetPipeline<HttpResponseMessage>(PipelineNames.Network);

        protected async Task<string> ReadAsync(string path, CancellationToken cancellation)
        {
            using var answer = await _pipeline.ExecuteAsync(async token => await http.GetAsync(path, token), cancellation);
            return await answer.Content.ReadAsStringAsync(cancellation);
        }

        protected async Task SendAsync(string path, string body, CancellationToken cancellation)
        {
            using var answer = await _pipeline.ExecuteAsync(async token => await http.PostAsync(path, new StringContent(body), token), cancellation); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    public sealed class Castings(ResiliencePipelineProvider<string> pipelines, HttpClient http) : Remote(pipelines, http)
    {
        public async Task<string> CastAsync(string mould, CancellationToken cancellation)
        {
            await SendAsync("/castings", mould, cancellation);
            return await ReadAsync("/castings/" + mould, cancellation);
        }
    }

    // case: a property says the name
    public sealed class Ledgers(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        public async Task BookAsync(string line, CancellationToken cancellation)
        {
            using var answer = await pipelines.GetPipeline<HttpResponseMessage>(PipelineNames.Settled)
                .ExecuteAsync(async token => await http.PostAsync("/lines", new StringContent(line), token), cancellation); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: under the name in the other field is a limit of time, and nothing that tries again
    public sealed class Moulds(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = pipelines.GetPipeline<HttpResponseMessage>(PipelineNames.Patience);

        public async Task OrderAsync(string mould, CancellationToken cancellation)
        {
            using var answer = await _pipeline.ExecuteAsync(async token => await http.PostAsync("/moulds", new StringContent(mould), token), cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a token for the client itself, which can have two of them
    public sealed class Tokens(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        public async Task<string> AskAsync(string secret, CancellationToken cancellation)
        {
            using var answer = await pipelines.GetPipeline<HttpResponseMessage>(PipelineNames.Network).ExecuteAsync(
                async token =>
                {
                    var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "foundry", ["client_secret"] = secret };
                    return await http.PostAsync("/connect/token", new FormUrlEncodedContent(form), token);
                },
                cancellation);
            return await answer.Content.ReadAsStringAsync(cancellation);
        }
    }

    // case: a refresh token that is good for once
    public sealed class Renewals(ResiliencePipelineProvider<string> pipelines, HttpClient http)
    {
        public async Task<string> RenewAsync(string old, CancellationToken cancellation)
        {
            using var answer = await pipelines.GetPipeline<HttpResponseMessage>(PipelineNames.Network).ExecuteAsync(
                async token =>
                {
                    var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = old };
                    return await http.PostAsync("/connect/token", new FormUrlEncodedContent(form), token); // expect: IC1302
                },
                cancellation);
            return await answer.Content.ReadAsStringAsync(cancellation);
        }
    }
}
