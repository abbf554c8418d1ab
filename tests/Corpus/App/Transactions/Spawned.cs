using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.Spawned
{
    // case: another thread saves with the context whose transaction is open
    public sealed class TaskRun(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            _ = Task.Run(() => // expect: IC1106, IC2103
            {
                db.Outbox.Add(new OutboxMessage { Id = order.Id });
                db.SaveChanges();
            });
            await transaction.CommitAsync();
        }
    }

    // case: it is awaited before the commit, but what the context watches has been changed in between
    public sealed class ChangedMeanwhile(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var order = await db.Orders.FirstAsync(o => o.Id == id);
            var noted = Task.Run(async () => // expect: IC1106
            {
                db.Outbox.Add(new OutboxMessage { Id = id });
                await db.SaveChangesAsync();
            });
            order.State = "closed";
            await noted;
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: it is kept for later, though nothing of the context stands in between yet
    public sealed class CountedMeanwhile(ShopDb db)
    {
        public int Runs { get; private set; }

        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var noted = Task.Run(async () => // expect: IC1106
            {
                db.Outbox.Add(new OutboxMessage { Id = id });
                await db.SaveChangesAsync();
            });
            Runs++;
            await noted;
            await transaction.CommitAsync();
        }
    }

    // case: awaited on the spot it is alone, and still hands the open transaction to another thread
    public sealed class CountedAlone(ShopDb db)
    {
        public int Runs { get; private set; }

        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Task.Run(async () => // expect: IC1106
            {
                db.Outbox.Add(new OutboxMessage { Id = id });
                await db.SaveChangesAsync();
            });
            Runs++;
            await transaction.CommitAsync();
        }
    }

    // case: the items are handled in parallel, all on one context
    public sealed class ParallelItems(ShopDb db)
    {
        public async Task RunAsync(List<int> ids)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Parallel.ForEachAsync(ids, async (id, token) => // expect: IC1106
            {
                await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "closed"), token);
            });
            await transaction.CommitAsync();
        }
    }

    // case: two calls on one context at the same time
    public sealed class BothAtOnce(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Task.WhenAll(MarkAsync(id), CountAsync()); // expect: IC1106
            await transaction.CommitAsync();
        }

        private Task MarkAsync(int id) => db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "marked"));

        private async Task CountAsync() => await db.Orders.CountAsync();
    }

    // case: started and not waited for, through a method of its own
    public sealed class Forgotten(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            db.Orders.Add(order);
            _ = AuditAsync(order.Id); // expect: IC1106, IC2103
            await db.SaveChangesAsync();
            transaction.Commit(); // expect: IC3001
        }

        private async Task AuditAsync(int id)
        {
            db.Outbox.Add(new OutboxMessage { Id = id });
            await db.SaveChangesAsync();
        }
    }

    // case: two calls are started before the first one is awaited
    public sealed class StartedTwice(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var audit = AuditAsync(order.Id); // expect: IC1106
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await audit;
            await transaction.CommitAsync();
        }

        private async Task AuditAsync(int id)
        {
            db.Outbox.Add(new OutboxMessage { Id = id });
            await db.SaveChangesAsync();
        }
    }

    // case: collected in a loop, awaited together
    public sealed class Collected(ShopDb db)
    {
        public async Task RunAsync(int[] ids)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var tasks = new List<Task>();
            foreach (var id in ids)
            {
                tasks.Add(MarkAsync(id)); // expect: IC1106
            }

            await Task.WhenAll(tasks);
            await transaction.CommitAsync();
        }

        private Task MarkAsync(int id) => db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "marked"));
    }

    // case: the same of a save that is not asynchronous
    public sealed class AwaitedOnTheSpot(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await Task.Run(() => db.SaveChanges()); // expect: IC1106, IC3002
            await transaction.CommitAsync();
        }
    }

    // look-alike: awaited on the spot where no transaction is open
    public sealed class AwaitedWithoutOne(ShopDb db)
    {
        public async Task<int> TwiceAsync() => 2 * await Task.Run(() => db.Orders.CountAsync());
    }

    // look-alike: what another thread computes for an open transaction has nothing to do with its context
    public sealed class Computed(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var order = await db.Orders.FirstAsync(o => o.Id == id);
            order.State = await Task.Run(() => new string('x', id));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: a context of its own from a factory
    public sealed class FromFactory(ShopDb db, IDbContextFactory<ShopDb> factory)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            _ = Task.Run(async () => // expect: IC2103
            {
                await using var own = await factory.CreateDbContextAsync();
                own.Outbox.Add(new OutboxMessage { Id = order.Id });
                await own.SaveChangesAsync();
            });
        }
    }

    // look-alike: a scope of its own for each item
    public sealed class FromScope(ShopDb db, IServiceScopeFactory scopes)
    {
        public async Task RunAsync(List<int> ids)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Parallel.ForEachAsync(ids, async (id, token) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var own = scope.ServiceProvider.GetRequiredService<ShopDb>();
                await own.Orders.AnyAsync(o => o.Id == id, token); // expect: IC3101
            });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: only computes
    public sealed class Computes(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var total = Task.Run(() => Sum(order.Total));
            order.Total = await total;
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        private static decimal Sum(decimal total) => total * 1.2m;
    }

    // look-alike: one after the other
    public sealed class OneByOne(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await MarkAsync(id);
            var count = CountAsync();
            await count;
            await transaction.CommitAsync();
        }

        private Task MarkAsync(int id) => db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "marked"));

        private async Task CountAsync() => await db.Orders.CountAsync();
    }

    // case: a thread of its own beside what is begun here: told where the thread is begun, and not again where both are awaited
    public sealed class ThreadBeside(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var marked = db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "marked"));
            var counted = Task.Run(() => db.Orders.CountAsync()); // expect: IC1106
            await Task.WhenAll(marked, counted);
            await transaction.CommitAsync();
        }

        // case: two beside each other without it are another decision
        public async Task RunAllAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var marked = db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "marked"));
            var deleted = db.Orders.Where(o => o.Id == 0).ExecuteDeleteAsync();
            var counted = Task.Run(() => db.Orders.CountAsync()); // expect: IC1106
            await Task.WhenAll(marked, deleted, counted); // expect: IC1106
            await transaction.CommitAsync();
        }
    }

    // look-alike: remote reads at once, the context alone
    public sealed class RemoteAtOnce(ShopDb db, PaymentClient payments)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var rates = await Task.WhenAll(payments.RateAsync("EUR"), payments.RateAsync("USD"));
            order.Total = rates.Sum();
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: two contexts of two types at once, each in one flow
    public sealed class TwoTypesAtOnce(ShopDb shop, BillingNotes notes)
    {
        public async Task RunAsync(int id)
        {
            var saving = shop.Orders.Where(o => o.Id == id).ExecuteDeleteAsync();
            await notes.CountAsync();
            await saving;
        }
    }

    public sealed class BillingNotes(BillingDb billing)
    {
        public Task<int> CountAsync() => billing.Invoices.CountAsync();
    }

    // case: one type, and so one context within a request
    public sealed class OneTypeAtOnce(ShopDb shop, ShopNotes notes)
    {
        public async Task RunAsync(int id)
        {
            var saving = shop.Orders.Where(o => o.Id == id).ExecuteDeleteAsync(); // expect: IC1106
            await notes.CountAsync();
            await saving;
        }
    }

    public sealed class ShopNotes(ShopDb shop)
    {
        public Task<int> CountAsync() => shop.Orders.CountAsync();
    }

    public interface IOrderRows
    {
        void Update(Order order);

        Task SaveAsync(CancellationToken cancellationToken);
    }

    public sealed class OrderRows(ShopDb db) : IOrderRows
    {
        public void Update(Order order) => db.Update(order);

        public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);
    }

    public sealed class OrderRowsInMemory : IOrderRows
    {
        public void Update(Order order)
        {
        }

        public Task SaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    // case: each item is saved beside the others, by a store that has one context, whatever another one keeps in memory
    public sealed class SavedBeside(IOrderRows rows, HttpClient http)
    {
        public Task TellAsync(List<Order> orders) => Parallel.ForEachAsync(orders, async (order, token) => // expect: IC1106
        {
            order.State = await http.GetStringAsync("states/" + order.Id, token); // expect: IC3102
            rows.Update(order);
            await rows.SaveAsync(token); // expect: IC1101
        });

        public async Task TellAllAsync(List<Order> orders) => await Task.WhenAll(orders.Select(async order => // expect: IC1106
        {
            order.State = await http.GetStringAsync("states/" + order.Id); // expect: IC3102
            rows.Update(order);
            await rows.SaveAsync(default); // expect: IC1101
        }));

        // look-alike: what is asked is asked side by side, and saved afterwards
        public async Task TellFirstAsync(List<Order> orders)
        {
            await Parallel.ForEachAsync(orders, async (order, token) => order.State = await http.GetStringAsync("states/" + order.Id, token)); // expect: IC3102
            orders.ForEach(rows.Update);
            await rows.SaveAsync(default);
        }
    }
}
