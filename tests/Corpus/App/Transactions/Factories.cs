using Microsoft.EntityFrameworkCore;

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
}
