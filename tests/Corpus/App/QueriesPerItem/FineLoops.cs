using Corpus.Library.QueriesPerItem;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Corpus.QueriesPerItem.FineLoops;

// look-alike: one query before the loop, a dictionary in it
public sealed class LoadedBefore(ShopDb db)
{
    public async Task<List<string>> NamesAsync(List<Order> orders)
    {
        var ids = orders.Select(o => o.CustomerId).Distinct().ToList();
        var customers = await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
        var names = new List<string>();
        foreach (var order in orders)
        {
            names.Add(customers.TryGetValue(order.CustomerId, out var customer) ? customer.Name : "?");
        }

        return names;
    }
}

// look-alike: the query is what the loop goes over
public sealed class QueryAsSource(ShopDb db)
{
    public async Task PrintAsync()
    {
        foreach (var order in await db.Orders.Where(o => !o.IsDone).ToListAsync())
        {
            Console.WriteLine(order.Total);
        }

        foreach (var order in db.Orders.Include(o => o.Customer)) // expect: IC3001
        {
            Console.WriteLine(order.Customer!.Name);
        }

        await foreach (var order in db.Orders.AsAsyncEnumerable())
        {
            Console.WriteLine(order.Id);
        }
    }
}

// look-alike: one query for each chunk
public sealed class Chunked(ShopDb db)
{
    public async Task<List<Order>> LoadAsync(IReadOnlyCollection<int> ids)
    {
        var orders = new List<Order>();
        foreach (var chunk in ids.Chunk(500))
        {
            orders.AddRange(await db.Orders.Where(o => chunk.Contains(o.Id)).ToListAsync());
        }

        return orders;
    }
}

// look-alike: batches cut by hand
public sealed class CutByHand(ShopDb db)
{
    private const int Size = 200;

    public async Task<int> CountAsync(List<int> ids)
    {
        var count = 0;
        for (var i = 0; i < ids.Count; i += Size)
        {
            var batch = ids.GetRange(i, Math.Min(Size, ids.Count - i));
            count += await db.Orders.CountAsync(o => batch.Contains(o.Id));
        }

        var rest = ids;
        while (rest.Count > 0)
        {
            var some = rest.Take(Size).ToList();
            count += await db.Lines.CountAsync(l => some.Contains(l.OrderId));
            rest = rest.Skip(Size).ToList();
        }

        return count;
    }
}

// look-alike: paging until a page is empty
public sealed class PagedUntilEmpty(ShopDb db)
{
    public async Task<decimal> SumAsync()
    {
        var sum = 0m;
        for (var page = 0; ; page++)
        {
            var orders = await db.Orders.OrderBy(o => o.Id).Skip(page * 100).Take(100).ToListAsync();
            if (orders.Count == 0)
            {
                return sum;
            }

            sum += orders.Sum(o => o.Total);
        }
    }
}

// look-alike: paging by the last key
public sealed class KeysetPaged(ShopDb db)
{
    public async Task PrintAsync()
    {
        var last = 0;
        List<Order> batch;
        do
        {
            batch = await db.Orders.Where(o => o.Id > last).OrderBy(o => o.Id).Take(100).ToListAsync();
            foreach (var order in batch)
            {
                Console.WriteLine(order.Total);
                last = order.Id;
            }
        }
        while (batch.Count == 100);
    }
}

// look-alike: batches until there is none, read again at the end of the loop
public sealed class BatchesUntilNone(ShopDb db)
{
    public async Task FinishAsync()
    {
        var open = await NextAsync();
        while (open.Count > 0)
        {
            open.ForEach(o => o.IsDone = true);
            await db.SaveChangesAsync();
            open = await NextAsync();
        }
    }

    private Task<List<Order>> NextAsync() => db.Orders.Where(o => !o.IsDone).Take(50).ToListAsync();
}

// look-alike: as many pages as the count says
public sealed class CountedPages(ShopDb db)
{
    public List<Order> All()
    {
        var pages = (db.Orders.Count() + 99) / 100;
        var all = new List<Order>();
        for (var page = 0; page < pages; page++)
        {
            all.AddRange(db.Orders.OrderBy(o => o.Id).Skip(page * 100).Take(100));
        }

        return all;
    }
}

// look-alike: a level of the tree at a time
public sealed class ByLevel(ShopDb db)
{
    public async Task<List<Customer>> DescendantsAsync(int root)
    {
        var all = new List<Customer>();
        var level = new List<int> { root };
        while (level.Count > 0)
        {
            var children = await db.Customers.Where(c => c.ParentId != null && level.Contains(c.ParentId.Value)).ToListAsync();
            all.AddRange(children);
            level = children.ConvertAll(c => c.Id);
        }

        return all;
    }
}

// look-alike: a constant small bound
public sealed class ThreeTimes(ShopDb db)
{
    public async Task<int[]> PerShiftAsync()
    {
        var counts = new int[3];
        for (var shift = 0; shift < 3; shift++)
        {
            counts[shift] = await db.Orders.CountAsync(o => o.Id % 3 == shift);
        }

        return counts;
    }
}

// look-alike: lists that somebody wrote down
public sealed class WrittenDown(ShopDb db, IOptions<WrittenDown.Settings> settings)
{
    private static readonly string[] Regions = ["north", "south"];

    private readonly string[] _kinds = ["a", "b", "c"];

    public async Task<int> CountAsync()
    {
        var count = 0;
        foreach (var name in new[] { "admin", "guest" })
        {
            count += await db.Customers.CountAsync(c => c.Name == name);
        }

        foreach (var region in Regions)
        {
            count += await db.Customers.CountAsync(c => c.Name == region);
        }

        foreach (var kind in _kinds)
        {
            count += await db.Customers.CountAsync(c => c.Name == kind);
        }

        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            count += await db.Orders.CountAsync(o => o.Id % 7 == (int)day);
        }

        foreach (var tenant in settings.Value.Tenants)
        {
            count += await db.Customers.CountAsync(c => c.Name == tenant);
        }

        return count;
    }

    public sealed class Settings
    {
        public List<string> Tenants { get; set; } = [];
    }
}

// look-alike: tried again after a failure, not for the next item
public sealed class TriedAgain(ShopDb db)
{
    public async Task<Order> GetAsync(int id)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Orders.SingleAsync(o => o.Id == id);
            }
            catch (TimeoutException) when (attempt < 5)
            {
                await Task.Delay(100);
            }
        }
    }
}

// look-alike: waiting until another process is done
public sealed class Polled(ShopDb db)
{
    public async Task<Order> DoneAsync(int id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var order = await db.Orders.AsNoTracking().FirstAsync(o => o.Id == id, cancellationToken);
            if (order.IsDone)
            {
                return order;
            }

            await Task.Delay(1000, cancellationToken);
        }
    }
}

// look-alike: the loop of a worker
public sealed class Worker(ShopDb db) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var open = await db.Orders.Where(o => !o.IsDone).ToListAsync(stoppingToken);
            open.ForEach(o => o.IsDone = true);
            await db.SaveChangesAsync(stoppingToken);
        }
    }
}

// look-alike: messages arrive one at a time
public sealed class Consumer(ShopDb db, System.Threading.Channels.Channel<int> channel) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in channel.Reader.ReadAllAsync(stoppingToken))
        {
            var order = await db.Orders.FindAsync([id], stoppingToken);
            order!.IsDone = true;
            await db.SaveChangesAsync(stoppingToken);
        }
    }
}

// look-alike: the query runs in the turn that leaves the loop
public sealed class LeavesTheLoop(ShopDb db)
{
    public async Task<Order?> FirstLargeAsync(IEnumerable<(int Id, decimal Total)> lines)
    {
        foreach (var (id, total) in lines)
        {
            if (total > 1000)
            {
                return await db.Orders.FindAsync(id);
            }
        }

        return null;
    }

    public int Failing(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            if (id < 0)
            {
                var known = db.Orders.Count();
                throw new ArgumentException($"{id} is none of {known}", nameof(ids));
            }
        }

        return 0;
    }
}

// look-alike: the next candidate only after a failure
public sealed class FailsOver(IReadOnlyList<ShopDb> replicas)
{
    public async Task<int> CountAsync()
    {
        foreach (var db in replicas)
        {
            try
            {
                return await db.Orders.CountAsync();
            }
            catch (TimeoutException)
            {
                Console.WriteLine("next");
            }
        }

        return 0;
    }
}

// look-alike: asked once for each key, and remembered
public sealed class RememberedAnswers(ShopDb db)
{
    public async Task<List<string>> NamesAsync(List<Order> orders)
    {
        var known = new Dictionary<int, string>();
        var names = new List<string>();
        foreach (var order in orders)
        {
            if (!known.TryGetValue(order.CustomerId, out var name))
            {
                name = (await db.Customers.SingleAsync(c => c.Id == order.CustomerId)).Name;
                known.Add(order.CustomerId, name);
            }

            names.Add(name);
        }

        return names;
    }
}

// look-alike: asked in the first turn that needs it
public sealed class FirstTime(ShopDb db)
{
    public async Task<int> CountAsync(List<Order> orders)
    {
        List<Customer>? customers = null;
        var loaded = false;
        var lines = 0;
        foreach (var order in orders)
        {
            if (order.CustomerId > 0)
            {
                customers ??= await db.Customers.ToListAsync();
            }

            if (!loaded)
            {
                lines = await db.Lines.CountAsync();
                loaded = true;
            }
        }

        return (customers?.Count ?? 0) + lines;
    }
}

// look-alike: a query that takes shape in a loop, and runs after it
public sealed class ComposedOnly(ShopDb db)
{
    public Task<List<Customer>> FindAsync(string[] words)
    {
        IQueryable<Customer> query = db.Customers;
        foreach (var word in words)
        {
            query = query.Where(c => c.Name.Contains(word)).OrderBy(c => c.Name);
        }

        return query.ToListAsync();
    }
}

// look-alike: lists in memory, even where they look like queries
public sealed class InMemory
{
    public static int Count(List<Order> orders, List<Customer> customers)
    {
        var count = 0;
        foreach (var order in orders)
        {
            count += customers.AsQueryable().Count(c => c.Id == order.CustomerId);
            count += customers.Where(c => c.Id == order.CustomerId).ToList().Count;
            count += order.Lines.FirstOrDefault(l => l.Sku == "x")?.Id ?? 0;
        }

        return count;
    }
}

// look-alike: changes are collected, and saved together
public sealed class Writes(ShopDb db)
{
    public async Task AddAsync(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            db.Customers.Add(new() { Name = name });
        }

        foreach (var tracked in db.Orders.Local)
        {
            db.Orders.Remove(tracked);
        }

        await db.SaveChangesAsync();
    }
}

// look-alike: a name that is free: the answer ends the loop
public sealed class FreeName(ShopDb db)
{
    public async Task<string> NextAsync(string name)
    {
        var candidate = name;
        var number = 1;
        while (await db.Customers.AnyAsync(c => c.Name == candidate))
        {
            candidate = name + number++;
        }

        return candidate;
    }
}

// look-alike: the same, of numbered names: what is taken goes on to the next, and what is free is used
public sealed class FreeNumber(ShopDb db)
{
    public async Task<Customer> NextAsync(string name, CancellationToken cancellation)
    {
        for (var i = 2; i < 100; i++)
        {
            var numbered = $"{name} ({i})";
            var taken = await FindAsync(numbered, cancellation).ConfigureAwait(false);
            if (taken is not null)
            {
                continue;
            }

            var customer = new Customer { Name = numbered };
            db.Customers.Add(customer);
            return customer;
        }

        throw new InvalidOperationException("all names are taken");
    }

    private async Task<Customer?> FindAsync(string name, CancellationToken cancellation) => await db.Customers.FirstOrDefaultAsync(c => c.Name == name, cancellation).ConfigureAwait(false);
}

// look-alike: a cursor is read to its end: one query
public sealed class OneReader(SqliteConnection connection)
{
    public async Task<int> SumAsync(int[] ids)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Total FROM Orders";
        await using var rows = await command.ExecuteReaderAsync();
        var sum = 0;
        while (await rows.ReadAsync())
        {
            sum += rows.GetInt32(0);
        }

        return sum + (await connection.QueryAsync<int>("SELECT Total FROM Lines WHERE Id IN @ids", new { ids })).Sum();
    }
}

// case: an array of keys, each with its question, although one that is not there breaks off
public sealed class Grants(ShopDb db)
{
    public async Task<string> GrantAsync(int customer, int[] asked)
    {
        var had = await db.Orders.Where(o => o.CustomerId == customer).Select(o => o.Id).ToArrayAsync();
        var more = asked.Except(had).ToArray();
        var less = had.Except(asked).ToArray();
        List<string> names = [];
        foreach (var id in more)
        {
            var granted = await db.Customers.FindAsync(id); // expect: IC3101
            if (granted is null)
            {
                return $"there is no {id}";
            }

            names.Add(granted.Name);
        }

        return string.Join(", ", names) + less.Length;
    }
}

// look-alike: no array, but numbers that are tried until one is not there
public sealed class Gaps(ShopDb db)
{
    public async Task<int> FirstAsync(int most)
    {
        for (var id = 1; id < most; id++)
        {
            if (await db.Customers.FindAsync(id) is null)
            {
                return id;
            }
        }

        return most;
    }
}
