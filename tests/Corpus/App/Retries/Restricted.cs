using Polly;
using Polly.Retry;

namespace Corpus.Retries.Restricted
{
    // look-alike: a method of the code sets the predicate on the options that it is handed, before they are handed out
    public static class PassingFaults
    {
        public static RetryStrategyOptions Times(int retries) => OnlyPassing(new RetryStrategyOptions { MaxRetryAttempts = retries, Delay = TimeSpan.FromMilliseconds(200) });

        public static ResiliencePipeline Build() => new ResiliencePipelineBuilder().AddRetry(Times(2)).Build();

        private static RetryStrategyOptions OnlyPassing(RetryStrategyOptions options)
        {
            Predicates.Set(options);
            return options;
        }
    }

    public static class Predicates
    {
        public static void Set(RetryStrategyOptions options) => options.ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutException>();
    }

    // look-alike: the predicate is set on what the method has returned
    public static class SetAfterwards
    {
        public static ResiliencePipeline Build()
        {
            var options = Plain(3);
            options.ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>();
            return new ResiliencePipelineBuilder().AddRetry(options).Build();
        }

        private static RetryStrategyOptions Plain(int retries) => new() { MaxRetryAttempts = retries };
    }

    // look-alike: a delegate that is handed over says it
    public static class ToldByDelegate
    {
        public static ResiliencePipeline Build() => With(options => options.ShouldHandle = new PredicateBuilder().Handle<TimeoutException>());

        private static ResiliencePipeline With(Action<RetryStrategyOptions> configure)
        {
            var options = new RetryStrategyOptions { MaxRetryAttempts = 3 };
            configure(options);
            return new ResiliencePipelineBuilder().AddRetry(options).Build();
        }
    }

    // case: a method that is handed the options sets something else
    public static class OnlySlower
    {
        public static ResiliencePipeline Build() => new ResiliencePipelineBuilder().AddRetry(Slowed(new RetryStrategyOptions { MaxRetryAttempts = 3 })).Build(); // expect: IC1307

        private static RetryStrategyOptions Slowed(RetryStrategyOptions options)
        {
            options.Delay = TimeSpan.FromSeconds(3);
            return options;
        }
    }

    // case: a method that is handed the options has them handle everything
    public static class Widened
    {
        public static ResiliencePipeline Build() => new ResiliencePipelineBuilder().AddRetry(Wide(new RetryStrategyOptions { MaxRetryAttempts = 3 })).Build();

        private static RetryStrategyOptions Wide(RetryStrategyOptions options)
        {
            options.ShouldHandle = new PredicateBuilder().Handle<Exception>(); // expect: IC1307
            return options;
        }
    }
}
