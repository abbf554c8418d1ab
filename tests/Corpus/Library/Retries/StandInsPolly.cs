// The shapes of packages that are not served here, so that the corpus compiles: a catalogue line matches by full name.
namespace Polly
{
    public class PolicyBuilder
    {
        public PolicyBuilder Or<TException>()
            where TException : Exception => this;
    }

    public class PolicyBuilder<TResult>
    {
        public PolicyBuilder<TResult> Or<TException>()
            where TException : Exception => this;

        public PolicyBuilder<TResult> OrResult(Func<TResult, bool> resultPredicate) => this;
    }

    public interface IAsyncPolicy
    {
        Task ExecuteAsync(Func<Task> action);

        Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> action);

        Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> action, CancellationToken cancellationToken);
    }

    public interface IAsyncPolicy<TResult>
    {
        Task<TResult> ExecuteAsync(Func<Task<TResult>> action);
    }

    public abstract class AsyncPolicy : IAsyncPolicy
    {
        public Task<PolicyResult> ExecuteAndCaptureAsync(Func<Task> action) => throw new NotSupportedException();

        public Task ExecuteAsync(Func<Task> action) => throw new NotSupportedException();

        public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> action) => throw new NotSupportedException();

        public Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> action, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Wrap.AsyncPolicyWrap WrapAsync(IAsyncPolicy inner) => throw new NotSupportedException();
    }

    public abstract class AsyncPolicy<TResult> : IAsyncPolicy<TResult>
    {
        public Task<TResult> ExecuteAsync(Func<Task<TResult>> action) => throw new NotSupportedException();
    }

    public abstract class Policy<TResult>
    {
        public static PolicyBuilder<TResult> Handle<TException>()
            where TException : Exception => new();

        public static PolicyBuilder<TResult> Handle<TException>(Func<TException, bool> exceptionPredicate)
            where TException : Exception => new();
    }

    public abstract class Policy
    {
        public static PolicyBuilder Handle<TException>()
            where TException : Exception => new();

        public static PolicyBuilder Handle<TException>(Func<TException, bool> exceptionPredicate)
            where TException : Exception => new();

        public static PolicyBuilder<TResult> HandleResult<TResult>(Func<TResult, bool> resultPredicate) => new();

        public static Wrap.AsyncPolicyWrap WrapAsync(params IAsyncPolicy[] policies) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy TimeoutAsync(TimeSpan timeout) => throw new NotSupportedException();

        public static NoOp.AsyncNoOpPolicy<TResult> NoOpAsync<TResult>() => throw new NotSupportedException();

        public void Execute(Action action) => throw new NotSupportedException();

        public TResult Execute<TResult>(Func<TResult> action) => throw new NotSupportedException();
    }

    public static class AsyncRetrySyntax
    {
        public static Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder policyBuilder) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder policyBuilder, int retryCount) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy RetryForeverAsync(this PolicyBuilder policyBuilder) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder policyBuilder, IEnumerable<TimeSpan> sleepDurations) => throw new NotSupportedException();
    }

    public static class AsyncRetryTResultSyntax
    {
        public static Retry.AsyncRetryPolicy<TResult> RetryAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, int retryCount) => throw new NotSupportedException();

        public static Retry.AsyncRetryPolicy<TResult> WaitAndRetryAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => throw new NotSupportedException();
    }

    public static class AsyncCircuitBreakerTResultSyntax
    {
        public static Retry.AsyncRetryPolicy<TResult> CircuitBreakerAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, int exceptionsAllowedBeforeBreaking, TimeSpan durationOfBreak) => throw new NotSupportedException();
    }

    public static class AsyncCircuitBreakerSyntax
    {
        public static Retry.AsyncRetryPolicy CircuitBreakerAsync(this PolicyBuilder policyBuilder, int exceptionsAllowedBeforeBreaking, TimeSpan durationOfBreak) => throw new NotSupportedException();
    }

    public static class RetrySyntax
    {
        public static Retry.RetryPolicy Retry(this PolicyBuilder policyBuilder, int retryCount) => throw new NotSupportedException();

        public static Retry.RetryPolicy WaitAndRetry(this PolicyBuilder policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => throw new NotSupportedException();

        public static Retry.RetryPolicy WaitAndRetry(this PolicyBuilder policyBuilder, IEnumerable<TimeSpan> sleepDurations) => throw new NotSupportedException();
    }

    public static class AsyncFallbackTResultSyntax
    {
        public static Fallback.AsyncFallbackPolicy<TResult> FallbackAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, TResult fallbackValue) => throw new NotSupportedException();

        public static Fallback.AsyncFallbackPolicy<TResult> FallbackAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, Func<CancellationToken, Task<TResult>> fallbackAction) => throw new NotSupportedException();

        public static Fallback.AsyncFallbackPolicy<TResult> FallbackAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, TResult fallbackValue, Func<DelegateResult<TResult>, Task> onFallbackAsync) => throw new NotSupportedException();
    }

    public static class AsyncFallbackSyntax
    {
        public static Fallback.AsyncFallbackPolicy FallbackAsync(this PolicyBuilder policyBuilder, Func<CancellationToken, Task> fallbackAction) => throw new NotSupportedException();

        public static Fallback.AsyncFallbackPolicy FallbackAsync(this PolicyBuilder policyBuilder, Func<CancellationToken, Task> fallbackAction, Func<Exception, Task> onFallbackAsync) => throw new NotSupportedException();
    }

    public class DelegateResult<TResult>
    {
        public Exception? Exception => null;
    }

    public enum OutcomeType
    {
        Successful,
        Failure,
    }

    public class PolicyResult
    {
        public OutcomeType Outcome => throw new NotSupportedException();

        public Exception? FinalException => throw new NotSupportedException();
    }

    public static class PollyServiceCollectionExtensions
    {
        public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddResiliencePipeline<TKey>(
            this Microsoft.Extensions.DependencyInjection.IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder> configure)
            where TKey : notnull => services;

        public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddResiliencePipeline<TKey, TResult>(
            this Microsoft.Extensions.DependencyInjection.IServiceCollection services, TKey key, Action<ResiliencePipelineBuilder<TResult>> configure)
            where TKey : notnull => services;
    }
}

namespace Polly.Retry
{
    public class AsyncRetryPolicy : AsyncPolicy;

    public class AsyncRetryPolicy<TResult> : AsyncPolicy<TResult>;

    public class RetryPolicy : Policy;
}

namespace Polly.Fallback
{
    public class AsyncFallbackPolicy : AsyncPolicy;

    public class AsyncFallbackPolicy<TResult> : AsyncPolicy<TResult>;
}

namespace Polly.NoOp
{
    public class AsyncNoOpPolicy<TResult> : AsyncPolicy<TResult>;
}

namespace Polly.Registry
{
    public interface IPolicyRegistry<in TKey>
    {
        object this[TKey key] { set; }

        void Add<TPolicy>(TKey key, TPolicy policy);
    }

    public class PolicyRegistry : IPolicyRegistry<string>
    {
        public object this[string key]
        {
            set => throw new NotSupportedException();
        }

        public void Add<TPolicy>(string key, TPolicy policy) => throw new NotSupportedException();
    }
}

namespace Polly.Wrap
{
    public class AsyncPolicyWrap : AsyncPolicy;
}

namespace Polly.Contrib.WaitAndRetry
{
    public static class Backoff
    {
        public static IEnumerable<TimeSpan> DecorrelatedJitterBackoffV2(TimeSpan medianFirstRetryDelay, int retryCount) => [];
    }
}
