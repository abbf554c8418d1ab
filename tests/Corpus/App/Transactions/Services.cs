using System.Net.Http.Json;
using Corpus.Library.Transactions;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

// Shapes that were met in public services.
namespace Corpus.Transactions.Services
{
    // look-alike: what opens the transaction is met again by a nested request, and joins; what it publishes, it publishes after its commit; after: eShop, TransactionBehavior
    public interface ITally<in T>
    {
        Task HandleAsync(T request);
    }

    public sealed record Outer(int Id);

    public sealed record Nested(int Id);

    public sealed class NestedTally(TallyDb db) : ITally<Nested>
    {
        public Task HandleAsync(Nested request) => db.SaveChangesAsync();
    }

    public sealed class OuterTally(ITally<Nested> next) : ITally<Outer>
    {
        public Task HandleAsync(Outer request) => next.HandleAsync(new Nested(request.Id));
    }

    public class TallyDb : DbContext
    {
        private IDbContextTransaction? _current;

        public bool IsOpen => _current is not null;

        public async Task<IDbContextTransaction?> BeginAsync()
        {
            if (_current is not null)
            {
                return null;
            }

            _current = await Database.BeginTransactionAsync();
            return _current;
        }

        public async Task CommitAsync(IDbContextTransaction transaction)
        {
            await SaveChangesAsync();
            await transaction.CommitAsync();
            _current = null;
        }
    }

    public sealed class Tallying<T>(ITally<T> inner, TallyDb db, HttpClient http) : ITally<T>
    {
        public async Task HandleAsync(T request)
        {
            if (db.IsOpen)
            {
                await inner.HandleAsync(request);
                return;
            }

            await using (var transaction = await db.BeginAsync())
            {
                await inner.HandleAsync(request);
                await db.CommitAsync(transaction!);
            }

            await PublishAsync();
        }

        private Task PublishAsync() => http.PostAsJsonAsync("tallied", 1);
    }

    public sealed class TallyDesk(ITally<Outer> outer)
    {
        public Task RunAsync() => outer.HandleAsync(new Outer(1));
    }

    // look-alike: the loop goes over handlers, not over what they handle; after: eShop, RabbitMQEventBus.ProcessEvent
    public interface IOrderListener
    {
        Task HandleAsync(Order order);
    }

    public sealed class Archivist(ShopDb db) : IOrderListener
    {
        public Task HandleAsync(Order order)
        {
            order.State = "archived";
            return db.SaveChangesAsync();
        }
    }

    public sealed class Listeners(IEnumerable<IOrderListener> listeners)
    {
        public async Task TellAsync(Order order)
        {
            foreach (var listener in listeners)
            {
                await listener.HandleAsync(order);
            }
        }
    }

    // look-alike: each message is handed on and its row marked, one by one; after: modular-monolith-with-ddd, ProcessInboxCommandHandler
    public sealed record Note(int Id) : Mediator.IRequest<int>;

    public sealed class NoteHandler : Mediator.IRequestHandler<Note, int>
    {
        public ValueTask<int> Handle(Note request, CancellationToken cancellationToken) => new(request.Id);
    }

    public sealed class Inbox(NpgsqlConnection connection, Mediator.ISender sender)
    {
        public async Task ProcessAsync(IReadOnlyList<int> messages)
        {
            foreach (var id in messages)
            {
                await sender.Send(new Note(id));
                await connection.ExecuteAsync("UPDATE inbox SET done = now() WHERE id = @id", new { id });
            }
        }
    }

    // look-alike: a handler that awaits before it throws on, inside another that rolls back; after: MassTransit, EntityFrameworkOutboxContextFactory
    public sealed class Faulting(ShopDb db, HttpClient http)
    {
        public async Task<bool> RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                db.Orders.Add(order);
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (Exception)
                {
                    await http.GetStringAsync("faulted");
                    throw;
                }

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

    // look-alike: a save for every hundred, and one for the rest
    public sealed class Hundreds(ShopDb db)
    {
        public async Task ImportAsync(IReadOnlyList<Order> orders)
        {
            var count = 0;
            foreach (var order in orders)
            {
                db.Orders.Add(order);
                if (++count % 100 == 0)
                {
                    await db.SaveChangesAsync();
                }
            }

            await db.SaveChangesAsync();
        }
    }

    // case: posted inside the transaction, in a retry between begin and commit
    public sealed class Stubborn(ShopDb db, HttpClient http)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await http.PostAsJsonAsync("orders", order); // expect: IC1102, IC1302, IC1304
                    break;
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100);
                }
            }

            await transaction.CommitAsync();
        }
    }
}
