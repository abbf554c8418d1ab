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
            await invoices.WriteAsync(order); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    public sealed class Invoices(BillingDb billing)
    {
        public async Task WriteAsync(Order order)
        {
            billing.Invoices.Add(order);
            await billing.SaveChangesAsync();
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

    public sealed class CounterSource(System.Data.Common.DbDataSource source)
    {
        public async Task<long> NextAsync()
        {
            await using var connection = await source.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<long>("update counters set n = n + 1 returning n");
        }

        public async Task BumpAsync()
        {
            await using var command = source.CreateCommand("update counters set n = n + 1");
            await command.ExecuteNonQueryAsync();
        }
    }

    // case: a data source opens a connection of its own, one call down
    public sealed class Numbered(System.Data.Common.DbDataSource source, CounterSource counters)
    {
        public async Task RunAsync(int id)
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("delete from parcels where id = @id", new { id }, transaction);
            await counters.NextAsync(); // expect: IC1109
            await counters.BumpAsync(); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // case: an own factory that makes one for each call, and another that asks a data source
    public interface IConnections
    {
        SqlConnection Open();
    }

    public sealed class Connections : IConnections
    {
        public SqlConnection Open()
        {
            var connection = new SqlConnection("Server=parcels");
            return connection;
        }
    }

    public sealed class Stamped(ShopDb shop, IConnections connections)
    {
        public async Task RunAsync(Order order)
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Orders.Add(order);
            await shop.SaveChangesAsync();
            await using var connection = connections.Open();
            await connection.ExecuteAsync("delete from stamps"); // expect: IC1109
            await transaction.CommitAsync();
        }
    }

    // look-alike: an object opens one connection, and hands that out to whoever asks again
    public sealed class ParcelBase
    {
        private SqlConnection? _connection;

        public SqlConnection Connection => _connection ??= Open();

        public SqlConnection Another() => Open();

        private static SqlConnection Open()
        {
            var connection = new SqlConnection("Server=parcels");
            return connection;
        }
    }

    public sealed class Labelled(ParcelBase parcels)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await parcels.Connection.BeginTransactionAsync();
            await parcels.Connection.ExecuteAsync("delete from parcels where id = @id", new { id });
            await LabelAsync(id);
            await transaction.CommitAsync();
        }

        private Task LabelAsync(int id) => parcels.Connection.ExecuteAsync("delete from labels where parcel = @id", new { id });
    }

    // case: the same object opens another one each time, by its other member
    public sealed class Relabelled(ParcelBase parcels)
    {
        public async Task RunAsync(int id)
        {
            await using var transaction = await parcels.Connection.BeginTransactionAsync();
            await parcels.Connection.ExecuteAsync("delete from parcels where id = @id", new { id });
            await LabelAsync(id);
            await transaction.CommitAsync();
        }

        private Task LabelAsync(int id) => parcels.Another().ExecuteAsync("delete from labels where parcel = @id", new { id }); // expect: IC1109
    }

    // look-alike: the connection that has the transaction, after the commit, and a factory that keeps one for the request
    public sealed class KeptConnection
    {
        private readonly SqlConnection _connection = new("Server=parcels");

        public SqlConnection Open() => _connection;
    }

    public sealed class KeptAndSame(System.Data.Common.DbDataSource source, KeptConnection kept, CounterReader reader)
    {
        public async Task RunAsync(int id)
        {
            await using (var connection = await source.OpenConnectionAsync())
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await connection.ExecuteAsync("delete from parcels where id = @id", new { id }, transaction);
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                await command.ExecuteNonQueryAsync();
                await reader.LastAsync();
                await transaction.CommitAsync();
            }
        }

        public void Run(int id)
        {
            using var transaction = kept.Open().BeginTransaction();
            kept.Open().Execute("delete from parcels where id = @id", new { id });
            transaction.Commit();
        }
    }

    public sealed class CounterReader(System.Data.Common.DbDataSource source)
    {
        public async Task<long> LastAsync()
        {
            await using var connection = await source.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<long>("select n from counters");
        }
    }
}
