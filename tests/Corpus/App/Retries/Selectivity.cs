using IntentContracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Selectivity
{
    // case: options without a predicate handle everything but cancellation
    public sealed class Defaults(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline;

        public Defaults(HttpClient http, int retries)
            : this(http)
        {
            _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = retries, Delay = TimeSpan.FromSeconds(1) }).Build(); // expect: IC1307
        }

        public async Task<string> ReadAsync() => await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/a"));
    }

    // look-alike: the predicate names what passes by
    public sealed class Chosen
    {
        public static ResiliencePipeline Build() => new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutException>() })
            .Build();

        public static ResiliencePipeline Switch() => new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => args.Outcome switch
                {
                    { Exception: HttpRequestException } => PredicateResult.True(),
                    _ => PredicateResult.False(),
                },
            })
            .Build();
    }

    // case: a predicate that says yes to everything
    public sealed class Anything
    {
        public static ResiliencePipeline Build()
        {
            var options = new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(), // expect: IC1307
            };
            return new ResiliencePipelineBuilder().AddRetry(options).Build();
        }
    }

    // case: Polly v7, every exception
    public sealed class OldAnything
    {
        public static AsyncRetryPolicy Build() => Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n)); // expect: IC1307
    }

    // look-alike: Polly v7, every exception that a test lets through; a breaker over everything
    public sealed class OldChosen
    {
        public static AsyncRetryPolicy Build() => Policy.Handle<Exception>(e => e is HttpRequestException or TimeoutException).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public static AsyncRetryPolicy Breaker() => Policy.Handle<Exception>().CircuitBreakerAsync(5, TimeSpan.FromMinutes(1));
    }

    // case: a loop catches everything
    public sealed class Blunt(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return await http.GetStringAsync("/b");
                }
                catch (Exception e) // expect: IC1307
                {
                    Console.WriteLine(e);
                    await Task.Delay(100);
                }
            }

            throw new InvalidOperationException();
        }
    }

    // case: a when clause that only counts chooses nothing
    public sealed class Counting(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/c");
                }
                catch (Exception) when (i < 3) // expect: IC1307
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // case: letting cancellation pass is no choice yet
    public sealed class CancellationOnly(HttpClient http)
    {
        public async Task<string> ReadAsync(CancellationToken cancellationToken)
        {
            var tries = 0;
        again:
            try
            {
                return await http.GetStringAsync("/d", cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw;
            }
            catch (Exception) // expect: IC1307
            {
                if (++tries == 4)
                {
                    throw;
                }
            }

            goto again;
        }
    }

    // look-alike: a when clause looks at the exception
    public sealed class Filtered(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/e");
                }
                catch (Exception e) when (IsTransient(e) && i < 3)
                {
                    await Task.Delay(100);
                }
            }
        }

        private static bool IsTransient(Exception e) => e is HttpRequestException;
    }

    // look-alike: the handler looks at the exception before it goes on
    public sealed class Inspecting(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/f");
                }
                catch (Exception e)
                {
                    if (e is not HttpRequestException || i == 3)
                    {
                        throw;
                    }
                }
            }
        }
    }

    // look-alike: what must not be tried again has a handler of its own
    public sealed class Excluding(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/g");
                }
                catch (ArgumentException)
                {
                    throw;
                }
                catch (UnauthorizedAccessException)
                {
                    throw;
                }
                catch (Exception) when (i < 3)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // look-alike: the HTTP options ask for transient failures by themselves
    public sealed class HttpDefaults
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient("http-defaults")
            .AddResilienceHandler("p", b => b.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 }));
    }

    // look-alike: a worker that notes what failed and goes on with the next turn
    public sealed class Worker(HttpClient http)
    {
        public async Task RunAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await http.GetStringAsync("/work", stopping);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e);
                }

                await Task.Delay(1000, stopping);
            }
        }
    }

    // look-alike: everything is retried on purpose, with the reason
    public sealed class Starter(HttpClient http)
    {
        [NoRetry("the service is useless until its configuration is there")]
        public async Task<string> StartAsync()
        {
            while (true)
            {
                try
                {
                    return await http.GetStringAsync("/configuration");
                }
                catch (Exception)
                {
                    await Task.Delay(5000);
                }
            }
        }
    }

    // look-alike: a policy of ours is told what it retries
    public sealed class DeclaredChoice(HttpClient http)
    {
        [RetryPolicy(MaxAttempts = 3)]
        public Task<string> ReadAsync() => http.GetStringAsync("/h");
    }
}
