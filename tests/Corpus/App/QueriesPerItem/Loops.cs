using Corpus.Library.QueriesPerItem;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Loops;

// case: the query stands in the loop
public sealed class DirectQuery(ShopDb db)
{
    public async Task<List<string>> NamesAsync(IReadOnlyList<Order> orders)
    {
        var names = new List<string>();
        foreach (var order in orders)
        {
            var customer = await db.Customers.FirstAsync(c => c.Id == order.CustomerId); // expect: IC3101
            names.Add(customer.Name);
        }

        return names;
    }
}

// case: a synchronous lookup by key, counted with an index
public sealed class IndexedFind(ShopDb db)
{
    public decimal Sum(int[] ids)
    {
        var sum = 0m;
        for (var i = 0; i < ids.Length; i++)
        {
            sum += db.Orders.Find(ids[i])!.Total; // expect: IC3101
        }

        return sum;
    }
}

// case: each row is stamped with the time, which ends no loop
public sealed record Stamped(Order? Order, DateTime At);

public sealed class StampedRows(ShopDb db)
{
    public List<Stamped> Read(int[] ids)
    {
        var rows = new List<Stamped>();
        foreach (var id in ids)
        {
            var order = db.Orders.Find(id); // expect: IC3101
            rows.Add(new Stamped(order, DateTime.UtcNow));
        }

        return rows;
    }

    public List<Stamped> ReadUntil(int[] ids, CancellationToken stop)
    {
        var rows = new List<Stamped>();
        foreach (var id in ids)
        {
            if (stop.IsCancellationRequested)
            {
                break;
            }

            rows.Add(new Stamped(db.Orders.Find(id), default)); // expect: IC3101
        }

        return rows;
    }
}

// look-alike: it asks whether it is there, again and again, with a longer pause each time
public sealed class PatientLook(ShopDb db)
{
    public async Task<bool> IsThereAsync(int id, TimeSpan[] pauses, CancellationToken stop)
    {
        foreach (var pause in pauses)
        {
            if (await db.Orders.AnyAsync(o => o.Id == id, stop))
            {
                return true;
            }

            await Task.Delay(pause, stop);
        }

        return false;
    }
}

// case: a constant bound that is not small
public sealed class ThousandTimes(ShopDb db)
{
    public async Task WarmAsync()
    {
        for (var id = 1; id <= 1000; id++)
        {
            await db.Customers.FindAsync(id); // expect: IC3101
        }
    }
}

// case: work in a queue in memory, one query for each node
public sealed class BreadthFirst(ShopDb db)
{
    public async Task<List<Customer>> DescendantsAsync(int root)
    {
        var all = new List<Customer>();
        var open = new Queue<int>();
        open.Enqueue(root);
        while (open.Count > 0)
        {
            var parent = open.Dequeue();
            var children = await db.Customers.Where(c => c.ParentId == parent).ToListAsync(); // expect: IC3101
            foreach (var child in children)
            {
                all.Add(child);
                open.Enqueue(child.Id);
            }
        }

        return all;
    }
}

// case: a stack, and TryPop
public sealed class DepthFirst(ShopDb db)
{
    public int Count(int root)
    {
        var count = 0;
        var open = new Stack<int>([root]);
        while (open.TryPop(out var parent))
        {
            foreach (var child in db.Customers.Where(c => c.ParentId == parent).Select(c => c.Id).ToList()) // expect: IC3101
            {
                count++;
                open.Push(child);
            }
        }

        return count;
    }
}

// case: up the parents, one query for each step
public sealed class ParentChain(ShopDb db)
{
    public async Task<string> PathAsync(Customer customer)
    {
        var path = customer.Name;
        var current = customer;
        while (current.ParentId is { } parent)
        {
            current = await db.Customers.FirstAsync(c => c.Id == parent); // expect: IC3101
            path = current.Name + "/" + path;
        }

        return path;
    }
}

// case: do … while over a list, with continue in a try
public sealed class DoWhile(ShopDb db)
{
    public void Print(IList<int> ids)
    {
        var i = 0;
        do
        {
            try
            {
                if (ids[i] < 0)
                {
                    continue;
                }

                Console.WriteLine(db.Orders.Single(o => o.Id == ids[i]).Total); // expect: IC3101
            }
            finally
            {
                i++;
            }
        }
        while (i < ids.Count);
    }
}

// case: a loop written with goto
public sealed class Goto(ShopDb db)
{
    public void Print(IEnumerator<int> ids)
    {
    next:
        if (!ids.MoveNext())
        {
            return;
        }

        Console.WriteLine(db.Orders.Count(o => o.CustomerId == ids.Current)); // expect: IC3101
        goto next;
    }
}

// case: nested loops are one finding, at the query
public sealed class Nested(ShopDb db)
{
    public async Task<int> CountAsync(IEnumerable<IReadOnlyList<Order>> days)
    {
        var count = 0;
        foreach (var day in days)
        {
            foreach (var order in day)
            {
                count += await db.Lines.CountAsync(l => l.OrderId == order.Id); // expect: IC3101
            }
        }

        return count;
    }
}

// case: another query for each row of a query that streams
public sealed class StreamedRows(ShopDb db, ShopDb other)
{
    public async Task PrintAsync()
    {
        await foreach (var order in db.Orders.AsNoTracking().AsAsyncEnumerable())
        {
            Console.WriteLine(await other.Customers.AnyAsync(c => c.Id == order.CustomerId)); // expect: IC3101
        }
    }
}

// case: a query composed outside runs where it is enumerated, in the loop
public sealed class DeferredInLoop(ShopDb db)
{
    public int Match(IReadOnlyList<Order> orders)
    {
        var active = db.Customers.Where(c => c.ParentId == null);
        var matches = 0;
        foreach (var order in orders)
        {
            foreach (var customer in active) // expect: IC3101
            {
                matches += customer.Id == order.CustomerId ? 1 : 0;
            }
        }

        return matches;
    }
}

// case: ToList of a query that is composed differently for each item
public sealed class ComposedInLoop(ShopDb db)
{
    public List<Order> Find(IEnumerable<(int Customer, bool Done)> wanted)
    {
        var found = new List<Order>();
        foreach (var (customer, done) in wanted)
        {
            IQueryable<Order> query = db.Orders.Where(o => o.CustomerId == customer);
            if (done)
            {
                query = query.Where(o => o.IsDone);
            }

            found.AddRange(query); // expect: IC3101
        }

        return found;
    }
}

// case: loading what belongs to each entity
public sealed class ExplicitLoad(ShopDb db)
{
    public async Task FillAsync(List<Order> orders)
    {
        foreach (var order in orders)
        {
            await db.Entry(order).Collection(o => o.Lines).LoadAsync(); // expect: IC3101
        }
    }
}

// case: commands of ADO.NET, one for each row that another one reads
public sealed class ReaderInReader
{
    public static async Task PrintAsync(SqliteConnection first, SqliteConnection second)
    {
        await using var orders = first.CreateCommand();
        orders.CommandText = "SELECT Id FROM Orders";
        await using var rows = await orders.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            await using var lines = second.CreateCommand();
            lines.CommandText = "SELECT COUNT(*) FROM Lines WHERE OrderId = @id";
            lines.Parameters.AddWithValue("@id", rows.GetInt32(0));
            Console.WriteLine(await lines.ExecuteScalarAsync()); // expect: IC3101
        }
    }
}

// case: Dapper in a loop
public sealed class DapperLoop(SqliteConnection connection)
{
    public async Task<List<string>> NamesAsync(HashSet<int> ids)
    {
        var names = new List<string>();
        foreach (var id in ids)
        {
            names.Add(await connection.QuerySingleAsync<string>("SELECT Name FROM Customers WHERE Id = @id", new { id })); // expect: IC3101
        }

        return names;
    }
}

// case: an existence check for each line of a file
public sealed class ImportedLines(ShopDb db)
{
    public async Task<int> CountNewAsync(StreamReader file)
    {
        var count = 0;
        while (await file.ReadLineAsync() is { } line)
        {
            if (!await db.Customers.AnyAsync(c => c.Name == line)) // expect: IC3101
            {
                count++;
            }
        }

        return count;
    }
}

// case: the last rows of each customer: a page, but one for each
public sealed class TopOfEach(ShopDb db)
{
    public async Task<List<Order>> LatestAsync(List<Customer> customers)
    {
        var latest = new List<Order>();
        foreach (var customer in customers)
        {
            latest.AddRange(await db.Orders.Where(o => o.CustomerId == customer.Id).OrderByDescending(o => o.Id).Take(5).ToListAsync()); // expect: IC3101
        }

        return latest;
    }
}

// case: Contains of a string is no batch
public sealed class TextSearch(ShopDb db)
{
    public async Task<int> HitsAsync(string[] terms)
    {
        var hits = 0;
        foreach (var term in terms)
        {
            hits += await db.Customers.CountAsync(c => c.Name.Contains(term)); // expect: IC3101
        }

        return hits;
    }
}

// case: Contains of a property of the row is no batch, either
public sealed class TagSearch(ShopDb db)
{
    public async Task<int> HitsAsync(string[] tags)
    {
        var hits = 0;
        foreach (var tag in tags)
        {
            hits += await db.Customers.Where(c => c.Tags.Contains(tag)).CountAsync(); // expect: IC3101
        }

        return hits;
    }
}

// case: chunks, and then one query for each member of a chunk
public sealed class ChunkedOneByOne(ShopDb db)
{
    public async Task WarmAsync(int[] ids)
    {
        foreach (var chunk in ids.Chunk(100))
        {
            foreach (var id in chunk)
            {
                await db.Orders.FindAsync(id); // expect: IC3101
            }
        }
    }
}

// case: the loop goes on while an order is of a kind that a pattern with several parts tells
public sealed class WhileOfKind(ShopDb db)
{
    public async Task<List<string>> NamesAsync(Order[] orders)
    {
        var names = new List<string>();
        for (var i = 0; i < orders.Length && orders[i] is { IsDone: false, Total: > 0, CustomerId: > 0 }; i++)
        {
            var customer = await db.Customers.FirstAsync(c => c.Id == orders[i].CustomerId); // expect: IC3101
            names.Add(customer.Name);
        }

        return names;
    }
}
