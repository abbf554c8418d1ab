using System.Transactions;
using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.Strategies
{
    public class RetryingDb : DbContext
    {
        public DbSet<Order> Orders => Set<Order>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.UseNpgsql("Host=db", npgsql => npgsql.EnableRetryOnFailure(3));
    }

    public class RegisteredDb(DbContextOptions<RegisteredDb> options) : DbContext(options)
    {
        public DbSet<Order> Orders => Set<Order>();
    }

    public static class Registration
    {
        public static void Add(IServiceCollection services) =>
            services.AddDbContext<RegisteredDb>(options => options.UseNpgsql("Host=db", npgsql =>
            {
                npgsql.CommandTimeout(30);
                npgsql.EnableRetryOnFailure();
            }));
    }

    // case: the context retries, the transaction is begun by hand
    public sealed class ByHand(RetryingDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(); // expect: IC1108
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: registered with a strategy that retries
    public sealed class Registered(RegisteredDb db)
    {
        public void Run(Order order)
        {
            using var transaction = db.Database.BeginTransaction(System.Data.IsolationLevel.Serializable); // expect: IC1108
            db.Orders.Add(order);
            db.SaveChanges();
            transaction.Commit();
        }
    }

    // look-alike: a transaction of the connection itself, of which the context knows nothing
    public sealed class OfTheConnection(RegisteredDb db)
    {
        public async Task UnlinkAsync(uint file)
        {
            var connection = (Npgsql.NpgsqlConnection)db.Database.GetDbConnection();
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new Npgsql.NpgsqlCommand("select lo_unlink(@file)", connection, transaction);
            command.Parameters.AddWithValue("file", (long)file);
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    // case: one of which the context is told
    public sealed class TakenOver(RegisteredDb db)
    {
        public async Task RunAsync(Order order)
        {
            var connection = (Npgsql.NpgsqlConnection)db.Database.GetDbConnection();
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(); // expect: IC1108
            await db.Database.UseTransactionAsync(transaction);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: a helper begins it on the Database that it is handed
    public sealed class HandedDatabase(RegisteredDb db)
    {
        public async Task<bool> RunAsync(Order order)
        {
            await using var transaction = await BeginAsync(db.Database);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        }

        private static Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginAsync(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database) =>
            database.BeginTransactionAsync(); // expect: IC1108
    }

    // case: a strategy is made and not used
    public sealed class MadeNotUsed(RegisteredDb db)
    {
        public async Task RunAsync(Order order)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            if (!strategy.RetriesOnFailure)
            {
                return;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(); // expect: IC1108
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: inside the strategy
    public sealed class Inside(RetryingDb db)
    {
        public async Task RunAsync(Order order)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            });
        }
    }

    // look-alike: begun in a method that only the strategy calls
    public sealed class CalledInside(RegisteredDb db)
    {
        public Task RunAsync(Order order) => db.Database.CreateExecutionStrategy().ExecuteAsync(order, (o, token) => AttemptAsync(o), CancellationToken.None);

        private async Task<bool> AttemptAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        }
    }

    // look-alike: another context, which does not retry
    public sealed class Plain(BillingDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Invoices.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: a single save needs no transaction
    public sealed class NoTransactionAtAll(RetryingDb db)
    {
        public async Task RunAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    public static class Whole
    {
        public static Task InOneAsync<TContext>(this TContext db, Func<TContext, Task> work)
            where TContext : DbContext =>
            db.Database.CreateExecutionStrategy().ExecuteAsync((db, work), static async state =>
            {
                await using var transaction = await state.db.Database.BeginTransactionAsync();
                await state.work(state.db);
                await transaction.CommitAsync();
            });
    }

    // look-alike: two statements in the transaction of a helper whose lambda gets the work as a part of its state
    public sealed class TwoInOne(RetryingDb db)
    {
        public Task RunAsync(int id) => db.InOneAsync(async own =>
        {
            await own.Orders.Where(o => o.Id == id).ExecuteDeleteAsync();
            await own.Orders.Where(o => o.Id > id).ExecuteDeleteAsync();
        });
    }

    // case: the same helper around a request
    public sealed class PostInOne(RetryingDb db, HttpClient http)
    {
        public Task RunAsync(Order order) => db.InOneAsync(async own =>
        {
            own.Orders.Add(order);
            await own.SaveChangesAsync();
            await http.PutAsync("orders/" + order.Id, null); // expect: IC1102
        });
    }
}
