using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

// Loops whose items are stores, or workers.
namespace Corpus.QueriesPerItem.OwnStores;

public sealed class Lease
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public bool IsDue { get; set; }
}

public sealed class Estate(DbContextOptions<Estate> options) : DbContext(options)
{
    public DbSet<Lease> Leases => Set<Lease>();
}

public interface IEstates
{
    IEnumerable<DbContext> All();
}

// look-alike: the item is a database of its own
public sealed class DueLeases(IEstates estates)
{
    public IEnumerable<Lease> Find()
    {
        foreach (var estate in estates.All())
        {
            foreach (var lease in FirstOf(estate))
            {
                yield return lease;
            }
        }
    }

    private static Lease[] FirstOf(DbContext estate) => estate.Set<Lease>().Where(l => l.IsDue).OrderBy(l => l.Id).Take(100).ToArray();
}

// case: one database is asked for each name
public sealed class NamedLeases(Estate estate)
{
    public IEnumerable<Lease> Find(List<string> names)
    {
        foreach (var name in names)
        {
            foreach (var lease in FirstOf(estate, name)) // expect: IC3101
            {
                yield return lease;
            }
        }
    }

    private static Lease[] FirstOf(DbContext estate, string name) => estate.Set<Lease>().Where(l => l.Name == name).OrderBy(l => l.Id).Take(100).ToArray();
}

public sealed class Clerk(IDbContextFactory<Estate> estates)
{
    private readonly Channel<int> _due = Channel.CreateUnbounded<int>();
    private Task? _work;
    private int _first;

    public Task BeginAsync(CancellationToken stopping)
    {
        _work = ListenAsync(stopping);
        return Task.CompletedTask;
    }

    public async Task LookAsync(CancellationToken stopping)
    {
        await using var estate = await estates.CreateDbContextAsync(stopping);
        _first = await estate.Leases.CountAsync(l => l.Id > _first, stopping);
    }

    public Task? EndAsync()
    {
        _due.Writer.Complete();
        return _work;
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (await _due.Reader.WaitToReadAsync(stopping))
        {
            await using var estate = await estates.CreateDbContextAsync(stopping);
            if (_due.Reader.TryRead(out var id) && await estate.Leases.FirstOrDefaultAsync(l => l.Id == id, stopping) is { } lease)
            {
                lease.IsDue = true;
                await estate.SaveChangesAsync(stopping);
            }
        }
    }
}

// look-alike: each clerk is started, and asks when there is work
public sealed class Office(IReadOnlyList<Clerk> clerks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => await Task.WhenAll(clerks.Select(c => c.BeginAsync(cancellationToken)));

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var clerk in clerks)
        {
            await (clerk.EndAsync() ?? Task.CompletedTask);
        }
    }
}

// case: each clerk asks while it is waited for
public sealed class Audit(IReadOnlyList<Clerk> clerks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => await Task.WhenAll(clerks.Select(c => c.LookAsync(cancellationToken))); // expect: IC3101

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
