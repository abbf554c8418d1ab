using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.Factories
{
    public sealed class Parcel
    {
        public int Id { get; set; }

        public bool IsSent { get; set; }
    }

    public class ParcelDb : DbContext
    {
        public DbSet<Parcel> Parcels => Set<Parcel>();
    }

    public sealed class LocalParcelDb : ParcelDb;

    public sealed class RemoteParcelDb : ParcelDb;

    public interface IParcelDbs
    {
        ParcelDb Open();
    }

    public sealed class ParcelDbs(string kind) : IParcelDbs
    {
        public ParcelDb Open() => kind switch
        {
            "local" => new LocalParcelDb(),
            "remote" => new RemoteParcelDb(),
            _ => throw new NotSupportedException(kind),
        };
    }

    // look-alike: each call has a context of its own, from a factory of one's own that chooses which
    public sealed class Counts(IParcelDbs dbs)
    {
        public async Task<int[]> CountBothAsync() => await Task.WhenAll(CountAsync(true), CountAsync(false));

        public async Task<int> CountAsync()
        {
            var sent = CountAsync(true);
            var open = CountAsync(false);
            return await sent + await open;
        }

        private async Task<int> CountAsync(bool sent)
        {
            await using var db = dbs.Open();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }
    }

    public interface IParcelDbsLater
    {
        Task<ParcelDb> OpenAsync(CancellationToken token = default);

        ValueTask<ParcelDb> OpenLocalAsync();

        Task<ParcelDb> OpenKeptAsync();
    }

    public sealed class ParcelDbsLater(IParcelDbs dbs) : IParcelDbsLater
    {
        private readonly ParcelDb _kept = new LocalParcelDb();

        public Task<ParcelDb> OpenAsync(CancellationToken token = default) => Task.FromResult(dbs.Open());

        public ValueTask<ParcelDb> OpenLocalAsync() => ValueTask.FromResult<ParcelDb>(new LocalParcelDb());

        public Task<ParcelDb> OpenKeptAsync() => Task.FromResult(_kept);
    }

    public sealed class LaterCounts(IParcelDbsLater dbs)
    {
        // look-alike: the factory gives a task of what it makes for each call
        public async Task<int[]> CountBothAsync() => await Task.WhenAll(CountAsync(true), CountAsync(false));

        // look-alike: by any kind of task
        public async Task<int[]> CountLocalAsync() => await Task.WhenAll(CountLocalAsync(true), CountLocalAsync(false));

        // case: the task is one of what the factory keeps
        public async Task<int[]> CountKeptAsync() => await Task.WhenAll(CountKeptAsync(true), CountKeptAsync(false)); // expect: IC1106

        private async Task<int> CountAsync(bool sent)
        {
            await using var db = await dbs.OpenAsync();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }

        private async Task<int> CountLocalAsync(bool sent)
        {
            await using var db = await dbs.OpenLocalAsync();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }

        private async Task<int> CountKeptAsync(bool sent)
        {
            var db = await dbs.OpenKeptAsync();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }
    }

    public sealed class KeptParcelDb
    {
        private ParcelDb? _db;

        public ParcelDb Open() => _db ??= new LocalParcelDb();
    }

    // case: what the holder has made it gives to everybody
    public sealed class KeptCounts(KeptParcelDb kept)
    {
        public async Task<int[]> CountBothAsync() => await Task.WhenAll(CountAsync(true), CountAsync(false)); // expect: IC1106

        private async Task<int> CountAsync(bool sent)
        {
            var db = kept.Open();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }
    }

    /// <summary>For contexts of any type; what makes them stands below.</summary>
    public abstract class ContextMaker<T> : IDbContextFactory<T>
        where T : DbContext
    {
        public T Open() => Open(null);

        public abstract T Open(Action<DbContextOptionsBuilder>? configure = null);

        T IDbContextFactory<T>.CreateDbContext() => Open();
    }

    public class ShelfDb(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Parcel> Parcels => Set<Parcel>();
    }

    public sealed class ShelfDbs : ContextMaker<ShelfDb>
    {
        public override ShelfDb Open(Action<DbContextOptionsBuilder>? configure = null)
        {
            var builder = new DbContextOptionsBuilder<ShelfDb>();
            configure?.Invoke(builder);
            return new ShelfDb(builder.Options);
        }
    }

    public sealed class ActivatedDbs<T>(IServiceProvider services)
        where T : DbContext
    {
        public T Open() => ActivatorUtilities.CreateInstance<T>(services);
    }

    // look-alike: the factory's base gives whatever type it is a factory of, and its override makes that anew
    public sealed class ShelfCounts(ShelfDbs dbs, ActivatedDbs<ShelfDb> activated)
    {
        public async Task<int[]> CountBothAsync() => await Task.WhenAll(CountAsync(true), CountAsync(false));

        public async Task<int[]> CountAgainAsync() => await Task.WhenAll(CountActivatedAsync(true), CountActivatedAsync(false));

        private async Task<int> CountAsync(bool sent)
        {
            await using var db = dbs.Open();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }

        private async Task<int> CountActivatedAsync(bool sent)
        {
            await using var db = activated.Open();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }
    }

    public sealed class SharedDbs<T>(Func<T> make)
        where T : DbContext
    {
        private T? _db;

        public T Open() => _db ??= make();
    }

    // case: of any type as well, but there is only ever one
    public sealed class SharedCounts(SharedDbs<ShelfDb> dbs)
    {
        public async Task<int[]> CountBothAsync() => await Task.WhenAll(CountAsync(true), CountAsync(false)); // expect: IC1106

        private async Task<int> CountAsync(bool sent)
        {
            var db = dbs.Open();
            return await db.Parcels.CountAsync(p => p.IsSent == sent);
        }
    }
}
