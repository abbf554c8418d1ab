using System.Data;
using System.Transactions;
using Corpus.Library.Transactions;
using Dapper;
using IntentContracts;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Corpus.Transactions.Commits
{
    // case: two saves in a row
    public sealed class TwoSaves(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Body = "placed " + order.Id });
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // case: one save is two calls away, in a repository of another assembly
    public sealed class PlaceOrder(IRepository<Order> orders, Reservations reservations)
    {
        public async Task RunAsync(Order order)
        {
            orders.Add(order);
            await orders.SaveAsync();
            await reservations.ReserveAsync(order.Id); // expect: IC1101
        }
    }

    public sealed class Reservations(ShopDb db)
    {
        public Task ReserveAsync(int orderId) => StoreAsync(new OutboxMessage { Id = orderId });

        private async Task StoreAsync(OutboxMessage message)
        {
            db.Outbox.Add(message);
            await db.SaveChangesAsync();
        }
    }

    // case: what both interfaces ask for stands in the one generic class above, and saves
    public interface IShipments
    {
        Task AddAsync(Order order);
    }

    public interface IParcels
    {
        Task AddAsync(OutboxMessage message);
    }

    public abstract class Kept<T>(ShopDb db)
        where T : class
    {
        public async Task AddAsync(T item)
        {
            db.Add(item);
            await db.SaveChangesAsync();
        }
    }

    public sealed class Shipments(ShopDb db) : Kept<Order>(db), IShipments;

    public sealed class Parcels(ShopDb db) : Kept<OutboxMessage>(db), IParcels;

    public sealed class Packing(IShipments shipments, IParcels parcels)
    {
        public async Task RunAsync(Order order, OutboxMessage message)
        {
            await shipments.AddAsync(order);
            await parcels.AddAsync(message); // expect: IC1101
        }
    }

    // look-alike: the generic class above saves a name, and only notes an item
    public interface IPallets
    {
        Task NoteAsync(Order order);
    }

    public abstract class Noted<T>(ShopDb db)
        where T : class
    {
        private readonly List<T> _items = [];

        public Task NoteAsync(T item)
        {
            _items.Add(item);
            return Task.CompletedTask;
        }

        public async Task NoteAsync(string name)
        {
            db.Outbox.Add(new OutboxMessage { Body = name });
            await db.SaveChangesAsync();
        }
    }

    public sealed class Pallets(ShopDb db) : Noted<Order>(db), IPallets;

    public sealed class Stacking(IPallets pallets)
    {
        public async Task RunAsync(Order first, Order second)
        {
            await pallets.NoteAsync(first);
            await pallets.NoteAsync(second);
        }
    }

    // case: a save for each item
    public sealed class CloseAll(ShopDb db)
    {
        public async Task RunAsync(IReadOnlyList<Order> orders)
        {
            foreach (var order in orders)
            {
                order.State = "closed";
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // case: a save for each item, behind an extension method of another assembly
    public sealed class CloseEach(ShopDb db)
    {
        public async Task RunAsync(IAsyncEnumerable<Order> orders)
        {
            await foreach (var order in orders)
            {
                await db.CloseAsync(order); // expect: IC1101
            }
        }
    }

    // case: a save for each item, in the lambda of List.ForEach
    public sealed class CloseByLambda(ShopDb db)
    {
        public void Run(List<Order> orders) =>
            orders.ForEach(order =>
            {
                order.State = "closed";
                db.SaveChanges(); // expect: IC1101
            });
    }

    // case: a bulk update commits by itself, the save after it again
    public sealed class BulkAndSave(ShopDb db)
    {
        public async Task ArchiveAsync(Order last)
        {
            await db.Orders.Where(o => o.State == "closed").ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "archived"));
            last.State = "last";
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // case: two statements of Dapper without a transaction
    public sealed class DapperTwice(IDbConnection connection)
    {
        public async Task TransferAsync(int from, int to, decimal amount)
        {
            await connection.ExecuteAsync("update accounts set balance = balance - @amount where id = @from", new { from, amount });
            await connection.ExecuteAsync("update accounts set balance = balance + @amount where id = @to", new { to, amount }); // expect: IC1101
        }
    }

    // case: two commands of ADO.NET without a transaction
    public sealed class AdoTwice
    {
        public void Run(SqlConnection connection)
        {
            using var debit = new SqlCommand("update accounts set balance = balance - 1 where id = 1", connection);
            debit.ExecuteNonQuery();
            using var credit = new SqlCommand("update accounts set balance = balance + 1 where id = 2", connection);
            credit.ExecuteNonQuery(); // expect: IC1101
        }
    }

    // case: the first save happens before the transaction begins
    public sealed class BegunTooLate(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await using var transaction = await db.Database.BeginTransactionAsync(); // expect: IC1101
            db.Outbox.Add(new OutboxMessage());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: the last save happens after the transaction has committed
    public sealed class EndedTooEarly(ShopDb db)
    {
        public void Place(Order order)
        {
            using (var transaction = db.Database.BeginTransaction())
            {
                db.Orders.Add(order);
                db.SaveChanges();
                transaction.Commit();
            }

            db.Outbox.Add(new OutboxMessage());
            db.SaveChanges(); // expect: IC1101
        }
    }

    // case: the context saves behind an interface that it implements with what it inherits
    public sealed class BehindAnInterface(IUnitOfWork work)
    {
        public async Task RunAsync(Order order)
        {
            order.State = "paid";
            await work.SaveChangesAsync();
            order.State = "shipped";
            await work.SaveChangesAsync(); // expect: IC1101
        }
    }

    // case: an execution strategy is no transaction
    public sealed class StrategyAlone(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async () =>
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                db.Outbox.Add(new OutboxMessage());
                await db.SaveChangesAsync(); // expect: IC1101
            });
        }
    }

    // case: a local function saves, its method saves again
    public sealed class LocalFunction(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await Mark("paid");
            db.Outbox.Add(new OutboxMessage());
            await db.SaveChangesAsync(); // expect: IC1101

            async Task Mark(string state)
            {
                order.State = state;
                await db.SaveChangesAsync();
            }
        }
    }

    // case: an iterator saves for each item that it hands out
    public sealed class Lazily(ShopDb db)
    {
        public IEnumerable<int> Run(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.State = "closed";
                db.SaveChanges(); // expect: IC1101
                yield return order.Id;
            }
        }
    }

    // look-alike: one save or the other
    public sealed class Branches(ShopDb db)
    {
        public async Task RunAsync(Order order, bool isNew)
        {
            if (isNew)
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
            else
            {
                order.State = "changed";
                await db.SaveChangesAsync();
            }
        }
    }

    // look-alike: the second save is made when the first one has failed
    public sealed class SavesInCatch(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
                db.Outbox.Add(new OutboxMessage { Body = "failed" });
                await db.SaveChangesAsync();
                throw;
            }
        }
    }

    // look-alike: both saves are in one transaction
    public sealed class InTransaction(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: both saves are in one scope, which flows
    public sealed class InScope(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // look-alike: a transaction inside an execution strategy, two saves in the lambda that it is handed
    public sealed class InStrategy(ShopDb db)
    {
        public Task RunAsync(Order order) =>
            new ResilientTransaction(db).ExecuteAsync(async () =>
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                db.Outbox.Add(new OutboxMessage { Id = order.Id });
                await db.SaveChangesAsync();
            });
    }

    // look-alike: a unit of work is begun and committed by hand around both
    public sealed class InUnitOfWork(ShopDb db, UnitOfWork work, IRepository<Order> orders)
    {
        public async Task RunAsync(Order order)
        {
            await work.BeginAsync();
            try
            {
                orders.Add(order);
                await orders.SaveAsync();
                db.Outbox.Add(new OutboxMessage { Id = order.Id });
                await db.SaveChangesAsync();
                await work.CommitAsync();
            }
            catch
            {
                await work.RollbackAsync();
                throw;
            }
        }
    }

    // look-alike: the method saves twice, and its only caller has opened the transaction
    public sealed class CallersTransaction(ShopDb db, TwoSteps steps)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await steps.RunAsync(order);
            await transaction.CommitAsync();
        }
    }

    public sealed class TwoSteps(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
        }
    }

    // look-alike: the same save is tried again
    public sealed class Retried(ShopDb db, ILogger<Retried> log)
    {
        public async Task RunAsync(Order order)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    order.State = "paid";
                    await db.SaveChangesAsync();
                    return;
                }
                catch (DbUpdateConcurrencyException e)
                {
                    log.LogWarning(e, "again");
                    await e.Entries.Single().ReloadAsync();
                }
            }
        }
    }

    // look-alike: an import by chunks; each chunk is a unit of its own
    public sealed class Import(ShopDb db)
    {
        public async Task RunAsync(IEnumerable<Order> orders)
        {
            foreach (var chunk in orders.Chunk(500))
            {
                db.Orders.AddRange(chunk);
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }
    }

    // look-alike: each message is marked when it has been sent; one transaction over all of them would send again what was sent
    public sealed class OutboxDispatcher(ShopDb db, Broker bus)
    {
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var messages = await db.Outbox.Where(m => !m.Sent).Take(100).ToListAsync(cancellationToken);
            foreach (var message in messages)
            {
                await bus.PublishAsync(message.Body);
                message.Sent = true;
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }

    // look-alike: a failed item is reported and the others go on: each stands on its own
    public sealed class EachOnItsOwn(ShopDb db, ILogger<EachOnItsOwn> log)
    {
        public async Task RunAsync(IReadOnlyList<Order> orders)
        {
            foreach (var order in orders)
            {
                try
                {
                    order.State = "expired";
                    await db.SaveChangesAsync();
                }
                catch (DbUpdateException e)
                {
                    log.LogError(e, "order {Id}", order.Id);
                    db.Entry(order).State = EntityState.Detached;
                }
            }
        }
    }

    // look-alike: a scope and a context of its own for each item
    public sealed class ScopePerItem(IServiceScopeFactory scopes)
    {
        public async Task RunAsync(IReadOnlyList<int> ids)
        {
            foreach (var id in ids)
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
                (await db.Orders.FindAsync(id))!.State = "expired"; // expect: IC3101
                await db.SaveChangesAsync();
            }
        }
    }

    // look-alike: two statements of Dapper, both given the caller's transaction
    public sealed class DapperEnlisted
    {
        public async Task TransferAsync(IDbConnection connection, IDbTransaction transaction, int from, int to)
        {
            await connection.ExecuteAsync("update accounts set balance = balance - 1 where id = @from", new { from }, transaction);
            await connection.ExecuteAsync("update accounts set balance = balance + 1 where id = @to", new { to }, transaction: transaction);
        }
    }

    // look-alike: two commands of ADO.NET that carry the transaction
    public sealed class AdoEnlisted
    {
        public void Run(SqlConnection connection, SqlTransaction transaction)
        {
            using var debit = new SqlCommand("update accounts set balance = balance - 1 where id = 1", connection, transaction);
            debit.ExecuteNonQuery();
            using var credit = connection.CreateCommand();
            credit.Transaction = transaction;
            credit.CommandText = "update accounts set balance = balance + 1 where id = 2";
            credit.ExecuteNonQuery();
        }
    }

    // look-alike: somebody has decided that they are separate
    public sealed class Decided(ShopDb db)
    {
        [NoTransaction("the audit row must stay when the order is refused")]
        public async Task RunAsync(Order order)
        {
            db.Outbox.Add(new OutboxMessage { Body = "tried" });
            await db.SaveChangesAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    // look-alike: a read and a save
    public sealed class ReadAndSave(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            var order = await db.Orders.FirstAsync(o => o.Id == id);
            order.State = "read";
            await db.SaveChangesAsync();
            await db.Orders.CountAsync();
        }
    }

    // look-alike: a worker's turn is its unit of work
    public sealed class Worker(ShopDb db) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await db.Orders.Where(o => o.State == "draft").ExecuteDeleteAsync(stoppingToken);
            }
        }
    }
}
