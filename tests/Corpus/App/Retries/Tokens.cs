using System.Data.Common;
using Dapper;
using MassTransit;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Tokens
{
    public sealed record Survey(string Reef);

    public static class Reads
    {
        public static ResiliencePipeline Pipeline { get; } = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();
    }

    // case: the token comes with the message, and is used for the first call only
    public sealed class SurveyConsumer(HttpClient http) : IConsumer<Survey>
    {
        public async Task Consume(ConsumeContext<Survey> context)
        {
            await http.GetStringAsync("/reefs", context.CancellationToken);
            await Reads.Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/reefs/" + context.Message.Reef, token)); // expect: IC1306
        }
    }

    // look-alike: the token that comes with the message goes to the pipeline
    public sealed class ResurveyConsumer(HttpClient http) : IConsumer<Survey>
    {
        public async Task Consume(ConsumeContext<Survey> context)
        {
            await http.GetStringAsync("/reefs", context.CancellationToken);
            await Reads.Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/reefs/" + context.Message.Reef, token), context.CancellationToken);
        }
    }

    public sealed record Dive(string Site, CancellationToken Surfaced);

    // case: what is to be done carries its token, which only the loop's pause gets
    public sealed class DiveLog(HttpClient http)
    {
        public async Task<string> FetchAsync(Dive dive)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/dives/" + dive.Site); // expect: IC1306
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(50, dive.Surfaced);
                }
            }
        }
    }

    // case: what is run again sees what carries the token, and runs on a token of nobody
    public sealed class DiveArchive(HttpClient http)
    {
        public async Task<string> FetchAsync(Dive dive)
        {
            dive.Surfaced.ThrowIfCancellationRequested();
            return await Reads.Pipeline.ExecuteAsync(token => LoadAsync(dive.Site, token)); // expect: IC1306
        }

        // look-alike: and on the one that is carried
        public async Task<string> RefetchAsync(Dive dive)
        {
            dive.Surfaced.ThrowIfCancellationRequested();
            return await Reads.Pipeline.ExecuteAsync(token => LoadAsync(dive.Site, token), dive.Surfaced);
        }

        private async ValueTask<string> LoadAsync(string site, CancellationToken cancellationToken) => await http.GetStringAsync("/archive/" + site, cancellationToken);
    }

    // look-alike: the token is the object's own, which ends with it and not with the caller
    public sealed class DiveFeed(HttpClient http)
    {
        private readonly CancellationTokenSource _closed = new();

        public async Task<string> FetchAsync(string site)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/dives/" + site);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(50, _closed.Token);
                }
            }
        }
    }

    public sealed class Charts(HttpClient http)
    {
        public async Task<string> LoadAsync(string sea, CancellationToken cancellationToken = default) =>
            await Reads.Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/charts/" + sea, token), cancellationToken);

        public async Task<string> PeekAsync(string sea, CancellationToken cancellationToken = default) => await http.GetStringAsync("/charts/" + sea, cancellationToken);
    }

    // case: a member that tries again takes a token, which is optional, and its caller forgets it
    public sealed class Voyage(Charts charts)
    {
        public async Task<string> PlanAsync(string sea, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await charts.LoadAsync(sea); // expect: IC1306
        }
    }

    // look-alike: what is forgotten there is not tried again; what is to be put right in any case needs no token; and one caller passes it
    public sealed class Cruise(Charts charts)
    {
        public async Task<string> PlanAsync(string sea, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await charts.PeekAsync(sea) + await charts.LoadAsync(sea, cancellationToken);
            }
            finally
            {
                await charts.LoadAsync("home");
            }
        }
    }

    // case: the next attempt of a method that calls itself has no token any more
    public sealed class Sonar(HttpClient http)
    {
        public async Task<string> PingAsync(int depth, int left = 3, CancellationToken cancellationToken = default)
        {
            try
            {
                return await http.GetStringAsync("/sonar/" + depth, cancellationToken);
            }
            catch (HttpRequestException) when (left > 0)
            {
                return await PingAsync(depth, left - 1); // expect: IC1306
            }
        }

        // look-alike: it is handed on
        public async Task<string> EchoAsync(int depth, int left = 3, CancellationToken cancellationToken = default)
        {
            try
            {
                return await http.GetStringAsync("/echo/" + depth, cancellationToken);
            }
            catch (HttpRequestException) when (left > 0)
            {
                return await EchoAsync(depth, left - 1, cancellationToken);
            }
        }
    }

    // case: a query that could be given a definition with the token, and one whose definition has none
    public sealed class Wrecks(DbConnection connection)
    {
        public async Task<int> CountAsync(CancellationToken cancellationToken) =>
            await Reads.Pipeline.ExecuteAsync(async token => await connection.QuerySingleAsync<int>("select count(*) from wrecks"), cancellationToken); // expect: IC1306

        public async Task<int> DeepAsync(CancellationToken cancellationToken) =>
            await Reads.Pipeline.ExecuteAsync(async token => await connection.QuerySingleAsync<int>(new CommandDefinition("select count(*) from wrecks where depth > 40")), cancellationToken); // expect: IC1306
    }

    // look-alike: the definition carries it
    public sealed class Buoys(DbConnection connection)
    {
        public async Task<int> CountAsync(CancellationToken cancellationToken) =>
            await Reads.Pipeline.ExecuteAsync(async token => await connection.QuerySingleAsync<int>(new CommandDefinition("select count(*) from buoys", cancellationToken: token)), cancellationToken);
    }
}
