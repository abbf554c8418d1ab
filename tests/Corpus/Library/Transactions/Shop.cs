using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Corpus.Library.Transactions;

public sealed class Order
{
    public int Id { get; set; }
    public string State { get; set; } = "";
    public decimal Total { get; set; }
}

public sealed class OutboxMessage
{
    public int Id { get; set; }
    public string Body { get; set; } = "";
    public bool Sent { get; set; }
}

public interface IUnitOfWork
{
    Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
}

public class ShopDb : DbContext, IUnitOfWork
{
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
}

public class BillingDb : DbContext
{
    public DbSet<Order> Invoices => Set<Order>();
}

public interface IRepository<T> where T : class
{
    void Add(T item);
    Task SaveAsync(CancellationToken cancellationToken = default);
}

public abstract class RepositoryBase<T>(DbContext db) : IRepository<T> where T : class
{
    public void Add(T item) => db.Set<T>().Add(item);

    public virtual async Task SaveAsync(CancellationToken cancellationToken = default) => await db.SaveChangesAsync(cancellationToken);
}

public sealed class OrderRepository(ShopDb db) : RepositoryBase<Order>(db);

public static class DbExtensions
{
    public static async Task CloseAsync(this ShopDb db, Order order)
    {
        order.State = "closed";
        await db.SaveChangesAsync();
    }
}

/// <summary>The shape that eShop and many others have.</summary>
public sealed class ResilientTransaction(DbContext context)
{
    public async Task ExecuteAsync(Func<Task> action)
    {
        var strategy = context.Database.CreateExecutionStrategy();
        await strategy.ExecuteAsync(async () =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await action();
            await transaction.CommitAsync();
        });
    }
}

/// <summary>Begins and ends by hand, in different calls.</summary>
public sealed class UnitOfWork(ShopDb db) : IAsyncDisposable
{
    private IDbContextTransaction? _transaction;

    public async Task BeginAsync() => _transaction = await db.Database.BeginTransactionAsync();

    public async Task CommitAsync()
    {
        await db.SaveChangesAsync();
        if (_transaction is not null)
        {
            await _transaction.CommitAsync();
            _transaction = null;
        }
    }

    public async Task RollbackAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.RollbackAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }
    }
}
