using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;

namespace Corpus.QueriesPerItem.Choices;

// look-alike: the scheduler is here; only a proxy beside it asks one that is elsewhere
public interface IScheduler
{
    Task PauseAsync(string job);
}

public sealed class LocalScheduler : IScheduler
{
    private readonly HashSet<string> _paused = [];

    public Task PauseAsync(string job)
    {
        _paused.Add(job);
        return Task.CompletedTask;
    }
}

public sealed class RemoteScheduler(HttpClient http) : IScheduler
{
    public async Task PauseAsync(string job) => (await http.PostAsync("/jobs/" + job + "/pause", null)).EnsureSuccessStatusCode();
}

public sealed class Groups
{
    public static IScheduler Local() => new LocalScheduler();

    public static IScheduler Remote(HttpClient http) => new RemoteScheduler(http);

    public async Task PauseAsync(IScheduler scheduler, List<string> jobs)
    {
        foreach (var job in jobs)
        {
            await scheduler.PauseAsync(job);
        }
    }
}

// look-alike: one rule among several asks the database, and no item has that rule
public interface IBrokenRule
{
    bool IsBroken();
}

public sealed class MustBePositive(decimal value) : IBrokenRule
{
    public bool IsBroken() => value <= 0;
}

public sealed class MustHaveCurrency(string currency) : IBrokenRule
{
    public bool IsBroken() => currency.Length == 0;
}

public sealed class NameMustBeFree(DbConnection connection, string name) : IBrokenRule
{
    public bool IsBroken() => connection.QuerySingle<int>("SELECT COUNT(*) FROM users WHERE name = @name", new { name }) > 0;
}

public sealed record Money(decimal Value, string Currency)
{
    public static Money Of(decimal value, string currency)
    {
        Check(new MustBePositive(value));
        Check(new MustHaveCurrency(currency));
        return new(value, currency);
    }

    public static void Register(DbConnection connection, string name) => Check(new NameMustBeFree(connection, name));

    private static void Check(IBrokenRule rule)
    {
        if (rule.IsBroken())
        {
            throw new InvalidOperationException();
        }
    }
}

public sealed class PriceList
{
    public List<Money> Make(List<decimal> values) => values.Select(v => Money.Of(v, "EUR")).ToList();
}

// look-alike: a worker that goes on until it is stopped, which a property of its own says
public sealed class WorkContext(CancellationToken stop)
{
    public bool IsStopping => stop.IsCancellationRequested;
}

public sealed class Poller(DbConnection connection)
{
    public async Task RunAsync(WorkContext context)
    {
        while (!context.IsStopping)
        {
            await ProcessAsync();
        }
    }

    private async Task ProcessAsync()
    {
        var rows = await connection.QueryAsync<string>("SELECT body FROM outbox WHERE sent = 0");
        foreach (var row in rows)
        {
            Console.WriteLine(row);
        }
    }
}

// look-alike: a timer behind a helper
public sealed class Beat(DbConnection connection)
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(5));

    public async Task RunAsync()
    {
        while (await NextAsync())
        {
            await connection.QuerySingleAsync<int>("SELECT version FROM membership");
        }
    }

    private async Task<bool> NextAsync() => await _timer.WaitForNextTickAsync();
}

// look-alike: until the version is there; the question is the same in each turn
public sealed class UntilThere(DbConnection connection)
{
    private long _version;

    public async Task RefreshAsync(long wanted)
    {
        while (_version < wanted)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync() => _version = await connection.QuerySingleAsync<long>("SELECT version FROM membership");
}

// look-alike: a stream of changes says when, and nobody looks at the change
public sealed class OnChange(Channel<int> changes, DbConnection connection)
{
    public IAsyncEnumerable<int> Changes => changes.Reader.ReadAllAsync();

    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var change in Changes.WithCancellation(stop))
        {
            await connection.QuerySingleAsync<int>("SELECT version FROM membership");
        }
    }
}

// look-alike: so many workers, each of which asks for its own batch
public sealed class Workers(DbConnection connection)
{
    public Task RunAsync(int workers) => StartAsync(workers, DeliverAsync);

    private static async Task StartAsync(int workers, Func<int, Task> work)
    {
        var running = new List<Task>();
        for (var i = 0; i < workers; i++)
        {
            running.Add(RunOneAsync(work, 100));
        }

        await Task.WhenAll(running);
    }

    private static async Task RunOneAsync(Func<int, Task> work, int limit) => await work(limit);

    private async Task DeliverAsync(int limit)
    {
        var rows = await connection.QueryAsync<string>("SELECT body FROM outbox LIMIT @limit", new { limit });
        Console.WriteLine(rows.Count());
    }
}

// case: every implementation asks
public interface IStock
{
    Task<int> OfAsync(string sku);
}

public sealed class LocalStock(DbConnection connection) : IStock
{
    public Task<int> OfAsync(string sku) => connection.QuerySingleAsync<int>("SELECT count FROM stock WHERE sku = @sku", new { sku });
}

public sealed class ForeignStock(DbConnection connection) : IStock
{
    public async Task<int> OfAsync(string sku) => await connection.QuerySingleAsync<int>("SELECT count FROM foreign_stock WHERE sku = @sku", new { sku });
}

public sealed class StockReport
{
    public static IStock Make(DbConnection connection, bool isLocal) => isLocal ? new LocalStock(connection) : new ForeignStock(connection);

    public async Task<int> TotalAsync(IStock stock, List<string> skus)
    {
        var total = 0;
        foreach (var sku in skus)
        {
            total += await stock.OfAsync(sku); // expect: IC3101
        }

        return total;
    }
}
