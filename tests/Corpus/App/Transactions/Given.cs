using System.Transactions;
using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.Given
{
    public sealed class Loom
    {
        public int Id { get; set; }
    }

    public class WeaveDb : DbContext
    {
        public DbSet<Loom> Looms => Set<Loom>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.UseNpgsql("Host=weave", npgsql => npgsql.EnableRetryOnFailure(4));
    }

    public class DyeDb : DbContext
    {
        public DbSet<Loom> Vats => Set<Loom>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=dye");
    }

    // case: a helper for any context begins by hand, and one of its callers hands it a context that retries
    public static class Helper
    {
        public static async Task InTransactionAsync(this DbContext db, Func<Task> work)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(); // expect: IC1108
            await work();
            await transaction.CommitAsync();
        }
    }

    public sealed class Weaving(WeaveDb db)
    {
        public Task AddAsync(Loom loom) => db.InTransactionAsync(async () =>
        {
            db.Looms.Add(loom);
            await db.SaveChangesAsync();
        });
    }

    // look-alike: a helper for any context, whose callers hand it one that does not retry
    public static class CalmHelper
    {
        public static async Task InCalmAsync(this DbContext db, Func<Task> work)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await work();
            await transaction.CommitAsync();
        }
    }

    public sealed class Dyeing(DyeDb db)
    {
        public Task AddAsync(Loom vat) => db.InCalmAsync(async () =>
        {
            db.Vats.Add(vat);
            await db.SaveChangesAsync();
        });
    }

    // look-alike: the helper runs the strategy around what it begins
    public static class Careful
    {
        public static Task InStrategyAsync(this DbContext db, Func<Task> work) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await work();
            await transaction.CommitAsync();
        });
    }

    public sealed class Spinning(WeaveDb db)
    {
        public Task AddAsync(Loom loom) => db.InStrategyAsync(async () =>
        {
            db.Looms.Add(loom);
            await db.SaveChangesAsync();
        });
    }

    public sealed class Bills(BillingDb billing)
    {
        public async Task WriteAsync(Order order)
        {
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync();
        }
    }

    // case: the other context saves inside the transaction of the first, and elsewhere in a scope
    public sealed class Counter(ShopDb shop, Bills bills)
    {
        public async Task SellAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await bills.WriteAsync(order); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    public sealed class Kiosk(ShopDb shop, Bills bills)
    {
        public async Task SellAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await bills.WriteAsync(order);
            scope.Complete();
        }
    }

    // look-alike: both of its callers stand in a scope, which holds for all contexts
    public sealed class Reminders(BillingDb billing)
    {
        public async Task WriteAsync(Order order)
        {
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync();
        }
    }

    public sealed class Morning(ShopDb shop, Reminders reminders)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await reminders.WriteAsync(order);
            scope.Complete();
        }
    }

    public sealed class Evening(ShopDb shop, Reminders reminders)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            order.State = "late";
            await shop.SaveChangesAsync();
            await reminders.WriteAsync(order);
            scope.Complete();
        }
    }

    // look-alike: the first helper is told to leave saving to the second, and hands that on
    public sealed class Carding(DyeDb db)
    {
        public async Task CardAsync(Loom vat, Loom spare)
        {
            await AddAsync(vat, save: false);
            await AddAsync(spare);
        }

        private Task AddAsync(Loom vat, bool save = true)
        {
            db.Vats.Add(vat);
            return FlushAsync(save);
        }

        private async Task FlushAsync(bool now)
        {
            if (now)
            {
                await db.SaveChangesAsync();
            }
        }
    }

    // look-alike: two helpers further up nobody hands over anything, and one save ends it all
    public sealed class Reeling(DyeDb db)
    {
        public async Task ReelAsync(Loom vat, Loom spare)
        {
            await WindAsync(vat, spare);
            await db.SaveChangesAsync();
        }

        private async Task WindAsync(Loom vat, Loom spare)
        {
            await WindOneAsync(vat);
            await RewindAsync(spare);
        }

        private async Task WindOneAsync(Loom vat) => await KeepAsync(vat, false);

        private async Task RewindAsync(Loom vat) => await KeepAsync(vat, false);

        private async Task KeepAsync(Loom vat, bool save = true)
        {
            db.Vats.Add(vat);
            if (save)
            {
                await db.SaveChangesAsync();
            }
        }
    }

    // case: one of the helpers lets it save
    public sealed class Unreeling(DyeDb db)
    {
        public async Task UnreelAsync(Loom vat, Loom spare)
        {
            await UnwindAsync(vat, spare);
            db.Vats.Add(new Loom());
            await db.SaveChangesAsync(); // expect: IC1101
        }

        private async Task UnwindAsync(Loom vat, Loom spare)
        {
            await LoosenAsync(spare);
            await UnwindOneAsync(vat);
        }

        private async Task UnwindOneAsync(Loom vat) => await KeepAsync(vat, false);

        private async Task LoosenAsync(Loom vat) => await KeepAsync(vat);

        private async Task KeepAsync(Loom vat, bool save = true)
        {
            db.Vats.Add(vat);
            if (save)
            {
                await db.SaveChangesAsync();
            }
        }
    }

    // case: both of them save, the one because it is said and the other by default
    public sealed class Combing(DyeDb db)
    {
        public async Task CombAsync(Loom vat, Loom spare)
        {
            await AddAsync(vat, save: true);
            await AddAsync(spare); // expect: IC1101
        }

        private async Task AddAsync(Loom vat, bool save = true)
        {
            db.Vats.Add(vat);
            if (save)
            {
                await db.SaveChangesAsync();
            }
        }
    }
}
