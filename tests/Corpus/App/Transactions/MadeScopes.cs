using System.Transactions;
using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.MadeScopes
{
    // look-alike: the scope is begun by a delegate that a method of the desk's has made, one or two constructors away
    public sealed class Desk
    {
        public Sitting Sit() => new(Opening());

        public Sitting SitAgain() => Sit(Opening());

        private static Sitting Sit(Func<TransactionScope> opening) => new(opening);

        private static Func<TransactionScope> Opening() => () => new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
    }

    public sealed class Sitting : IDisposable
    {
        private readonly TransactionScope _scope;

        public Sitting(Func<TransactionScope> opening)
        {
            _scope = opening();
        }

        public void Close() => _scope.Complete();

        public void Dispose() => _scope.Dispose();
    }

    public sealed class Registrar(ShopDb db, Desk desk)
    {
        public async Task EnterAsync(Order order)
        {
            using var sitting = desk.Sit();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await db.Outbox.Where(o => o.Id == order.Id).ExecuteDeleteAsync();
            sitting.Close();
        }

        public async Task StrikeAsync(Order order)
        {
            using var sitting = desk.SitAgain();
            order.State = "struck";
            await db.SaveChangesAsync();
            await db.Outbox.Where(o => o.Id == order.Id).ExecuteDeleteAsync();
            sitting.Close();
        }
    }

    // case: what is made there is a watch, and no transaction
    public sealed class Clerk(ShopDb db)
    {
        private static Func<IDisposable> Watching() => () => new MemoryStream();

        public async Task EnterAsync(Order order)
        {
            using var watch = new Shift(Watching());
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            await db.Outbox.Where(o => o.Id == order.Id).ExecuteDeleteAsync(); // expect: IC1101
        }
    }

    public sealed class Shift(Func<IDisposable> watching) : IDisposable
    {
        private readonly IDisposable _watch = watching();

        public void Dispose() => _watch.Dispose();
    }

    // case: the work that a method has made commits where it is run
    public sealed class Archive(ShopDb db)
    {
        private Func<Order, Task> Filing(string state) => async order =>
        {
            order.State = state;
            await db.SaveChangesAsync();
        };

        private static Task With(Order order, Func<Order, Task> work) => work(order);

        public async Task CloseAsync(Order order)
        {
            await With(order, Filing("closed"));
            await db.Outbox.Where(o => o.Id == order.Id).ExecuteDeleteAsync(); // expect: IC1101
        }
    }
}
