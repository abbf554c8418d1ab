using System.Net.Http.Json;
using Corpus.Library.Transactions;
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
}
