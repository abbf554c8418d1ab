using IntentContracts.EntityFrameworkCore;
using IntentContracts.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntentContracts.Crash.Tests.Worker;

/// <summary>Where a worker's claims and effects are.</summary>
/// <param name="Home">Which member is called: <c>inside</c>, <c>before</c>, <c>apart</c>, <c>marked</c>.</param>
/// <param name="Store">Where: <c>sqlite</c>, <c>postgresql</c>, <c>npgsql</c> (PostgreSQL without EF Core), <c>memory</c>.</param>
/// <param name="Connection">The database.</param>
/// <param name="File">The effects that nothing undoes.</param>
internal sealed record Setting(string Home, string Store, string Connection, string File) : IAsyncDisposable
{
    private NpgsqlDataSource? _source;

    private NpgsqlDataSource Source => _source ??= NpgsqlDataSource.Create(Connection);

    public LedgerDb Open(KillSwitch kill)
    {
        var options = new DbContextOptionsBuilder<LedgerDb>().AddInterceptors(new CommitPoints(kill));
        return new((Store == "sqlite" ? options.UseSqlite(Connection) : options.UseNpgsql(Source)).Options);
    }

    /// <summary>The store of the guards, for claims that live apart.</summary>
    public IIdempotencyStore OpenStore() => Store switch
    {
        "npgsql" => new PostgreSqlIdempotencyStore(Source),
        "memory" => new InMemoryIdempotencyStore(),
        _ => new EntityFrameworkIdempotencyStore(() => Open(new(Points.Never))),
    };

    /// <summary>Makes the tables.</summary>
    public async Task CreateAsync()
    {
        if (Store == "npgsql")
        {
            await PostgreSqlIdempotencySchema.CreateAsync(Source);
        }
        else
        {
            await using var db = Open(new(Points.Never));
            await db.Database.EnsureCreatedAsync();
        }
    }

    /// <summary>How often each key's effect has happened.</summary>
    public async Task<IReadOnlyDictionary<string, int>> EffectsAsync()
    {
        IReadOnlyList<string> keys;
        if (Home is "apart" or "marked")
        {
            keys = System.IO.File.Exists(File) ? await System.IO.File.ReadAllLinesAsync(File) : [];
        }
        else
        {
            await using var db = Open(new(Points.Never));
            keys = await db.Effects.Select(e => e.Key).ToListAsync();
        }

        return keys.GroupBy(k => k, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is { } source)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>One call, as a request has it: a context of its own.</summary>
    public async Task<string> CallAsync(IIdempotencyStore store, KillSwitch kill, string key, CancellationToken cancellationToken)
    {
        await using var db = Open(kill);
        var desk = new Desk(db, new KillingRunner(new DbContextTransactionRunner(db), kill), new IntentGuards(new KillingStore(store, kill)), kill, File);
        return await (Home switch
        {
            "inside" => desk.InsideAsync(key, cancellationToken),
            "before" => desk.BeforeAsync(key, cancellationToken),
            "apart" => desk.ApartAsync(key, cancellationToken),
            _ => desk.MarkedAsync(key, cancellationToken),
        });
    }
}
