using System.Net.Http.Json;
using Corpus.Library.Transactions;
using Dapper;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.Told
{
    public sealed class Couriers(HttpClient http)
    {
        public async Task BookAsync(Order order)
        {
            await http.PostAsJsonAsync("pickups", order);
            await http.PostAsJsonAsync("labels", order);
        }
    }

    // case: two transactions call what posts: each of them is told, and each once
    public sealed class TwoTransactions(ShopDb db, Couriers couriers)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await couriers.BookAsync(order); // expect: IC1102
            await transaction.CommitAsync();
        }

        public async Task AgainAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Update(order);
            await db.SaveChangesAsync();
            await couriers.BookAsync(order); // expect: IC1102
            await transaction.CommitAsync();
        }
    }

    // look-alike: the same call after the commit
    public sealed class BehindTheCommit(ShopDb db, Couriers couriers)
    {
        public async Task RunAsync(Order order)
        {
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            await couriers.BookAsync(order);
        }
    }

    public sealed class Ledger(IDbContextFactory<ShopDb> contexts)
    {
        public async Task NoteAsync(Order order)
        {
            await using var ledger = await contexts.CreateDbContextAsync();
            ledger.Orders.Add(order);
            await ledger.SaveChangesAsync();
        }
    }

    // case: a helper's context of its own, called in one transaction and out of any
    public sealed class NotedInside(ShopDb db, Ledger ledger)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await ledger.NoteAsync(order); // expect: IC1109
            await transaction.CommitAsync();
        }

        public Task LaterAsync(Order order) => ledger.NoteAsync(order);
    }

    public static class Units
    {
        public static async Task RunAsync(ShopDb db, Func<Task> work)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await work();
            await transaction.CommitAsync();
        }
    }

    // case: an own helper begins the transaction; the lambda that it runs calls what posts
    public sealed class InDelegate(ShopDb db, Couriers couriers)
    {
        public Task RunAsync(Order order) => Units.RunAsync(db, async () =>
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await couriers.BookAsync(order); // expect: IC1102
        });
    }

    // case: a private step of the class that begins the transaction has the effect itself
    public sealed class OwnStep(ShopDb db, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await StoreAndTellAsync(order);
            await transaction.CommitAsync();
        }

        private async Task StoreAndTellAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await http.PostAsJsonAsync("stored", order); // expect: IC1102
        }
    }

    // case: the command of the first connection has the transaction, that of the second has not
    public sealed class SecondConnection(System.Data.Common.DbDataSource source)
    {
        public async Task RunAsync(int id, decimal fee)
        {
            await using var main = await source.OpenConnectionAsync();
            await using var transaction = await main.BeginTransactionAsync();
            await main.ExecuteAsync(new CommandDefinition("update payments set fee = @fee where id = @id", new { id, fee }, transaction));
            await using var side = await source.OpenConnectionAsync();
            await side.ExecuteAsync(new CommandDefinition("insert into fees(payment, fee) values (@id, @fee)", new { id, fee })); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // look-alike: one connection, each command with its transaction
    public sealed class OneConnection(System.Data.Common.DbDataSource source)
    {
        public async Task RunAsync(int id, decimal fee)
        {
            await using var main = await source.OpenConnectionAsync();
            await using var transaction = await main.BeginTransactionAsync();
            await main.ExecuteAsync(new CommandDefinition("update payments set fee = @fee where id = @id", new { id, fee }, transaction));
            await main.ExecuteAsync(new CommandDefinition("insert into fees(payment, fee) values (@id, @fee)", new { id, fee }, transaction));
            await transaction.CommitAsync();
        }
    }
}

namespace Corpus.Transactions.News
{
    using MediatR;

    /// <summary>One kind of message for whatever has changed.</summary>
    public sealed class Changed<T>(string how, T what) : INotification
    {
        public string How => how;

        public T What => what;
    }

    public interface IChangedHandler<T> : INotificationHandler<Changed<T>>;

    public interface INews
    {
        Task TellAsync<T>(Changed<T> changed, CancellationToken token = default);
    }

    public sealed class News(IPublisher publisher) : INews
    {
        public async Task TellAsync<T>(Changed<T> changed, CancellationToken token = default)
        {
            ArgumentNullException.ThrowIfNull(changed);
            await publisher.Publish(changed, token);
        }
    }

    public sealed record Reading(int Id);

    public sealed class OrderChanged(ShopDb db) : IChangedHandler<Order>
    {
        public async Task Handle(Changed<Order> notification, CancellationToken cancellationToken)
        {
            db.Outbox.Add(new OutboxMessage { Id = notification.What.Id });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public sealed class Desk(ShopDb db, INews news)
    {
        // case: who hears of an order saves as well
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(new Changed<Order>("placed", order)); // expect: IC1101
        }

        // look-alike: who hears of orders does not hear of readings, whatever carries both
        public async Task ReadAsync(Order order, Reading reading)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(new Changed<Reading>("read", reading));
        }

        // case: the message comes from elsewhere, and is one of an order all the same
        public async Task RepeatAsync(Order order, Func<Changed<Order>> last)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(last()); // expect: IC1101
        }

        // look-alike: and this one of a reading
        public async Task ReadAgainAsync(Order order, Func<Changed<Reading>> last)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(last());
        }
    }

    public sealed record Shelf(int Id);

    public static class How
    {
        public const string Made = "made";
        public const string Renamed = "renamed";
        public const string Removed = "removed";
        public const string Lost = "lost";
    }

    public sealed class ShelfChanged(ShopDb db) : IChangedHandler<Shelf>
    {
        public async Task Handle(Changed<Shelf> notification, CancellationToken cancellationToken)
        {
            switch (notification.How)
            {
                case How.Removed:
                case How.Lost:
                    db.Outbox.Add(new OutboxMessage { Id = notification.What.Id });
                    await db.SaveChangesAsync(cancellationToken);
                    break;

                case How.Renamed:
                    await Console.Out.WriteLineAsync("renamed");
                    break;

                default:
                    break;
            }
        }
    }

    public sealed class Shelves(ShopDb db, INews news, IPublisher publisher)
    {
        // look-alike: who hears of it does nothing when one is made
        public async Task MakeAsync(Order order, Shelf shelf)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(new Changed<Shelf>(How.Made, shelf));
        }

        // look-alike: nor when it has another name, and without anybody in between
        public async Task RenameAsync(Order order, Shelf shelf)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await publisher.Publish(new Changed<Shelf>(How.Renamed, shelf));
        }

        // case: it does when one is removed
        public async Task RemoveAsync(Order order, Shelf shelf)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(new Changed<Shelf>(How.Removed, shelf)); // expect: IC1101
        }

        // case: or lost
        public async Task LoseAsync(Order order, Shelf shelf)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await publisher.Publish(new Changed<Shelf>(How.Lost, shelf)); // expect: IC1101
        }

        // case: whatever has become of it
        public async Task ChangeAsync(Order order, Shelf shelf, string how)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await news.TellAsync(new Changed<Shelf>(how, shelf)); // expect: IC1101
        }
    }
}
