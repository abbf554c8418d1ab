using Polly;
using Polly.Retry;

namespace Corpus.Library.Retries;

/// <summary>Helpers of another assembly that try again what they are handed.</summary>
public static class Again
{
    public static async Task<T> DoAsync<T>(Func<Task<T>> work, int attempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (HttpRequestException) when (attempt < attempts)
            {
                await Task.Delay(100 * attempt);
            }
        }
    }

    public static Task DoAsync(Func<Task> work) => DoAsync<object?>(
        async () =>
        {
            await work();
            return null;
        },
        3);
}

/// <summary>A helper around a pipeline of its own.</summary>
public sealed class Resilient
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
        .Build();

    public async Task<T> RunAsync<T>(Func<Task<T>> work) => await _pipeline.ExecuteAsync(async _ => await work());
}

public interface IStock
{
    Task<string> LevelAsync(string sku);
}

/// <summary>Retries by itself, which nobody sees who calls it.</summary>
public sealed class StockClient(HttpClient http) : IStock
{
    public async Task<string> LevelAsync(string sku)
    {
        var attempt = 0;
        while (true)
        {
            try
            {
                return await http.GetStringAsync("/stock/" + sku);
            }
            catch (HttpRequestException)
            {
                if (++attempt >= 3)
                {
                    throw;
                }
            }
        }
    }
}

/// <summary>Asks once.</summary>
public sealed class PriceClient(HttpClient http)
{
    public Task<string> PriceAsync(string sku) => http.GetStringAsync("/price/" + sku);

    public Task<HttpResponseMessage> ReserveAsync(string sku) => http.PostAsync("/reserve/" + sku, null);
}
