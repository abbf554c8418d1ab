using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Fallback;

namespace Corpus.Swallowing.FellBack;

public sealed record Tariff(string Zone, decimal Amount);

public sealed record Quota(bool IsKnown, int Left);

// case: whoever asks takes the nought for what the other side said
public sealed class Depths(HttpClient http)
{
    private readonly ResiliencePipeline<int> _pipeline = new ResiliencePipelineBuilder<int>()
        .AddFallback(new FallbackStrategyOptions<int>
        {
            ShouldHandle = new PredicateBuilder<int>().Handle<HttpRequestException>().Handle<TimeoutException>(),
            FallbackAction = static _ => Outcome.FromResultAsValueTask(0), // expect: IC2102
        })
        .Build();

    public async Task<int> AtAsync(string buoy, CancellationToken token) =>
        await _pipeline.ExecuteAsync(async t => await http.GetFromJsonAsync<int>("/depths/" + buoy, t), token);
}

public sealed class Tariffs(HttpClient http, ILogger<Tariffs> logger)
{
    // case: no list, and the shortest one
    public async Task<IReadOnlyList<Tariff>> ListAsync(CancellationToken token)
    {
        var pipeline = new ResiliencePipelineBuilder<IReadOnlyList<Tariff>>()
            .AddFallback(new FallbackStrategyOptions<IReadOnlyList<Tariff>>
            {
                FallbackAction = static _ => Outcome.FromResultAsValueTask<IReadOnlyList<Tariff>>([]), // expect: IC2102
            })
            .Build();
        return await pipeline.ExecuteAsync(async t => await ReadAsync(t), token);
    }

    // case: none at all
    public async Task<Tariff?> OfAsync(string zone, CancellationToken token)
    {
        var pipeline = new ResiliencePipelineBuilder<Tariff?>()
            .AddFallback(new FallbackStrategyOptions<Tariff?>
            {
                ShouldHandle = new PredicateBuilder<Tariff?>().Handle<Exception>(),
                FallbackAction = static _ => Outcome.FromResultAsValueTask<Tariff?>(null), // expect: IC2102
            })
            .Build();
        return await pipeline.ExecuteAsync(async t => await http.GetFromJsonAsync<Tariff>("/tariffs/" + zone, t), token);
    }

    // look-alike: somebody is told
    public async Task<IReadOnlyList<Tariff>> NotedAsync(CancellationToken token)
    {
        var pipeline = new ResiliencePipelineBuilder<IReadOnlyList<Tariff>>()
            .AddFallback(new FallbackStrategyOptions<IReadOnlyList<Tariff>>
            {
                FallbackAction = static _ => Outcome.FromResultAsValueTask<IReadOnlyList<Tariff>>([]),
                OnFallback = args =>
                {
                    logger.LogWarning(args.Outcome.Exception, "No tariffs");
                    return default;
                },
            })
            .Build();
        return await pipeline.ExecuteAsync(async t => await ReadAsync(t), token);
    }

    // look-alike: that there is none is an answer
    public async Task<Tariff?> FindAsync(string zone, CancellationToken token)
    {
        var pipeline = new ResiliencePipelineBuilder<Tariff?>()
            .AddFallback(new FallbackStrategyOptions<Tariff?>
            {
                ShouldHandle = new PredicateBuilder<Tariff?>().Handle<HttpRequestException>(e => e.StatusCode == HttpStatusCode.NotFound),
                FallbackAction = static _ => Outcome.FromResultAsValueTask<Tariff?>(null),
            })
            .Build();
        return await pipeline.ExecuteAsync(async t => await http.GetFromJsonAsync<Tariff>("/tariffs/" + zone, t), token);
    }

    // look-alike: another source is asked
    public async Task<IReadOnlyList<Tariff>> KnownAsync(IReadOnlyList<Tariff> known, CancellationToken token)
    {
        var pipeline = new ResiliencePipelineBuilder<IReadOnlyList<Tariff>>()
            .AddFallback(new FallbackStrategyOptions<IReadOnlyList<Tariff>> { FallbackAction = _ => Outcome.FromResultAsValueTask(known) })
            .Build();
        return await pipeline.ExecuteAsync(async t => await ReadAsync(t), token);
    }

    private async Task<IReadOnlyList<Tariff>> ReadAsync(CancellationToken token) => await http.GetFromJsonAsync<List<Tariff>>("/tariffs", token) ?? [];
}

public sealed class Quotas(HttpClient http)
{
    // look-alike: the answer says that it is not known
    private readonly ResiliencePipeline<Quota> _pipeline = new ResiliencePipelineBuilder<Quota>()
        .AddFallback(new FallbackStrategyOptions<Quota> { FallbackAction = static _ => Outcome.FromResultAsValueTask(new Quota(false, 0)) })
        .Build();

    public async Task<Quota> OfAsync(string tenant, CancellationToken token) =>
        await _pipeline.ExecuteAsync(async t => await http.GetFromJsonAsync<Quota>("/quotas/" + tenant, t) ?? new(true, 0), token);
}

// The same with policies.
public sealed class Stops(HttpClient http, ILogger<Stops> logger)
{
    // case: nought instead
    public async Task<int> CountAsync(string line)
    {
        var policy = Policy<int>.Handle<HttpRequestException>().FallbackAsync(0); // expect: IC2102
        return await policy.ExecuteAsync(() => http.GetFromJsonAsync<int>("/stops/" + line));
    }

    // case: an empty list instead
    public async Task<List<string>> NamesAsync(string line)
    {
        var policy = Policy<List<string>>.Handle<HttpRequestException>().Or<TimeoutException>().FallbackAsync(_ => Task.FromResult(new List<string>())); // expect: IC2102
        return await policy.ExecuteAsync(() => ReadAsync(line));
    }

    // look-alike: and a line in the log
    public async Task<int> NotedAsync(string line)
    {
        var policy = Policy<int>.Handle<HttpRequestException>().FallbackAsync(0, failed =>
        {
            logger.LogWarning(failed.Exception, "{Line} was not counted", line);
            return Task.CompletedTask;
        });
        return await policy.ExecuteAsync(() => http.GetFromJsonAsync<int>("/stops/" + line));
    }

    // look-alike: nothing has failed
    public async Task<int> LeastAsync(string line)
    {
        var policy = Policy.HandleResult<int>(count => count < 0).FallbackAsync(0);
        return await policy.ExecuteAsync(() => http.GetFromJsonAsync<int>("/stops/" + line));
    }

    // look-alike: a number that no count is
    public async Task<int> KnownAsync(string line)
    {
        var policy = Policy<int>.Handle<HttpRequestException>().FallbackAsync(-1);
        return await policy.ExecuteAsync(() => http.GetFromJsonAsync<int>("/stops/" + line));
    }

    private async Task<List<string>> ReadAsync(string line) => await http.GetFromJsonAsync<List<string>>("/names/" + line) ?? [];
}
