using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.HandedContexts
{
    public abstract class Ledgers(IServiceScopeFactory scopes)
    {
        protected async Task WithinAsync(Func<ShopDb, CancellationToken, Task> work, CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            var shop = scope.ServiceProvider.GetRequiredService<ShopDb>();
            await work(shop, cancellationToken);
        }

        protected Task<T> AskAsync<T>(Func<ShopDb, Task<T>> question) => AskWithinAsync(question, CancellationToken.None);

        private async Task<T> AskWithinAsync<T>(Func<ShopDb, Task<T>> question, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            return await question(scope.ServiceProvider.GetRequiredService<ShopDb>());
        }
    }

    public sealed class OrderLedger(IServiceScopeFactory scopes) : Ledgers(scopes)
    {
        public Task CountAsync(int id, CancellationToken cancellationToken) => WithinAsync(async (shop, token) => await shop.Orders.Where(o => o.Id == id).CountAsync(token), cancellationToken);

        public Task<int> AskAsync(int id) => AskAsync(shop => shop.Orders.CountAsync(o => o.Id == id));
    }

    // look-alike: each call of the helper has a context of its own
    public sealed class Audits(OrderLedger ledger)
    {
        public Task RunAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken) => Task.WhenAll(ids.Select(id => Task.Run(() => ledger.CountAsync(id, cancellationToken), cancellationToken))); // expect: IC3101

        public async Task<int> AskAsync(int first, int second)
        {
            var one = ledger.AskAsync(first);
            var other = ledger.AskAsync(second);
            await Task.WhenAll(one, other);
            return await one + await other;
        }
    }

    public sealed class SharedLedger(ShopDb shop)
    {
        public Task CountAsync(int id, CancellationToken cancellationToken) => WithinAsync(async (one, token) => await one.Orders.Where(o => o.Id == id).CountAsync(token), cancellationToken);

        private Task WithinAsync(Func<ShopDb, CancellationToken, Task> work, CancellationToken cancellationToken) => work(shop, cancellationToken);
    }

    // case: the helper hands the lambda the context that it keeps
    public sealed class SharedAudits(SharedLedger ledger)
    {
        public Task RunAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken) => Task.WhenAll(ids.Select(id => Task.Run(() => ledger.CountAsync(id, cancellationToken), cancellationToken))); // expect: IC1106, IC3101
    }
}
