using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.QueriesPerItem.Delegates;

// case: Select with an await, all at once
public sealed class WhenAll(IDbContextFactory<ShopDb> contexts)
{
    public async Task<Customer?[]> LoadAsync(IEnumerable<int> ids) =>
        await Task.WhenAll(ids.Select(async id =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            return await db.Customers.FindAsync(id); // expect: IC3101
        }));
}

// case: a lookup in Select, Where, Any and ToDictionary
public sealed class Operators(ShopDb db)
{
    public int Count(List<Order> orders)
    {
        var names = orders.Select(o => db.Customers.Single(c => c.Id == o.CustomerId).Name).ToList(); // expect: IC3101
        var known = orders.Where(o => db.Lines.Any(l => l.OrderId == o.Id)).ToList(); // expect: IC3101
        var totals = known.ToDictionary(o => o.Id, o => db.Lines.Count(l => l.OrderId == o.Id)); // expect: IC3101
        return names.Count + totals.Count;
    }
}

// case: a method group
public sealed class MethodGroup(OrderRepository orders)
{
    public async Task<int> SumAsync(int[] customers)
    {
        var counts = await Task.WhenAll(customers.Select(orders.CountForAsync)); // expect: IC1106, IC3101
        return counts.Sum();
    }
}

// case: a method group of an interface, all at once
public interface ILineStore
{
    Task<int> CountAsync(int order);

    int Total(int order);
}

public sealed class LineStore(IDbContextFactory<ShopDb> contexts) : ILineStore
{
    private readonly Dictionary<int, int> _totals = [];

    public async Task<int> CountAsync(int order)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Lines.CountAsync(l => l.OrderId == order);
    }

    public int Total(int order) => _totals.GetValueOrDefault(order);
}

public sealed class InterfaceGroup(ILineStore lines)
{
    public async Task<int> SumAsync(int[] orders)
    {
        var counts = await Task.WhenAll(orders.Distinct().Select(lines.CountAsync)); // expect: IC3101
        return counts.Sum();
    }

    public int Totals(int[] orders) => orders.Select(lines.Total).Sum();
}

// case: List.ForEach
public sealed class ListForEach(ShopDb db)
{
    public void Print(List<int> ids) => ids.ForEach(id => Console.WriteLine(db.Orders.Find(id)!.Total)); // expect: IC3101
}

// case: Parallel.ForEachAsync, with a scope for each
public sealed class InParallel(IServiceScopeFactory scopes)
{
    public Task TouchAsync(IEnumerable<int> ids, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(ids, cancellationToken, async (id, token) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var customers = scope.ServiceProvider.GetRequiredService<ICustomerReader>();
            await customers.GetAsync(id, token); // expect: IC3101
        });
}

// case: PLINQ
public sealed class Plinq(Func<ShopDb> open)
{
    public int Count(IEnumerable<int> ids) => ids.AsParallel().Sum(id =>
    {
        using var db = open();
        return db.Orders.Count(o => o.CustomerId == id); // expect: IC3101
    });
}

// case: helpers of our own that loop
public sealed class OwnHelpers(ShopDb db, ICustomerReader customers)
{
    public async Task RunAsync(List<int> ids)
    {
        await ids.ForEachAsync(async id =>
        {
            var order = await db.Orders.FindAsync(id); // expect: IC3101
            order!.IsDone = true;
        });
        var found = await ids.SelectAsync(4, id => customers.GetAsync(id)); // expect: IC3101
        Console.WriteLine(found.Count);
    }
}

// case: the delegate of ForEachAsync runs for each row
public sealed class QueryForEach(ShopDb db, ShopDb other)
{
    public Task PrintAsync() =>
        db.Orders.ForEachAsync(o => Console.WriteLine(other.Customers.Find(o.CustomerId)!.Name)); // expect: IC3101
}

// case: a delegate made before the loop, run in it
public sealed class MadeBefore(ShopDb db)
{
    public int Count(IEnumerable<int> ids)
    {
        Func<int, bool> exists = id => db.Orders.Any(o => o.Id == id);
        var count = 0;
        foreach (var id in ids)
        {
            count += exists(id) ? 1 : 0; // expect: IC3101
        }

        return count;
    }
}

// case: query syntax over a list
public sealed class QuerySyntax(OrderRepository orders)
{
    public IEnumerable<int> Ids(List<Customer> customers) =>
        from customer in customers
        from order in orders.Of(customer.Id) // expect: IC3101
        select order.Id;
}

// case: tasks are started in a loop and awaited after it
public sealed class Started(ICustomerReader customers)
{
    public async Task<int> CountAsync(IEnumerable<int> ids)
    {
        var tasks = new List<Task<Customer?>>();
        foreach (var id in ids)
        {
            tasks.Add(Task.Run(() => customers.GetAsync(id))); // expect: IC1106, IC3101
        }

        return (await Task.WhenAll(tasks)).Length;
    }
}

// look-alike: chunks in parallel
public sealed class ChunksInParallel(IDbContextFactory<ShopDb> contexts)
{
    public async Task<int> CountAsync(int[] ids)
    {
        var counts = await Task.WhenAll(ids.Chunk(1000).Select(async chunk =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            return await db.Orders.CountAsync(o => chunk.Contains(o.Id));
        }));
        return counts.Sum();
    }
}

// look-alike: two queries at the same time are no loop
public sealed class SideBySide(ICustomerReader customers, OrderRepository orders)
{
    public async Task<bool> KnownAsync(int id)
    {
        var customer = customers.GetAsync(id); // expect: IC1106
        var count = orders.CountForAsync(id);
        await Task.WhenAll(customer, count);
        return await customer is not null && await count > 0;
    }
}

// look-alike: the lambda is an expression tree: one query
public sealed class OneStatement(ShopDb db)
{
    public async Task<List<int>> CountsAsync() =>
        await db.Customers.Select(c => db.Orders.Count(o => o.CustomerId == c.Id)).ToListAsync();
}

// look-alike: operators over a few that are written down
public sealed class FewOperators(IDbContextFactory<ShopDb> contexts)
{
    public async Task<int> CountAsync()
    {
        var counts = await Task.WhenAll(new[] { 1, 2, 3 }.Select(async kind =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            return await db.Orders.CountAsync(o => o.Id % 3 == kind);
        }));
        return counts.Sum() + Enumerable.Range(0, 4).Sum(quarter => Count(quarter));
    }

    private int Count(int quarter)
    {
        using var db = contexts.CreateDbContext();
        return db.Orders.Count(o => o.Id % 4 == quarter); // expect: IC3001
    }
}

// look-alike: GetOrAdd asks for what it does not know
public sealed class GetOrAdd(ShopDb db)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, string> _names = new();

    public int Length(IEnumerable<int> ids)
    {
        var length = 0;
        foreach (var id in ids)
        {
            length += _names.GetOrAdd(id, key => db.Customers.Single(c => c.Id == key).Name).Length;
        }

        return length;
    }
}

// look-alike: a Lazy asks once
public sealed class LazyOnce(ShopDb db)
{
    public int Count(IEnumerable<int> ids)
    {
        var all = new Lazy<HashSet<int>>(() => [.. db.Orders.Select(o => o.Id)]);
        var count = 0;
        foreach (var id in ids)
        {
            count += all.Value.Contains(id) ? 1 : 0;
        }

        return count;
    }
}

// look-alike: lambdas that only look at what is in memory
public sealed class MemoryOperators(ShopDb db)
{
    public async Task<List<string>> NamesAsync(List<Order> orders)
    {
        var customers = await db.Customers.ToListAsync();
        return orders.ConvertAll(o => customers.Find(c => c.Id == o.CustomerId)!.Name);
    }
}

// look-alike: each provider is asked for itself
public sealed class Providers(IEnumerable<ICustomerReader> readers)
{
    public Task<Customer?[]> AllAsync(int id) => Task.WhenAll(readers.Select(reader => reader.GetAsync(id))); // expect: IC1106
}
