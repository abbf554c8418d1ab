using Polly;
using Polly.Retry;

namespace Corpus.Retries.CountedInside
{
    public sealed class TideTables(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 1, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> OfAsync(string port, CancellationToken token) =>
            await Pipeline.ExecuteAsync(async attempt => await http.GetStringAsync("/tides/" + port, attempt), token);
    }

    // look-alike: the attempt is counted first thing in the try, so that two times two are four
    public sealed class Ferry(TideTables tides)
    {
        public async Task<string> DepartAsync(string port, CancellationToken token)
        {
            var tries = 0;
            string? table = null;
            while (table is null)
            {
                try
                {
                    tries++;
                    table = await tides.OfAsync(port, token);
                }
                catch (HttpRequestException failure) when (tries < 2 && failure.StatusCode is null)
                {
                    await Task.Delay(20, token);
                }
            }

            return table;
        }
    }

    // case: the same with one more attempt
    public sealed class Trawler(TideTables tides)
    {
        public async Task<string> DepartAsync(string port, CancellationToken token)
        {
            var tries = 0;
            string? table = null;
            while (table is null)
            {
                try
                {
                    tries++;
                    table = await tides.OfAsync(port, token); // expect: IC1301
                }
                catch (HttpRequestException failure) when (tries < 3 && failure.StatusCode is null)
                {
                    await Task.Delay(20, token);
                }
            }

            return table;
        }
    }

    // case: what is counted in the handler has the first attempt uncounted
    public sealed class Pilot(TideTables tides)
    {
        public async Task<string> BoardAsync(string port, CancellationToken token)
        {
            var again = 0;
            while (true)
            {
                try
                {
                    return await tides.OfAsync(port, token); // expect: IC1301
                }
                catch (HttpRequestException) when (again < 2)
                {
                    again++;
                    await Task.Delay(20, token);
                }
            }
        }
    }

    // look-alike: counted before the try, and given up in the handler
    public sealed class Dredger(TideTables tides)
    {
        public async Task<string> BoardAsync(string port, CancellationToken token)
        {
            var tries = 0;
            while (true)
            {
                tries++;
                try
                {
                    return await tides.OfAsync(port, token);
                }
                catch (HttpRequestException)
                {
                    if (tries >= 2)
                    {
                        throw;
                    }

                    await Task.Delay(20, token);
                }
            }
        }
    }
}
