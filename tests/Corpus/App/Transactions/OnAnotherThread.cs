using Corpus.Library.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.OnAnotherThread
{
    // case: what the other thread runs is a method that writes in the open transaction
    public sealed class Closing(ShopDb db)
    {
        public async Task RunAsync(int id, CancellationToken cancellationToken)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var closed = Task.Run(() => CloseAsync(id, cancellationToken), cancellationToken); // expect: IC1106
            await closed;
            await transaction.CommitAsync(cancellationToken);
        }

        private Task<int> CloseAsync(int id, CancellationToken cancellationToken) =>
            db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "closed"), cancellationToken);
    }

    // case: and one that saves two calls down
    public sealed class Reopening(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Task.Run(() => ReopenAsync(id)); // expect: IC1106
            await transaction.CommitAsync();
        }

        private async Task ReopenAsync(int id)
        {
            var order = await db.Orders.FirstAsync(o => o.Id == id);
            order.State = "open";
            await KeepAsync();
        }

        private async Task KeepAsync() => await db.SaveChangesAsync();
    }

    // look-alike: the method only asks
    public sealed class Counting(ShopDb db)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var left = await Task.Run(() => CountAsync(id));
            await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Total, left));
            await transaction.CommitAsync();
        }

        private async Task<int> CountAsync(int id) => await db.Orders.CountAsync(o => o.Id > id);
    }

    // case: what the method stores it stores with a context of its own, which is no part of the transaction: that is another law
    public sealed class Archiving(ShopDb db, IServiceScopeFactory scopes)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Task.Run(() => ArchiveAsync(id)); // expect: IC1109
            await transaction.CommitAsync();
        }

        private async Task ArchiveAsync(int id)
        {
            var left = await db.Orders.CountAsync(o => o.Id > id);
            await NoteAsync(left);
        }

        private async Task NoteAsync(int left)
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<ShopDb>();
            own.Outbox.Add(new OutboxMessage { Id = left });
            await own.SaveChangesAsync();
        }
    }

    // case: it is another context that is written to, which is another law as well
    public sealed class Billing(ShopDb db, BillingDb bills)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, "billed"));
            await Task.Run(() => PruneAsync(id));
            await transaction.CommitAsync();
        }

        private Task<int> PruneAsync(int id) => bills.Invoices.Where(o => o.Id == id).ExecuteDeleteAsync(); // expect: IC1109
    }
}
