using Corpus.Library.Retries;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Cancellation
{
    // case: the pipeline gets the token, and what it runs does not take it
    public sealed class Feeds(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/feed"), cancellationToken); // expect: IC1306
    }

    // look-alike: the token goes all the way
    public sealed class GoodFeeds(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
            await Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/feed", token), cancellationToken);
    }

    // look-alike: what is run takes the caller's token itself
    public sealed class CapturedFeeds(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public Task<string> ReadAsync(CancellationToken cancellationToken) =>
            _policy.ExecuteAsync(() => http.GetStringAsync("/feed", cancellationToken));
    }

    // look-alike: nobody can cancel here
    public sealed class TokenlessFeeds(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> ReadAsync() => await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/feed"));
    }

    // case: the pipeline's own token is forwarded, but nobody gave it one
    public sealed class LostFeeds(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> ReadAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/feed", token)); // expect: IC1306
        }
    }

    // case: the loop waits without the token
    public sealed class Waiter(HttpClient http)
    {
        public async Task<string> ReadAsync(CancellationToken cancellationToken)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/slow", cancellationToken);
                }
                catch (HttpRequestException) when (i < 5)
                {
                    await Task.Delay(TimeSpan.FromSeconds(10 * i)); // expect: IC1306
                }
            }
        }
    }

    // look-alike: call and pause know the token
    public sealed class GoodWaiter(HttpClient http)
    {
        public async Task<string> ReadAsync(CancellationToken cancellationToken)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/slow", cancellationToken);
                }
                catch (HttpRequestException) when (i < 5)
                {
                    await Task.Delay(TimeSpan.FromSeconds(10 * i), cancellationToken);
                }
            }
        }
    }

    // case: an own method could take the token, and is given none
    public sealed class Indexer(IndexStore store)
    {
        public async Task IndexAsync(string document, CancellationToken cancellationToken)
        {
            var left = 3;
            while (true)
            {
                try
                {
                    await store.StoreAsync(document); // expect: IC1306
                    return;
                }
                catch (TimeoutException) when (--left > 0)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    public sealed class IndexStore(HttpClient http)
    {
        public Task StoreAsync(string document, CancellationToken cancellationToken = default) => http.PutAsync("/index", new StringContent(document), cancellationToken);
    }

    // look-alike: the loop asks the token itself
    public sealed class AskingIndexer(IndexStore store)
    {
        public async Task IndexAsync(string document, CancellationToken cancellationToken)
        {
            for (var i = 0; i < 3; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await store.StoreAsync(document);
                    return;
                }
                catch (TimeoutException)
                {
                    Console.WriteLine(i);
                }
            }
        }
    }

    // case: a helper of another assembly runs what ignores the token
    public sealed class Lookups(HttpClient http)
    {
        public Task<string> FindAsync(string key, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Again.DoAsync(() => http.GetStringAsync("/find/" + key, CancellationToken.None), 3); // expect: IC1306
        }
    }

    // look-alike: not retried, so it is another rule's business
    public sealed class Once(HttpClient http)
    {
        public Task<string> FindAsync(string key, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return http.GetStringAsync("/find/" + key);
        }
    }
}
