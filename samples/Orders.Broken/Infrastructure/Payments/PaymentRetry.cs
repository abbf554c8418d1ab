using Polly;
using Polly.Retry;

namespace Orders.Infrastructure.Payments;

/// <summary>The one place that retries a payment.</summary>
internal static class PaymentRetry
{
    /// <summary>Three attempts, and only for a gateway that was never reached: an answer, or a lost one, is the caller's to judge.</summary>
    public static ResiliencePipeline Pipeline { get; } = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(50),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(
                failure => failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
        })
        .Build();
}
