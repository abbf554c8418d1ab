using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Calls;

// case: the query stands behind a repository of another assembly
public sealed class BehindRepository(CustomerReader customers)
{
    public async Task<List<string>> NamesAsync(List<Order> orders)
    {
        var names = new List<string>();
        foreach (var order in orders)
        {
            names.Add((await customers.GetAsync(order.CustomerId))?.Name ?? ""); // expect: IC3101
        }

        return names;
    }
}

// case: three calls down, through an interface
public sealed class ThreeDown(ICustomerReader customers)
{
    public async Task<List<string>> LabelsAsync(IEnumerable<Order> orders)
    {
        var labels = new List<string>();
        foreach (var order in orders)
        {
            labels.Add(await LabelAsync(order)); // expect: IC3101
        }

        return labels;
    }

    private async Task<string> LabelAsync(Order order) => order.Id + " " + await NameAsync(order.CustomerId);

    private async Task<string> NameAsync(int id)
    {
        var customer = await customers.GetAsync(id);
        return customer?.Name ?? "unknown";
    }
}

// case: a generic base class of another assembly
public sealed class GenericBase(OrderRepository orders)
{
    public async Task<decimal> SumAsync(IEnumerable<int> ids)
    {
        decimal sum = 0;
        foreach (var id in ids)
        {
            var order = await orders.LoadAsync(id); // expect: IC3101
            sum += order.Total;
        }

        return sum;
    }
}

// case: the repository hands out a sequence that runs where it is enumerated
public sealed class LeakedSequence(OrderRepository orders)
{
    public int Count(IEnumerable<Customer> customers)
    {
        var count = 0;
        foreach (var customer in customers)
        {
            foreach (var order in orders.Of(customer.Id)) // expect: IC3101
            {
                count += order.IsDone ? 1 : 0;
            }
        }

        return count;
    }
}

// case: an iterator that asks once for each of its items
public sealed class OneByOne(ShopDb db)
{
    public int Total(IEnumerable<int> ids)
    {
        var total = 0;
        foreach (var order in Load(ids))
        {
            total += (int)order.Total;
        }

        return total;
    }

    private IEnumerable<Order> Load(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            yield return db.Orders.First(o => o.Id == id); // expect: IC3101
        }
    }
}

// case: an async stream that does
public sealed class OneByOneAsync(ICustomerReader customers)
{
    public async IAsyncEnumerable<Customer> LoadAsync(IAsyncEnumerable<int> ids)
    {
        await foreach (var id in ids)
        {
            if (await customers.GetAsync(id) is { } customer) // expect: IC3101
            {
                yield return customer;
            }
        }
    }
}

// case: a tree, one query for each node
public sealed class Tree(ShopDb db)
{
    public async Task<Node> LoadAsync(int id)
    {
        var node = new Node(id);
        var children = await db.Customers.Where(c => c.ParentId == id).Select(c => c.Id).ToListAsync();
        foreach (var child in children)
        {
            node.Children.Add(await LoadAsync(child)); // expect: IC3101
        }

        return node;
    }

    public sealed record Node(int Id)
    {
        public List<Node> Children { get; } = [];
    }
}

// case: a local function, and an extension method
public sealed class LocalFunction(ShopDb db)
{
    public async Task<int> CountAsync(IEnumerable<Customer> customers)
    {
        var count = 0;
        foreach (var customer in customers)
        {
            count += await OrdersOfAsync(customer.Id); // expect: IC3101
            count += await customer.LinesAsync(db); // expect: IC3101
        }

        return count;

        Task<int> OrdersOfAsync(int id) => db.Orders.CountAsync(o => o.CustomerId == id);
    }
}

internal static class CustomerExtensions
{
    public static Task<int> LinesAsync(this Customer customer, ShopDb db) => db.Lines.CountAsync(l => l.OrderId == customer.Id);
}

// case: a property that asks each time it is read
public sealed class AskingProperty(ShopDb db)
{
    public int OpenOrders => db.Orders.Count(o => !o.IsDone);

    public bool AnyOver(IEnumerable<int> limits)
    {
        foreach (var limit in limits)
        {
            if (OpenOrders > limit) // expect: IC3101
            {
                return true;
            }
        }

        return false;
    }
}

// case: each turn tries again, and there is a turn for each item
public sealed class TriedForEach(ShopDb db)
{
    public async Task<int> SumAsync(IReadOnlyList<int> ids)
    {
        var sum = 0;
        foreach (var id in ids)
        {
            sum += await Run.AttemptAsync(3, async () => (await db.Orders.SingleAsync(o => o.Id == id)).Id); // expect: IC3101
        }

        return sum;
    }
}

// case: a scope and a context of its own for each item
public sealed class ScopeForEach(IDbContextFactory<ShopDb> contexts)
{
    public async Task TouchAsync(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            await using var db = await contexts.CreateDbContextAsync();
            var order = await db.Orders.FindAsync(id); // expect: IC3101
            Console.WriteLine(order?.Total);
        }
    }
}

// case: the loop stands in a partial class, the query in a static helper
public sealed partial class Report
{
    private readonly ShopDb _db;

    public Report(ShopDb db) => _db = db;

    public string Text(IReadOnlyDictionary<int, decimal> totals)
    {
        var text = "";
        foreach (var (customer, total) in totals)
        {
            text += Lookup.Name(_db, customer) + total; // expect: IC3101
        }

        return text;
    }
}

internal static class Lookup
{
    public static string Name(ShopDb db, int id) => db.Customers.Where(c => c.Id == id).Select(c => c.Name).Single();
}

// look-alike: one call that takes all keys
public sealed class AllKeys(ICustomerReader customers)
{
    public async Task<List<string>> NamesAsync(List<Order> orders)
    {
        var all = await customers.GetManyAsync(orders.ConvertAll(o => o.CustomerId));
        var names = new List<string>();
        foreach (var order in orders)
        {
            names.Add(all[order.CustomerId].Name);
        }

        return names;
    }
}

// look-alike: chunks of keys, two calls down
public sealed class ChunksBelow(ICustomerReader customers)
{
    public async Task<int> CountAsync(IEnumerable<int> ids)
    {
        var count = 0;
        foreach (var chunk in ids.Distinct().Chunk(200))
        {
            count += await SomeAsync(chunk);
        }

        return count;
    }

    private async Task<int> SomeAsync(int[] ids) => (await customers.GetManyAsync(ids)).Count;
}

// look-alike: a repository with a cache in front
public sealed class CachedRepository(ShopDb db, Microsoft.Extensions.Caching.Memory.IMemoryCache cache)
{
    private string? _currency;

    public async Task<int> LengthAsync(IEnumerable<int> ids)
    {
        var length = 0;
        foreach (var id in ids)
        {
            length += (await GetAsync(id)).Length + (await CurrencyAsync()).Length;
        }

        return length;
    }

    private async Task<string> GetAsync(int id)
    {
        if (Microsoft.Extensions.Caching.Memory.CacheExtensions.TryGetValue(cache, id, out string? name))
        {
            return name!;
        }

        name = (await db.Customers.FirstAsync(c => c.Id == id)).Name;
        return Microsoft.Extensions.Caching.Memory.CacheExtensions.Set(cache, id, name);
    }

    private async Task<string> CurrencyAsync() => _currency ??= await db.Customers.Select(c => c.Name).FirstAsync();
}

// look-alike: each of the services answers for itself
public sealed class EachService(IEnumerable<EachService.IRule> rules)
{
    public async Task<bool> IsValidAsync(Order order)
    {
        foreach (var rule in rules)
        {
            if (!await rule.HoldsAsync(order))
            {
                return false;
            }
        }

        return true;
    }

    public interface IRule
    {
        Task<bool> HoldsAsync(Order order);
    }

    public sealed class CustomerExists(ShopDb db) : IRule
    {
        public Task<bool> HoldsAsync(Order order) => db.Customers.AnyAsync(c => c.Id == order.CustomerId);
    }

    public sealed class IsNotDone : IRule
    {
        public Task<bool> HoldsAsync(Order order) => Task.FromResult(!order.IsDone);
    }
}

// look-alike: the helper runs what it is given once
public sealed class RunOnce(ShopDb db)
{
    public Task<int> CountAsync(List<int> ids) => Run.TimedAsync(() => db.Orders.CountAsync(o => ids.Contains(o.Id)));

    public Task<int> AgainAsync() => Run.AttemptAsync(5, () => db.Orders.CountAsync());
}

// look-alike: an iterator that pages
public sealed class PagingIterator(ShopDb db)
{
    public async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var order in AllAsync())
        {
            count += order.IsDone ? 1 : 0;
        }

        return count;
    }

    private async IAsyncEnumerable<Order> AllAsync()
    {
        var last = 0;
        while (true)
        {
            var page = await db.Orders.Where(o => o.Id > last).OrderBy(o => o.Id).Take(500).ToArrayAsync();
            if (page.Length == 0)
            {
                yield break;
            }

            foreach (var order in page)
            {
                yield return order;
            }

            last = page[^1].Id;
        }
    }
}

// look-alike: a tree from one query
public sealed class TreeInMemory(ShopDb db)
{
    public async Task<int> DepthAsync(int root)
    {
        var children = (await db.Customers.ToListAsync()).ToLookup(c => c.ParentId);
        return Depth(root);

        int Depth(int id)
        {
            var depth = 0;
            foreach (var child in children[id])
            {
                depth = Math.Max(depth, Depth(child.Id));
            }

            return depth + 1;
        }
    }
}

// look-alike: collected now, loaded together later
public sealed class Deferred(ShopDb db)
{
    private readonly List<int> _wanted = [];

    public async Task<List<Customer>> LoadAsync(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            Want(order.CustomerId);
        }

        return await FlushAsync();
    }

    private void Want(int id) => _wanted.Add(id);

    private Task<List<Customer>> FlushAsync() => db.Customers.Where(c => _wanted.Contains(c.Id)).ToListAsync();
}

// look-alike: the source of the loop is asked once, however it is written
public sealed class SourceIsAsked(ICustomerReader customers, OrderRepository orders)
{
    public async Task<int> CountAsync(int id)
    {
        var count = 0;
        foreach (var tag in (await customers.GetAsync(id))!.Tags)
        {
            count += tag.Length;
        }

        for (int i = 0, n = await orders.CountForAsync(id); i < n; i++)
        {
            count += i;
        }

        foreach (var order in orders.Of(id)) // expect: IC3001
        {
            count += order.Id;
        }

        return count;
    }
}
