using Corpus.Library.Transactions;
using IntentContracts;
using Microsoft.EntityFrameworkCore;

namespace Corpus.Transactions.Propagation
{
    // case: what must join a boundary is called where none is open
    public sealed class NobodyOpened(ShopDb db, Postings postings)
    {
        public async Task RunAsync(Order order)
        {
            order.State = "booked";
            await postings.PostAsync(order); // expect: IC1103
        }
    }

    public sealed class Postings(ShopDb db)
    {
        [TransactionBoundary(Propagation = TransactionPropagation.Mandatory)]
        public async Task PostAsync(Order order)
        {
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
        }
    }

    // case: what must not run in a transaction is called in a declared boundary, one call down
    public sealed class NeverInside(ShopDb db, Reports reports)
    {
        [TransactionBoundary]
        public async Task RunAsync(Order order)
        {
            order.State = "reported";
            await db.SaveChangesAsync();
            await RefreshAsync();
        }

        private async Task RefreshAsync() => await reports.RebuildAsync(); // expect: IC1103
    }

    public sealed class Reports(ShopDb db)
    {
        [TransactionBoundary(Propagation = TransactionPropagation.Never)]
        public async Task RebuildAsync() => await db.Database.ExecuteSqlRawAsync("vacuum");
    }

    // case: what must not run in a transaction is called in one that was begun by hand
    public sealed class NeverInsideOwn(ShopDb db, Reports reports)
    {
        public async Task RunAsync()
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.SaveChangesAsync();
            await reports.RebuildAsync(); // expect: IC1103
            await transaction.CommitAsync();
        }
    }

    // case: through an interface
    public interface ILedger
    {
        Task BookAsync(Order order);
    }

    public sealed class Ledger(ShopDb db) : ILedger
    {
        [TransactionBoundary(Propagation = TransactionPropagation.Mandatory)]
        public async Task BookAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    public sealed class BooksAlone(ILedger ledger)
    {
        public Task RunAsync(Order order) => ledger.BookAsync(order); // expect: IC1103
    }

    // look-alike: joined over a helper that is public, and called from a boundary only
    public sealed class Opened(Helper helper)
    {
        [TransactionBoundary]
        public Task RunAsync(Order order) => helper.PrepareAsync(order);
    }

    public sealed class Helper(MustJoin join)
    {
        public async Task PrepareAsync(Order order)
        {
            order.State = "prepared";
            await join.WriteAsync(order);
        }
    }

    public sealed class MustJoin(ShopDb db)
    {
        [TransactionBoundary(Propagation = TransactionPropagation.Mandatory)]
        public async Task WriteAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    // look-alike: called after the boundary has ended
    public sealed class NeverBehind(Boundary boundary, Cleanup cleanup)
    {
        public async Task RunAsync(Order order)
        {
            await boundary.PlaceAsync(order);
            await cleanup.RunAsync();
        }
    }

    public sealed class Boundary(ShopDb db)
    {
        [TransactionBoundary]
        public async Task PlaceAsync(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
    }

    public sealed class Cleanup(ShopDb db)
    {
        [TransactionBoundary(Propagation = TransactionPropagation.Never)]
        public async Task RunAsync() => await db.Database.ExecuteSqlRawAsync("vacuum");
    }
}
