using Microsoft.EntityFrameworkCore;

// A try that is left by a return, though what its finally does is awaited: the code behind it is not come to from there.
namespace Corpus.Transactions.LeftEarly
{
    public sealed class Berth
    {
        public int Id { get; set; }
        public int Ships { get; set; }
        public DateTime? ClosedAt { get; set; }
    }

    public sealed record Closed(int Id, int Moved);

    public sealed class HarbourDb : DbContext
    {
        public DbSet<Berth> Berths => Set<Berth>();
    }

    // look-alike: who has ships to move does it in a transaction and is done
    public sealed class Closing(HarbourDb db)
    {
        public async Task<Closed> CloseAsync(Berth berth, Berth other, CancellationToken stop)
        {
            if (berth.Ships > 0)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                var moved = berth.Ships;
                other.Ships += moved;
                await db.SaveChangesAsync(stop);
                berth.ClosedAt = DateTime.UtcNow;
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return new Closed(berth.Id, moved);
            }

            berth.ClosedAt = DateTime.UtcNow;
            await db.SaveChangesAsync(stop);
            return new Closed(berth.Id, 0);
        }
    }

    // case: the same without the return goes on to the second save
    public sealed class GoingOn(HarbourDb db)
    {
        public async Task<Closed> CloseAsync(Berth berth, Berth other, CancellationToken stop)
        {
            if (berth.Ships > 0)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                other.Ships += berth.Ships;
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
            }

            berth.ClosedAt = DateTime.UtcNow;
            await db.SaveChangesAsync(stop); // expect: IC1101
            return new Closed(berth.Id, 0);
        }
    }

    // look-alike: one way out of the try returns, and only the other comes to what stands behind it
    public sealed class OneWayOut(HarbourDb db, Stream log)
    {
        public async Task<Closed> CloseAsync(Berth berth, bool isEmpty)
        {
            try
            {
                if (isEmpty)
                {
                    berth.ClosedAt = DateTime.UtcNow;
                    await db.SaveChangesAsync();
                    return new Closed(berth.Id, 0);
                }
            }
            finally
            {
                await log.FlushAsync();
            }

            berth.Ships = 0;
            await db.SaveChangesAsync();
            return new Closed(berth.Id, 1);
        }
    }

    // case: what saves is not the way that returns
    public sealed class OtherWayOut(HarbourDb db, Stream log)
    {
        public async Task<Closed> CloseAsync(Berth berth, bool isEmpty)
        {
            try
            {
                if (isEmpty)
                {
                    return new Closed(berth.Id, 0);
                }

                berth.ClosedAt = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }
            finally
            {
                await log.FlushAsync();
            }

            berth.Ships = 0;
            await db.SaveChangesAsync(); // expect: IC1101
            return new Closed(berth.Id, 1);
        }
    }

    // case: a handler goes on behind a save that may well have been made
    public sealed class CaughtOnTheWay(HarbourDb db, Stream log)
    {
        public async Task<Closed> CloseAsync(Berth berth, Func<Task> tell)
        {
            try
            {
                berth.ClosedAt = DateTime.UtcNow;
                await db.SaveChangesAsync();
                await tell();
                return new Closed(berth.Id, 0);
            }
            catch (TimeoutException late)
            {
                berth.Ships = late.Message.Length;
            }
            finally
            {
                await log.FlushAsync();
            }

            await db.SaveChangesAsync(); // expect: IC1101
            return new Closed(berth.Id, 1);
        }
    }
}
