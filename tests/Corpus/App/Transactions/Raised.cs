using Corpus.Library.Transactions;

namespace Corpus.Transactions.Raised
{
    public interface IOrderEvents
    {
        static event Func<Order, Task>? Opened;

        static event Func<Order, Task>? Closed;

        static Task OpenAsync(Order order) => Opened?.Invoke(order) ?? Task.CompletedTask;

        static Task CloseAsync(Order order) => Closed?.Invoke(order) ?? Task.CompletedTask;
    }

    // look-alike: two handlers for two events; who subscribes commits nothing
    public sealed class Collector
    {
        private readonly ShopDb _db;

        public Collector(ShopDb db)
        {
            _db = db;
            IOrderEvents.Opened += SaveAsync;
            IOrderEvents.Closed += SaveAsync;
        }

        private async Task SaveAsync(Order order)
        {
            _db.Orders.Add(order);
            await _db.SaveChangesAsync();
        }
    }

    // case: it calls them itself
    public sealed class Registrar(ShopDb db)
    {
        public async Task RunAsync(Order opened, Order closed)
        {
            await SaveAsync(opened);
            await SaveAsync(closed); // expect: IC1101
        }

        private async Task SaveAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }
}
