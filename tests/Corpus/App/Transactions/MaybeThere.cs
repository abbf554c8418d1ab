using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

// A transaction that a helper begins or not, as where the provider of a test knows none.
namespace Corpus.Transactions.MaybeThere
{
    public sealed class Hive
    {
        public int Id { get; set; }
        public int Yard { get; set; }
        public int Frames { get; set; }
    }

    public sealed class ApiaryDb : DbContext
    {
        public DbSet<Hive> Hives => Set<Hive>();

        public DbSet<Hive> Swarms => Set<Hive>();
    }

    public static class Beginnings
    {
        public static async Task<IDbContextTransaction?> OpenOrNoneAsync(this ApiaryDb db, CancellationToken cancellationToken)
        {
            if (!db.Database.IsRelational())
            {
                return null;
            }

            return await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        }

        public static IDbContextTransaction? OpenUnlessFailed(this ApiaryDb db)
        {
            try
            {
                return db.Database.BeginTransaction();
            }
            catch (NotSupportedException)
            {
                return null;
            }
        }

        // Through a second helper.
        public static async Task<IDbContextTransaction?> OpenFor(this ApiaryDb db, bool several, CancellationToken cancellationToken) =>
            several ? await db.OpenOrNoneAsync(cancellationToken) : null;
    }

    // look-alike: both in a transaction, where there is one
    public sealed class Clearance(ApiaryDb db)
    {
        public async Task RunAsync(int yard, CancellationToken cancellationToken)
        {
            await using var transaction = await db.OpenOrNoneAsync(cancellationToken);
            await db.Hives.Where(h => h.Yard == yard).ExecuteDeleteAsync(cancellationToken);
            await db.Swarms.Where(h => h.Yard == yard).ExecuteDeleteAsync(cancellationToken);
            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
    }

    // look-alike: none where beginning is not supported
    public sealed class Winter(ApiaryDb db)
    {
        public void Close(Hive hive, Hive swarm)
        {
            using var transaction = db.OpenUnlessFailed();
            db.Hives.Remove(hive);
            db.SaveChanges();
            db.Swarms.Add(swarm);
            db.SaveChanges();
            transaction?.Commit();
        }
    }

    // look-alike: the one who asks for it says whether there is one
    public sealed class Merger(ApiaryDb db)
    {
        public async Task RunAsync(Hive from, Hive to, bool several, CancellationToken cancellationToken)
        {
            await using var transaction = await db.OpenFor(several, cancellationToken);
            to.Frames += from.Frames;
            await db.SaveChangesAsync(cancellationToken);
            db.Remove(from);
            await db.SaveChangesAsync(cancellationToken);
            if (transaction != null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
    }

    // look-alike: a unit of work that begins where it can, and keeps that
    public sealed class Unit(ApiaryDb db)
    {
        private IDbContextTransaction? _transaction;

        public async Task BeginAsync()
        {
            if (db.Database.IsRelational())
            {
                _transaction = await db.Database.BeginTransactionAsync();
            }
        }

        public async Task EndAsync()
        {
            if (_transaction is not null)
            {
                await _transaction.CommitAsync();
            }
        }
    }

    public sealed class Harvest(ApiaryDb db, Unit unit)
    {
        public async Task RunAsync(Hive first, Hive second)
        {
            await unit.BeginAsync();
            first.Frames = 0;
            await db.SaveChangesAsync();
            second.Frames = 0;
            await db.SaveChangesAsync();
            await unit.EndAsync();
        }
    }

    // case: the transaction that may be there is over before the second
    public sealed class Late(ApiaryDb db)
    {
        public async Task RunAsync(Hive hive, Hive swarm, CancellationToken cancellationToken)
        {
            await using (var transaction = await db.OpenOrNoneAsync(cancellationToken))
            {
                db.Hives.Add(hive);
                await db.SaveChangesAsync(cancellationToken);
                if (transaction is not null)
                {
                    await transaction.CommitAsync(cancellationToken);
                }
            }

            db.Swarms.Add(swarm);
            await db.SaveChangesAsync(cancellationToken); // expect: IC1101
        }
    }

    public static class Stakes
    {
        public static async Task<bool> DriveAsync(ApiaryDb db)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var free = await db.Hives.AnyAsync(h => h.Yard == 0);
            await transaction.CommitAsync();
            return free;
        }
    }

    // case: the helper ends by itself what it begins
    public sealed class Survey(ApiaryDb db)
    {
        public async Task RunAsync(Hive hive, Hive swarm)
        {
            if (await Stakes.DriveAsync(db))
            {
                db.Hives.Add(hive);
                await db.SaveChangesAsync();
                db.Swarms.Add(swarm);
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }
}
