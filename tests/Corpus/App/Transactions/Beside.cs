using Corpus.Library.Transactions;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;

namespace Corpus.Transactions.Beside
{
    public sealed class Crates(ShopDb db)
    {
        public async Task StoreAsync(List<Order> orders, Func<Order, Task> prepare)
        {
            await Task.WhenAll(orders.Select(o => prepare(o)).ToList());
            db.Orders.AddRange(orders);
            await db.SaveChangesAsync();
        }
    }

    // look-alike: a delegate runs for each item and stores nothing; what they leave is stored once
    public sealed class Prepared(Crates crates)
    {
        public async Task PackAsync(List<Order> orders) => await crates.StoreAsync(orders, NameAsync);

        private static async Task NameAsync(Order order)
        {
            await Task.Yield();
            order.State = "packed";
        }
    }

    // case: each item's own call stores it
    public sealed class OneByOne(ShopDb db)
    {
        public async Task PackAsync(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await StoreAsync(order); // expect: IC1101
            }
        }

        private async Task StoreAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    public sealed class Portions
    {
        public int TotalChunks { get; set; }
    }

    // look-alike: a save for each portion of which the store says how many there are
    public sealed class InPortions(ShopDb db)
    {
        public async Task MarkAsync(Portions portions)
        {
            for (var chunk = 0; chunk < portions.TotalChunks; chunk++)
            {
                foreach (var order in db.Orders.Local)
                {
                    order.State = "seen";
                }

                await db.SaveChangesAsync();
            }
        }
    }

    // case: a save for each item of which the caller says how many there are
    public sealed class InSteps(ShopDb db)
    {
        public async Task MarkAsync(Order[] orders, int count)
        {
            for (var step = 0; step < count; step++)
            {
                orders[step].State = "seen";
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // look-alike: the job that a scheduler is handed is work of its own
    public sealed class Scheduled(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            BackgroundJob.Enqueue<Scheduled>(job => job.LabelAsync(order.Id));
        }

        public async Task LabelAsync(int id) => await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "labelled"));
    }

    // case: the same work, done at once
    public sealed class AtOnce(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await LabelAsync(order.Id); // expect: IC1101
        }

        private async Task LabelAsync(int id) => await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "labelled"));
    }

    public sealed class Pulse : IDisposable
    {
        private readonly Timer _timer;
        private readonly Func<Task> _beat;

        public Pulse(Func<Task> beat)
        {
            _beat = beat;
            _timer = new Timer(Beat, null, 1000, 1000);
        }

        public void Dispose() => _timer.Dispose();

        private async void Beat(object? state)
        {
            try
            {
                await _beat();
            }
            catch (Exception e)
            {
                Console.Error.WriteLine(e);
            }
        }
    }

    public sealed class Call
    {
        private readonly Func<Task> _work;

        public Call(Func<Task> work) => _work = work;

        public Task RunAsync() => _work();
    }

    // look-alike: an object keeps the delegate for its timer
    public sealed class WithPulse(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            using var pulse = new Pulse(() => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "alive")));
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    // case: an object keeps the delegate, and is told to run it
    public sealed class WithCall(ShopDb db)
    {
        public async Task PlaceAsync(Order order)
        {
            var call = new Call(() => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "alive")));
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await call.RunAsync(); // expect: IC1101
        }
    }

    public sealed class TableCache(ShopDb db) : IDistributedCache
    {
        public byte[]? Get(string key) => null;

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            await db.Outbox.Where(o => o.Body == key).ExecuteUpdateAsync(s => s.SetProperty(o => o.Sent, true), token);
            return null;
        }

        public void Refresh(string key)
        {
        }

        public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public void Remove(string key)
        {
        }

        public Task RemoveAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
        {
        }

        public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            db.Outbox.Add(new OutboxMessage { Body = key });
            await db.SaveChangesAsync(token);
        }
    }

    // look-alike: a cache keeps what it is given in a table
    public sealed class CodeCheck(IDistributedCache cache)
    {
        public async Task<bool> IsNewAsync(string code)
        {
            if (await cache.GetAsync(code) is not null)
            {
                return false;
            }

            await cache.SetAsync(code, [1], new DistributedCacheEntryOptions());
            return true;
        }
    }

    // look-alike: started on another thread and waited for at once
    public sealed class WaitedFor(ShopDb db)
    {
        public int Count()
        {
            using var transaction = db.Database.BeginTransaction();
            Task.Run(() => db.Orders.CountAsync()).GetAwaiter().GetResult();
            Task.Run(() => db.Orders.CountAsync()).Wait();
            transaction.Commit();
            return 1;
        }
    }

    // case: waited for after the context was used again
    public sealed class WaitedForLate(ShopDb db)
    {
        public int Count()
        {
            using var transaction = db.Database.BeginTransaction();
            var counted = Task.Run(() => db.Orders.CountAsync()); // expect: IC1106
            db.Orders.Where(o => o.Id == 3).ExecuteUpdate(s => s.SetProperty(o => o.State, "third"));
            transaction.Commit();
            return counted.GetAwaiter().GetResult();
        }
    }
}

namespace Corpus.Transactions.Decorating
{
    public interface IDrawers
    {
        Task StoreAsync(Order order);
    }

    public sealed class TableDrawers(ShopDb db) : IDrawers
    {
        public async Task StoreAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    public sealed class NamedDrawers(IDrawers inner) : IDrawers
    {
        public Task StoreAsync(Order order) => inner.StoreAsync(order);
    }

    public sealed class Services
    {
        public Services Decorate<TService, TDecorator>()
            where TDecorator : TService => this;

        public void Register() => Decorate<IDrawers, NamedDrawers>();
    }

    // case: the one around it hides nothing of what is behind it
    public sealed class Replace(IDrawers drawers)
    {
        public async Task RunAsync(Order before, Order after)
        {
            await drawers.StoreAsync(before);
            await drawers.StoreAsync(after); // expect: IC1101
        }
    }

    public sealed class Journal(ShopDb db)
    {
        public async Task NoteAsync(string what)
        {
            db.Outbox.Add(new OutboxMessage { Body = what });
            await db.SaveChangesAsync();
        }
    }

    // case: notes that nobody waits for: both are dropped, and neither is half of a pair
    public sealed class Noting(Journal journal)
    {
        public void Run()
        {
            _ = journal.NoteAsync("begun"); // expect: IC1106, IC2103
            Thread.Sleep(0);
            journal.NoteAsync("done").ConfigureAwait(false); // expect: IC2103
        }
    }

    // case: the same notes, waited for
    public sealed class NotingInOrder(Journal journal)
    {
        public async Task RunAsync()
        {
            await journal.NoteAsync("begun");
            await journal.NoteAsync("done"); // expect: IC1101
        }
    }
}
