using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.OpenPredicates
{
    // case: a predicate that asks whether there is a failure at all
    public sealed class Looms(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new() { ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is not null) }).Build(); // expect: IC1307

        public async Task<string> ReadAsync() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/looms", token));
    }

    // look-alike: it asks of what type it is
    public sealed class Spindles(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new() { ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException) }).Build();

        public async Task<string> ReadAsync() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/spindles", token));
    }

    // case: what the predicate leaves the answer to asks for no more
    public sealed class Shuttles(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new() { ShouldHandle = args => ValueTask.FromResult(IsWorthIt(args.Outcome.Exception)) }).Build(); // expect: IC1307

        public async Task<string> ReadAsync() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/shuttles", token));

        private static bool IsWorthIt(Exception? failure) => failure is not null;
    }

    // look-alike: what it leaves the answer to asks for the type
    public sealed class Bobbins(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().AddRetry(new() { ShouldHandle = args => ValueTask.FromResult(IsWorthIt(args.Outcome.Exception)) }).Build();

        public async Task<string> ReadAsync() => await _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/bobbins", token));

        private static bool IsWorthIt(Exception? failure) => failure is HttpRequestException;
    }

    // case: a when clause asks a member that says yes to whatever it is given
    public sealed class Weavers(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/weavers");
                }
                catch (Exception failure) when (attempt < 3 && CanPass(failure)) // expect: IC1307
                {
                }
            }
        }

        private static bool CanPass(Exception failure) => failure != null;
    }

    // look-alike: the member asks for a type
    public sealed class Dyers(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/dyers");
                }
                catch (Exception failure) when (attempt < 3 && CanPass(failure))
                {
                }
            }
        }

        private static bool CanPass(Exception failure) => failure.InnerException is SocketException;
    }

    // case: a bare catch behind a statement that leaves, with nothing but a count
    public sealed class Carders(HttpClient http)
    {
        public async Task<string> ReadAsync()
        {
            var turns = 0;
            while (true)
            {
                try
                {
                    return await http.GetStringAsync("/carders");
                }
                catch when (turns++ < 4) // expect: IC1307
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // case: a predicate of a policy that is true of everything
    public sealed class Fullers
    {
        public static AsyncRetryPolicy Build() => Policy.Handle<Exception>(_ => true).RetryAsync(3); // expect: IC1307

        // look-alike: one that looks
        public static AsyncRetryPolicy Choose() => Policy.Handle<Exception>(e => e is TimeoutException).RetryAsync(3);
    }

    // case: a strategy of one's own for which everything is worth another attempt
    public sealed class Dogged(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 4, TimeSpan.FromSeconds(1))
    {
        protected override bool ShouldRetryOn(Exception exception) => true; // expect: IC1307
    }

    // look-alike: one that asks
    public sealed class Careful(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 4, TimeSpan.FromSeconds(1))
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
    }

    public static class Strategies
    {
        public static IExecutionStrategy ForBolts(ExecutionStrategyDependencies dependencies) => new Dogged(dependencies);

        public static IExecutionStrategy ForReels(ExecutionStrategyDependencies dependencies) => new Careful(dependencies);
    }
}
