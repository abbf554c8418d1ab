using Polly;
using Polly.Retry;

namespace Corpus.Retries.Wrapped
{
    // case: a retry wrapped around a retry: of fields, of locals, in one call
    public sealed class Piers(HttpClient http)
    {
        private static readonly AsyncRetryPolicy Inner = Policy.Handle<HttpRequestException>().RetryAsync(2);
        private static readonly Polly.Wrap.AsyncPolicyWrap Both = Policy.WrapAsync(Policy.Handle<HttpRequestException>().RetryAsync(3), Inner);

        public Task<string> DepthAsync() => Both.ExecuteAsync(() => http.GetStringAsync("/depth")); // expect: IC1301

        public async Task<string> WidthAsync()
        {
            var often = Policy.Handle<HttpRequestException>().Or<TimeoutException>().RetryAsync(3);
            var patient = Policy.Handle<TimeoutException>().RetryAsync(2);
            var policy = often.WrapAsync(patient);
            return await policy.ExecuteAsync(() => http.GetStringAsync("/width")); // expect: IC1301
        }
    }

    // case: one for timeouts around one for refusals: an outage brings both, in turn
    public sealed class Moles(HttpClient http)
    {
        private static readonly AsyncRetryPolicy Slow = Policy.Handle<TimeoutException>().RetryAsync(3);

        private readonly Polly.Wrap.AsyncPolicyWrap _apart = Policy.WrapAsync(Slow, Policy.Handle<HttpRequestException>().RetryAsync(2));

        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new() { MaxRetryAttempts = 4, ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() })
            .AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public Task<string> DepthAsync() => _apart.ExecuteAsync(() => http.GetStringAsync("/depth")); // expect: IC1301

        public async Task<string> LevelAsync() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/level", token)); // expect: IC1301
    }

    // look-alike: two times two; one retry around a breaker
    public sealed class Quays(HttpClient http)
    {
        public async Task<string> WidthAsync()
        {
            var once = Policy.Handle<HttpRequestException>().RetryAsync();
            return await once.WrapAsync(once).ExecuteAsync(() => http.GetStringAsync("/width"));
        }

        public async Task<string> LengthAsync()
        {
            var policy = Policy.WrapAsync(Policy.Handle<HttpRequestException>().RetryAsync(8), Policy.Handle<HttpRequestException>().CircuitBreakerAsync(3, TimeSpan.FromSeconds(10)));
            return await policy.ExecuteAsync(() => http.GetStringAsync("/length"));
        }
    }

    // case: two retries in one pipeline
    public sealed class Locks(HttpClient http)
    {
        public async Task<string> LevelAsync()
        {
            var pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
                .AddTimeout(TimeSpan.FromSeconds(1))
                .AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutException>() })
                .Build();
            return await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/level", token)); // expect: IC1301
        }
    }

    // look-alike: each picks its own out of the same exceptions
    public sealed class Weirs(HttpClient http)
    {
        private readonly ResiliencePipeline _chosen = new ResiliencePipelineBuilder()
            .AddRetry(new() { MaxRetryAttempts = 4, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => e.StatusCode == System.Net.HttpStatusCode.TooManyRequests) })
            .AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => e.StatusCode is null) })
            .Build();

        public async Task<string> FlowAsync() => await _chosen.ExecuteAsync(async token => await http.GetStringAsync("/flow", token));
    }
}
