using System.Net.Http.Json;
using System.Net.Mail;
using System.Transactions;
using Corpus.Library.Transactions;
using DotNetCore.CAP;
using IntentContracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;

namespace Corpus.Transactions.Effects
{
    // case: a request is posted before the commit
    public sealed class PostInside(ShopDb db, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await http.PostAsJsonAsync("orders", order); // expect: IC1102
            await transaction.CommitAsync();
        }
    }

    // case: a mail that another assembly sends, three calls down
    public sealed class NotifyInside(ShopDb db, INotifier notifier)
    {
        public async Task RunAsync(Order order)
        {
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            try
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await TellAsync(order); // expect: IC1102
                await transaction.CommitAsync();
            }
            catch
            {
                await transaction.RollbackAsync();
                throw;
            }
        }

        private Task TellAsync(Order order) => new Announcer(notifier).AnnounceAsync(order);
    }

    public sealed class Announcer(INotifier notifier)
    {
        public Task AnnounceAsync(Order order) => notifier.NotifyAsync(order.Id);
    }

    // case: mail in a declared boundary
    public sealed class MailInBoundary(ShopDb db, SmtpClient smtp)
    {
        [TransactionBoundary]
        public async Task RunAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            smtp.Send("shop@example.org", "buyer@example.org", "Order", "Thank you"); // expect: IC1102, IC3001
        }
    }

    // case: a resource elsewhere is deleted inside a scope
    public sealed class DeleteInScope(ShopDb db, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, TransactionScopeAsyncFlowOption.Enabled);
            db.Orders.Remove(order);
            await db.SaveChangesAsync();
            await http.DeleteAsync("reservations/" + order.Id); // expect: IC1102
            scope.Complete();
        }
    }

    // case: between Complete and the end of the scope nothing has committed yet
    public sealed class AfterComplete(ShopDb db, IChannel channel)
    {
        public async Task RunAsync(Order order)
        {
            using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                scope.Complete();
                await Placed(channel, order);
            }
        }

        private static async Task Placed(IChannel channel, Order order) => await channel.BasicPublishAsync("shop", "placed", BitConverter.GetBytes(order.Id)); // expect: IC1102
    }

    // case: published inside an execution strategy's transaction: once for each attempt
    public sealed class PublishInStrategy(ShopDb db, IPublishEndpoint endpoint)
    {
        public async Task RunAsync(Order order)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await endpoint.Publish(new OrderPlaced(order.Id)); // expect: IC1102, IC1302
                await transaction.CommitAsync();
            });
        }
    }

    public sealed record OrderPlaced(int Id);

    // case: the lambda is run in a transaction by a helper of another assembly
    public sealed class PublishInResilientTransaction(ShopDb db, HttpClient http)
    {
        public Task RunAsync(Order order) => new ResilientTransaction(db).ExecuteAsync(async () =>
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await Charge(order.Id); // expect: IC1302
        });

        private async Task Charge(int id) => await http.PostAsync("charges/" + id, null); // expect: IC1102
    }

    // case: between the begin and the commit of a unit of work
    public sealed class PublishInUnitOfWork(UnitOfWork work, ShopDb db, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            await work.BeginAsync();
            db.Orders.Add(order);
            await http.PutAsJsonAsync("stock/" + order.Id, 1); // expect: IC1102
            await work.CommitAsync();
        }
    }

    // case: a plain ADO.NET transaction, and a request built by hand
    public sealed class SendInAdo(HttpClient http)
    {
        public async Task RunAsync(NpgsqlConnection connection, int id)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("update orders set state = 'sent' where id = 1", connection, transaction);
            await command.ExecuteNonQueryAsync();
            using var request = new HttpRequestMessage(HttpMethod.Post, "orders/" + id);
            using var response = await http.SendAsync(request); // expect: IC1102
            response.EnsureSuccessStatusCode();
            await transaction.CommitAsync();
        }
    }

    // case: claimed and committed in one transaction, and the charge is in neither
    public sealed class ClaimedInside(ShopDb db, HttpClient http)
    {
        [Idempotent(Key = "order.Id"), TransactionBoundary]
        public async Task ChargeAsync(Order order)
        {
            order.State = "charged";
            await db.SaveChangesAsync();
            await http.PostAsync("charge/" + order.Id, null); // expect: IC1102
        }
    }

    // case: a publisher of CAP that was not given the transaction
    public sealed class CapOutside(ShopDb db, ICapPublisher cap)
    {
        public async Task RunAsync(Order order)
        {
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await cap.PublishAsync("order.placed", order.Id); // expect: IC1102
            transaction.Commit(); // expect: IC3001
        }
    }

    // case: each turn of the loop posts while the transaction around the loop is open
    public sealed class PostInLoop(ShopDb db, HttpClient http)
    {
        public async Task RunAsync(List<Order> orders)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var order in orders)
            {
                order.State = "sent";
                await http.PostAsync("orders/" + order.Id, null); // expect: IC1102, IC3102
            }

            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    public class TransactionalDb : DbContext
    {
        private Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction? _current;

        public bool IsActive => _current is not null;

        public async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction?> BeginAsync()
        {
            if (_current is not null)
            {
                return null;
            }

            _current = await Database.BeginTransactionAsync();
            return _current;
        }

        public async Task CommitAsync(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction)
        {
            try
            {
                await SaveChangesAsync();
                await transaction.CommitAsync();
            }
            finally
            {
                _current?.Dispose();
                _current = null;
            }
        }
    }

    // case: the context keeps its transaction, and a behaviour publishes before it has committed
    // after: dotnet/eShop, TransactionBehavior
    public sealed class Behaviour(TransactionalDb db, HttpClient http)
    {
        public async Task HandleAsync(Func<Task> next)
        {
            if (db.IsActive)
            {
                await next();
                return;
            }

            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using (var transaction = await db.BeginAsync())
                {
                    await next();
                    await http.PostAsync("before", null); // expect: IC1102, IC1302
                    await db.CommitAsync(transaction!);
                }

                await http.PostAsync("behind", null); // expect: IC1302
            });
        }
    }

    // look-alike: published after the commit
    public sealed class PublishAfter(ShopDb db, Broker bus)
    {
        public async Task RunAsync(Order order)
        {
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            await bus.PublishAsync("placed");
        }
    }

    // look-alike: published after the commit, while the variable is still in scope
    public sealed class PublishAfterCommit(ShopDb db, Broker bus)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            await bus.PublishAsync("placed");
        }
    }

    // look-alike: called before the transaction begins
    public sealed class ChargeBefore(ShopDb db, PaymentClient payments)
    {
        public async Task RunAsync(Order order)
        {
            await payments.ChargeAsync(order.Id);
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            order.State = "charged";
            await db.SaveChangesAsync();
            transaction.Commit(); // expect: IC3001
        }
    }

    // look-alike: reads from elsewhere inside
    public sealed class ReadInside(ShopDb db, PaymentClient payments, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            order.Total *= await payments.RateAsync("EUR");
            using var response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "stock/" + order.Id));
            order.State = response.IsSuccessStatusCode ? "there" : "missing";
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: an outbox row is written in the same transaction
    public sealed class OwnOutbox(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            Publish("placed " + order.Id);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        private void Publish(string body) => db.Outbox.Add(new OutboxMessage { Body = body });
    }

    // look-alike: CAP was given the transaction: its message is a row in it
    public sealed class CapInside(ShopDb db, ICapPublisher cap)
    {
        public async Task RunAsync(Order order)
        {
            using var transaction = db.Database.BeginTransaction(cap, autoCommit: false);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await cap.PublishAsync("order.placed", order.Id);
            transaction.Commit(); // expect: IC3001
        }
    }

    public class LedgerDb : DbContext
    {
        public DbSet<Order> Entries => Set<Order>();
    }

    // look-alike: MassTransit keeps what is published in the outbox of the context whose transaction is open
    public sealed class MassTransitOutbox(LedgerDb db, IPublishEndpoint endpoint)
    {
        public static void Register(IServiceCollection services) =>
            services.AddMassTransit(x => x.AddEntityFrameworkOutbox<LedgerDb>(o => o.UseBusOutbox()));

        public async Task RunAsync(Order entry)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Entries.Add(entry);
            await endpoint.Publish(new OrderPlaced(entry.Id));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: what is declared to run after the commit
    public sealed class Deferred(ShopDb db, Broker bus)
    {
        [TransactionBoundary]
        public async Task RunAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await PlacedAsync(order.Id);
        }

        [AfterCommit]
        private async Task PlacedAsync(int id) => await bus.PublishAsync("placed " + id);
    }

    // look-alike: remembered inside, published behind
    public sealed class Remembered(ShopDb db, Broker bus)
    {
        private readonly List<string> _events = [];

        public async Task RunAsync(Order order)
        {
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                order.State = "placed";
                _events.Add("placed " + order.Id);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            foreach (var name in _events)
            {
                await bus.PublishAsync(name);
            }
        }
    }

    // look-alike: an alarm after the rollback
    public sealed class AlarmAfterRollback(ShopDb db, Broker bus, ILogger<AlarmAfterRollback> log)
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
                await transaction.RollbackAsync();
                await bus.PublishAsync("failed");
                throw;
            }
        }
    }

    // look-alike: begun only when nobody else has, committed only then, published behind
    public sealed class Joined(ShopDb db, Broker bus)
    {
        public async Task RunAsync(Order order)
        {
            var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            if (own is not null)
            {
                await own.CommitAsync();
                await own.DisposeAsync();
            }

            await bus.PublishAsync("placed");
        }
    }

    // look-alike: a callback that runs when the ambient transaction is done
    public sealed class Completed(ShopDb db, Broker bus)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            Transaction.Current!.TransactionCompleted += (_, _) => bus.PublishAsync("placed").GetAwaiter().GetResult();
            scope.Complete();
        }
    }
}
