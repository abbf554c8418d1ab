using Corpus.Library.Transactions;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Corpus.Transactions.Contexts
{
    // case: a second context saves while the transaction of the first is open
    public sealed class TwoContexts(ShopDb shop, BillingDb billing)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync(); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // case: the second context is one call down
    public sealed class TwoContextsBelow(ShopDb shop, Invoices invoices)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await invoices.WriteAsync(order);
            await transaction.CommitAsync();
        }
    }

    public sealed class Invoices(BillingDb billing)
    {
        public async Task WriteAsync(Order order)
        {
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync(); // expect: IC1109
        }
    }

    // case: another instance of the same context
    public sealed class SecondInstance(ShopDb shop, IDbContextFactory<ShopDb> factory)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await using var other = await factory.CreateDbContextAsync();
            other.Outbox.Add(new OutboxMessage { Id = order.Id });
            await other.SaveChangesAsync(); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // case: a connection of its own
    public sealed class OwnConnection(ShopDb shop)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await using var connection = new SqlConnection("Server=audit");
            await connection.ExecuteAsync("insert into audit(id) values (@id)", new { id = order.Id }); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // look-alike: the second context only reads
    public sealed class ReadsOther(ShopDb shop, BillingDb billing)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            order.State = await billing.Invoices.AnyAsync(i => i.Id == order.Id) ? "billed" : "open";
            await shop.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: the second context was given the transaction
    public sealed class Enlisted(ShopDb shop, BillingDb billing)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            billing.Database.SetDbConnection(shop.Database.GetDbConnection());
            await billing.Database.UseTransactionAsync(transaction.GetDbTransaction());
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // look-alike: a statement on the context's own connection, in its transaction
    public sealed class SameConnection(ShopDb shop)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await shop.Database.GetDbConnection().ExecuteAsync("update stock set left = left - 1", transaction: transaction.GetDbTransaction());
            await transaction.CommitAsync();
        }
    }

    // look-alike: the second context saves after the commit, and says so
    public sealed class Behind(ShopDb shop, BillingDb billing)
    {
        [IntentContracts.NoTransaction("the invoice can be written again from the order")]
        public async Task RunAsync(Order order)
        {
            await using (var transaction = await shop.Database.BeginTransactionAsync())
            {
                shop.Orders.Add(order);
                await shop.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            billing.Invoices.Add(order);
            await billing.SaveChangesAsync();
        }
    }
}
