using System.Transactions;
using Corpus.Library.Transactions;

namespace Corpus.Transactions.Scopes
{
    // case: the default constructor, and an await inside
    public sealed class Default(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(); // expect: IC1105
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // case: options, but not that one
    public sealed class WithOptions(ShopDb db)
    {
        public async Task<int> RunAsync(Order order)
        {
            var options = new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted, Timeout = TimeSpan.FromSeconds(30) };
            using (var scope = new TransactionScope(TransactionScopeOption.Required, options)) // expect: IC1105
            {
                db.Orders.Add(order);
                var saved = await db.SaveChangesAsync().ConfigureAwait(false);
                scope.Complete();
                return saved;
            }
        }
    }

    // case: a helper makes the scope, an async method uses it
    public static class ScopeFactory
    {
        public static TransactionScope Create() => new(TransactionScopeOption.RequiresNew); // expect: IC1105
    }

    public sealed class ByHelper(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = ScopeFactory.Create();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // case: told not to flow, and awaits all the same
    public sealed class Suppressed(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, TransactionScopeAsyncFlowOption.Suppress); // expect: IC1105
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // case: an async lambda
    public sealed class InLambda(ShopDb db)
    {
        public Task RunAsync(Order order) => Times(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, TimeSpan.FromSeconds(5)); // expect: IC1105
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        });

        private static Task Times(Func<Task> body) => body();
    }

    // case: a task that was started before is awaited inside
    public sealed class AwaitsVariable(ShopDb db)
    {
        public async Task RunAsync(Order order, Task ready)
        {
            using var scope = new TransactionScope(); // expect: IC1105
            db.Orders.Add(order);
            await ready;
            db.SaveChanges(); // expect: IC3001
            scope.Complete();
        }
    }

    // look-alike: it flows
    public sealed class Flows(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted }, TransactionScopeAsyncFlowOption.Enabled);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // look-alike: nothing is awaited
    public sealed class Synchronous(ShopDb db)
    {
        public void Run(Order order)
        {
            using var scope = new TransactionScope();
            db.Orders.Add(order);
            db.SaveChanges();
            scope.Complete();
        }
    }

    // look-alike: awaits before and behind it only
    public sealed class AwaitsOutside(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            await Task.Yield();
            using (var scope = new TransactionScope())
            {
                db.Orders.Add(order);
                db.SaveChanges(); // expect: IC3001
                scope.Complete();
            }

            await Task.Yield();
        }
    }

    // look-alike: a helper makes one that flows
    public static class FlowingFactory
    {
        public static TransactionScope Create(TransactionScopeOption option) => new(option, TransactionScopeAsyncFlowOption.Enabled);
    }

    public sealed class ByFlowingHelper(ShopDb db)
    {
        public async Task RunAsync(Order order)
        {
            using var scope = FlowingFactory.Create(TransactionScopeOption.Required);
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            scope.Complete();
        }
    }

    // look-alike: the helper that does not flow is used where nothing is awaited
    public static class PlainFactory
    {
        public static TransactionScope Create() => new(TransactionScopeOption.RequiresNew);
    }

    public sealed class ByPlainHelper(ShopDb db)
    {
        public void Run(Order order)
        {
            using var scope = PlainFactory.Create();
            db.Orders.Add(order);
            db.SaveChanges();
            scope.Complete();
        }
    }
}
