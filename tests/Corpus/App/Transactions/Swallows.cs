using Corpus.Library.Transactions;
using Dapper;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Corpus.Transactions.Swallows
{
    // case: a failed write is logged, and the rest is committed
    public sealed class LogsAndCommits(ShopDb db, ILogger<LogsAndCommits> log)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            try
            {
                db.Outbox.Add(new OutboxMessage { Id = order.Id });
                await db.SaveChangesAsync();
            }
            catch (Exception e) // expect: IC1104
            {
                log.LogWarning(e, "outbox");
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: what is begun in the try is rolled back before the handler runs, and the commit of the next turn is that of another transaction
    public sealed class EndsWithTheTry(ShopDb db, ILogger<EndsWithTheTry> log)
    {
        public async Task RunAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(stop);
                    db.Orders.Add(new Order());
                    await db.SaveChangesAsync(stop);
                    db.Outbox.Add(new OutboxMessage());
                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                }
                catch (Exception e)
                {
                    log.LogError(e, "not this time");
                    await Task.Delay(1000, stop);
                }
            }
        }
    }

    // case: begun in front of the loop, it is the same one in the next turn
    public sealed class GoesOnInside(ShopDb db, ILogger<GoesOnInside> log)
    {
        public async Task RunAsync(IReadOnlyList<Order> orders)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var order in orders)
            {
                try
                {
                    db.Orders.Add(order);
                    await db.SaveChangesAsync();
                }
                catch (Exception e) // expect: IC1104
                {
                    log.LogError(e, "not this one");
                }
            }

            await transaction.CommitAsync();
        }
    }

    // case: swallowed in a helper that the transaction calls
    public sealed class SwallowsBelow(ShopDb db, Audit audit)
    {
        public async Task RunAsync(Order order)
        {
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await audit.WriteAsync(order.Id);
            transaction.Commit(); // expect: IC3001
        }
    }

    public sealed class Audit(ShopDb db, ILogger<Audit> log)
    {
        public async Task WriteAsync(int id)
        {
            try
            {
                db.Outbox.Add(new OutboxMessage { Id = id });
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException e) // expect: IC1104
            {
                log.LogError(e, "audit {Id}", id);
            }
        }
    }

    // case: a declared boundary that returns false commits what was written before
    public sealed class ReturnsFalse(ShopDb db, IRepository<Order> orders)
    {
        [TransactionBoundary]
        public async Task<bool> RunAsync(Order order)
        {
            order.State = "paid";
            await db.SaveChangesAsync();
            try
            {
                orders.Add(order);
                await orders.SaveAsync();
                return true;
            }
            catch (DbUpdateException) // expect: IC1104
            {
                return false;
            }
        }
    }

    // case: each failed item is skipped, and the transaction commits the others
    public sealed class SkipsItems(ILogger<SkipsItems> log)
    {
        public async Task RunAsync(NpgsqlConnection connection, int[] ids)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var id in ids)
            {
                try
                {
                    await connection.ExecuteAsync("update orders set state = 'closed' where id = @id", new { id }, transaction);
                }
                catch (PostgresException e) // expect: IC1104
                {
                    log.LogWarning(e, "skipped {Id}", id);
                }
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: rolled back, and told
    public sealed class RollsBack(ShopDb db, ILogger<RollsBack> log)
    {
        public async Task<bool> RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return true;
            }
            catch (DbUpdateException e)
            {
                log.LogError(e, "order");
                await transaction.RollbackAsync();
                return false;
            }
        }
    }

    // look-alike: the commit is in the try, so that nothing commits after the handler
    public sealed class CommitInTry(ShopDb db, ILogger<CommitInTry> log)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
            catch (DbUpdateException e)
            {
                log.LogError(e, "order");
            }
        }
    }

    // look-alike: thrown on
    public sealed class Wraps(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException e)
            {
                throw new InvalidOperationException("order " + order.Id, e);
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: only a read can fail here
    public sealed class ReadsOnly(ShopDb db, PaymentClient payments, ILogger<ReadsOnly> log)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                order.Total *= await payments.RateAsync("EUR");
            }
            catch (HttpRequestException e)
            {
                log.LogWarning(e, "no rate");
            }

            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: the failed part is undone to a savepoint
    public sealed class Savepoint(ShopDb db, ILogger<Savepoint> log)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CreateSavepointAsync("before");
            try
            {
                db.Outbox.Add(new OutboxMessage { Id = order.Id });
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException e)
            {
                log.LogWarning(e, "without outbox");
                await transaction.RollbackToSavepointAsync("before");
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: caught outside of the transaction, which is rolled back when it is left
    public sealed class CaughtOutside(ShopDb db, ILogger<CaughtOutside> log)
    {
        public async Task RunAsync(Order order)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
            catch (DbUpdateException e)
            {
                log.LogError(e, "order");
            }
        }
    }

    // look-alike: remembered, and rolled back in the end
    public sealed class Remembers(ShopDb db, ILogger<Remembers> log)
    {
        public async Task RunAsync(List<Order> orders)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var failed = false;
            foreach (var order in orders)
            {
                try
                {
                    db.Orders.Add(order);
                    await db.SaveChangesAsync();
                }
                catch (DbUpdateException e)
                {
                    log.LogError(e, "order {Id}", order.Id);
                    failed = true;
                }
            }

            if (failed)
            {
                await transaction.RollbackAsync();
                return;
            }

            await transaction.CommitAsync();
        }
    }

    // look-alike: the same row is there already, and that is what was wanted
    public sealed class AlreadyThere(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                db.ChangeTracker.Clear();
            }

            await db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "there"));
            await transaction.CommitAsync();
        }
    }
}
