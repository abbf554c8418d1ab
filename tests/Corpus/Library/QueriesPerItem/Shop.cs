using Microsoft.EntityFrameworkCore;

namespace Corpus.Library.QueriesPerItem;

public class Customer
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public int? ParentId { get; set; }

    public List<string> Tags { get; set; } = [];
}

public class Order
{
    public int Id { get; set; }

    public int CustomerId { get; set; }

    public Customer? Customer { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    public decimal Total { get; set; }

    public bool IsDone { get; set; }
}

public class OrderLine
{
    public int Id { get; set; }

    public int OrderId { get; set; }

    public string Sku { get; set; } = "";
}

public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> Lines => Set<OrderLine>();
}

public interface ICustomerReader
{
    Task<Customer?> GetAsync(int id, CancellationToken cancellationToken = default);

    Task<IReadOnlyDictionary<int, Customer>> GetManyAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken = default);
}

public sealed class CustomerReader(ShopDb db) : ICustomerReader
{
    public Task<Customer?> GetAsync(int id, CancellationToken cancellationToken = default) =>
        db.Customers.FirstOrDefaultAsync(c => c.Id == id, cancellationToken);

    public async Task<IReadOnlyDictionary<int, Customer>> GetManyAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken = default) =>
        await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
}

/// <summary>One query; what it returns is a list.</summary>
public abstract class Repository<T>(DbContext db)
    where T : class
{
    protected DbContext Db { get; } = db;

    public virtual async Task<T> LoadAsync(int id) => await Db.Set<T>().FindAsync(id) ?? throw new KeyNotFoundException();

    public IQueryable<T> Query() => Db.Set<T>().AsNoTracking();
}

public sealed class OrderRepository(ShopDb db) : Repository<Order>(db)
{
    public override async Task<Order> LoadAsync(int id) => await base.LoadAsync(id);

    public Task<int> CountForAsync(int customer) => Db.Set<Order>().CountAsync(o => o.CustomerId == customer);

    /// <summary>Nothing has run when it returns.</summary>
    public IEnumerable<Order> Of(int customer) => Db.Set<Order>().Where(o => o.CustomerId == customer);
}

/// <summary>Helpers of our own that run what they are given.</summary>
public static class Run
{
    public static async Task ForEachAsync<T>(this IEnumerable<T> items, Func<T, Task> body)
    {
        foreach (var item in items)
        {
            await body(item);
        }
    }

    public static async Task<IReadOnlyList<R>> SelectAsync<T, R>(this IEnumerable<T> items, int atOnce, Func<T, Task<R>> body)
    {
        using var gate = new SemaphoreSlim(atOnce);
        return await Task.WhenAll(items.Select(async item =>
        {
            await gate.WaitAsync();
            try
            {
                return await body(item);
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    public static async Task<T> TimedAsync<T>(Func<Task<T>> body)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = await body();
        Console.WriteLine(watch.Elapsed);
        return result;
    }

    public static async Task<T> AttemptAsync<T>(int times, Func<Task<T>> body)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await body();
            }
            catch (IOException) when (attempt < times)
            {
                await Task.Delay(attempt * 100);
            }
        }
    }
}
