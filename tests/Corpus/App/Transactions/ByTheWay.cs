using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// What a lookup commits by the way, and commits of which only one runs.
namespace Corpus.Transactions.ByTheWay
{
    public sealed class Pass
    {
        public int Id { get; set; }
        public string Key { get; set; } = "";
        public int HolderId { get; set; }
        public int Uses { get; set; }
        public DateTime Ends { get; set; }
    }

    public sealed class Locker
    {
        public int Id { get; set; }
        public int HolderId { get; set; }
        public string? Seal { get; set; }
        public DateTime OpenedAt { get; set; }
    }

    public sealed class Plan
    {
        public int Id { get; set; }
        public int Order { get; set; }
    }

    public sealed class GymDb : DbContext
    {
        public DbSet<Pass> Passes => Set<Pass>();

        public DbSet<Locker> Lockers => Set<Locker>();

        public DbSet<Plan> Plans => Set<Plan>();
    }

    public sealed class Passes(GymDb db)
    {
        /// <summary>Removes one that has run out, and says that there is none.</summary>
        public async Task<Pass?> CurrentAsync(string key)
        {
            var pass = await db.Passes.FirstOrDefaultAsync(p => p.Key == key);
            if (pass is null)
            {
                return null;
            }

            if (pass.Ends < DateTime.UtcNow)
            {
                await db.Passes.Where(p => p.Key == key).ExecuteDeleteAsync();
                return null;
            }

            return pass;
        }

        /// <summary>Removes one that somebody has used up, and says that there is none.</summary>
        public async Task<Pass?> UnusedAsync(string key)
        {
            var pass = await db.Passes.FirstOrDefaultAsync(p => p.Key == key);
            if (pass is null)
            {
                return null;
            }

            if (pass.Uses == 0)
            {
                await db.Passes.Where(p => p.Key == key).ExecuteDeleteAsync();
                return null;
            }

            return pass;
        }
    }

    // look-alike: a pass that has run out is as good as none, gone or still there
    public sealed class Doors(GymDb db, Passes passes)
    {
        public async Task OpenAsync(string key, Locker locker)
        {
            var pass = await passes.CurrentAsync(key);
            locker.HolderId = pass?.HolderId ?? -1;
            await db.SaveChangesAsync();
        }
    }

    // case: whoever has used up his pass is let in, and the pass is gone
    public sealed class SideDoors(GymDb db, Passes passes)
    {
        public async Task OpenAsync(string key, Locker locker)
        {
            var pass = await passes.UnusedAsync(key);
            locker.HolderId = pass?.HolderId ?? -1;
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // look-alike: with none it ends at the first member that is asked for
    public sealed class BackDoors(GymDb db, Passes passes)
    {
        public async Task OpenAsync(string key, Locker locker)
        {
            var pass = await passes.UnusedAsync(key);
            locker.HolderId = pass!.HolderId;
            await db.SaveChangesAsync();
        }
    }

    public sealed class PlanCache
    {
        private readonly Dictionary<int, Plan> _plans = [];

        public Plan? Get(int id) => _plans.GetValueOrDefault(id);

        public void Set(int id, Plan plan) => _plans[id] = plan;
    }

    public sealed class Plans(GymDb db, PlanCache cache)
    {
        /// <summary>Puts right what it loads.</summary>
        public async Task<Plan?> GetAsync(int id)
        {
            if (cache.Get(id) is { } known)
            {
                return known;
            }

            var plan = await db.Plans.FindAsync(id);
            if (plan is null)
            {
                return null;
            }

            await RepairAsync(plan);
            cache.Set(id, plan);
            return plan;
        }

        /// <summary>Says whether it has begun one.</summary>
        public async Task<bool> BeginAsync(int id, Plan plan)
        {
            if (cache.Get(id) is not null)
            {
                return false;
            }

            plan.Order = 1;
            await db.SaveChangesAsync();
            cache.Set(id, plan);
            return true;
        }

        private async Task RepairAsync(Plan plan)
        {
            plan.Order = Math.Max(1, plan.Order);
            await db.SaveChangesAsync();
        }
    }

    // look-alike: whoever asked for the plan first had it put right
    public sealed class Trainers(GymDb db, Plans plans)
    {
        public async Task TrainAsync(int id, Locker locker)
        {
            var plan = await plans.GetAsync(id);
            locker.HolderId = plan?.Order ?? 0;
            await db.SaveChangesAsync();
        }
    }

    // case: the plan is begun, which the cache only keeps from being done twice
    public sealed class Beginners(GymDb db, Plans plans)
    {
        public async Task TrainAsync(int id, Plan plan, Locker locker)
        {
            await plans.BeginAsync(id, plan);
            locker.HolderId = id;
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // look-alike: who goes on has found the locker again, and the transaction is open
    public sealed class Clearing(GymDb db)
    {
        public async Task<bool> ClearAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var locker = await db.Lockers.FindAsync(id);
            if (locker is null)
            {
                return false;
            }

            try
            {
                await db.Passes.Where(p => p.HolderId == locker.HolderId).ExecuteDeleteAsync();
                locker = await db.Lockers.FindAsync(id);
                if (locker is null)
                {
                    await transaction.RollbackAsync();
                    return false;
                }

                locker.HolderId = 0;
                await db.SaveChangesAsync();
                db.Lockers.Remove(locker);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return true;
            }
            catch (Exception)
            {
                await transaction.RollbackAsync();
                throw;
            }
        }
    }

    // case: the transaction is over
    public sealed class LateClearing(GymDb db)
    {
        public async Task<bool> ClearAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Passes.Where(p => p.HolderId == id).ExecuteDeleteAsync();
            await transaction.CommitAsync();
            var locker = await db.Lockers.FindAsync(id);
            if (locker is null)
            {
                return false;
            }

            locker.HolderId = 0;
            await db.SaveChangesAsync();
            db.Lockers.Remove(locker);
            await db.SaveChangesAsync(); // expect: IC1101
            return true;
        }
    }

    // look-alike: it goes on until there is one
    public sealed class FreeLockers(GymDb db)
    {
        public async Task<Locker> FindAsync()
        {
            var locker = await db.Lockers.FirstOrDefaultAsync(l => l.HolderId == 0);
            while (locker is null)
            {
                await BuildAsync();
                locker = await db.Lockers.FirstOrDefaultAsync(l => l.HolderId == 0);
            }

            return locker;
        }

        private async Task BuildAsync()
        {
            db.Lockers.Add(new Locker());
            await db.SaveChangesAsync();
        }
    }

    // case: it goes from one to the next, as long as there is one
    public sealed class FullLockers(GymDb db)
    {
        public async Task EmptyAsync()
        {
            var locker = await db.Lockers.FirstOrDefaultAsync(l => l.HolderId != 0);
            while (locker is not null)
            {
                locker.HolderId = 0;
                await db.SaveChangesAsync(); // expect: IC1101
                locker = await db.Lockers.FirstOrDefaultAsync(l => l.HolderId != 0);
            }
        }
    }

    public sealed class Photos(GymDb db)
    {
        // look-alike: one of the two is stored and returned
        public async Task<int> StoreAsync(Stream photo, bool isSmall)
        {
            await using (var copy = new MemoryStream())
            {
                await photo.CopyToAsync(copy);
                if (isSmall && copy.Length < 1000)
                {
                    return await KeepAsync(1);
                }
            }

            return await KeepAsync(2);
        }

        // case: the small one is stored, and then the large one
        public async Task<int> StoreBothAsync(Stream photo, bool isSmall)
        {
            await using (var copy = new MemoryStream())
            {
                await photo.CopyToAsync(copy);
                if (isSmall && copy.Length < 1000)
                {
                    await KeepAsync(1);
                }
            }

            return await KeepAsync(2); // expect: IC1101
        }

        private async Task<int> KeepAsync(int order)
        {
            var plan = new Plan { Order = order };
            db.Plans.Add(plan);
            await db.SaveChangesAsync();
            return plan.Id;
        }
    }

    // look-alike: what was just sealed has a seal
    public sealed class Seals(GymDb db)
    {
        public async Task<string> SealAsync(int id, bool isOpen)
        {
            var locker = await db.Lockers.SingleAsync(l => l.Id == id);
            if (isOpen)
            {
                locker.Seal = Guid.NewGuid().ToString("N");
                locker.OpenedAt = default;
                await db.SaveChangesAsync();
            }

            if (string.IsNullOrWhiteSpace(locker.Seal))
            {
                locker.Seal = Guid.NewGuid().ToString("N");
                await db.SaveChangesAsync();
            }

            return locker.Seal;
        }
    }

    // case: what was opened need not have a seal
    public sealed class LooseSeals(GymDb db)
    {
        public async Task<string> SealAsync(int id, bool isOpen)
        {
            var locker = await db.Lockers.SingleAsync(l => l.Id == id);
            if (isOpen)
            {
                locker.OpenedAt = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }

            if (string.IsNullOrWhiteSpace(locker.Seal))
            {
                locker.Seal = Guid.NewGuid().ToString("N");
                await db.SaveChangesAsync(); // expect: IC1101
            }

            return locker.Seal;
        }
    }

    public sealed class Stores(GymDb db, ILogger<Stores> log)
    {
        public async Task<(bool Stored, string? Why)> TryAsync()
        {
            try
            {
                await db.SaveChangesAsync();
                return (true, null);
            }
            catch (Exception e)
            {
                log.LogError(e, "not stored");
                return (false, e.Message);
            }
        }
    }

    public sealed class Moves(GymDb db, Stores stores)
    {
        // case: whoever moves the locker leaves when it is not stored
        public async Task<string?> MoveAsync(Locker locker, Pass pass)
        {
            locker.HolderId = pass.HolderId;
            if (await stores.TryAsync() is { Stored: false } first)
            {
                return first.Why;
            }

            db.Passes.Remove(pass);
            if (await stores.TryAsync() is { Stored: false } second) // expect: IC1101
            {
                return second.Why;
            }

            return null;
        }

        // look-alike: nobody asks what has become of it
        public async Task ForgetAsync(Locker locker, Pass pass)
        {
            locker.HolderId = pass.HolderId;
            await db.SaveChangesAsync();
            db.Passes.Remove(pass);
            await stores.TryAsync();
        }
    }
}
