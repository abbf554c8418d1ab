using Corpus.Library.QueriesPerItem;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Numbered;

// look-alike: the number of the part goes to a helper that leaves out as many rows as come before it; each part is saved by itself
public sealed class Ledger(ShopDb db)
{
    private const int Part = 250;

    public async Task CloseAllAsync(CancellationToken stop)
    {
        var parts = (await db.Orders.CountAsync(stop) / Part) + 1;
        for (var part = 0; part < parts; part++)
        {
            foreach (var order in await PartAsync(part, stop))
            {
                order.IsDone = true;
            }

            await db.SaveChangesAsync(stop);
        }
    }

    private Task<List<Order>> PartAsync(int part, CancellationToken stop) => db.Orders.OrderBy(o => o.Id).Skip(part * Part).Take(Part).ToListAsync(stop);
}

public interface ISheets
{
    Task<List<Customer>> SheetAsync(int number, int size);
}

public sealed class Sheets(ShopDb db) : ISheets
{
    public async Task<List<Customer>> SheetAsync(int number, int size)
    {
        var rows = await RowsAsync((number - 1) * size, size);
        return rows;
    }

    private Task<List<Customer>> RowsAsync(int before, int many) => db.Customers.AsNoTracking().OrderBy(c => c.Name).Skip(before).Take(many).ToListAsync();
}

// look-alike: the numbers come from a range, and what is left out is computed two helpers below
public sealed class Printer(ISheets sheets)
{
    public async Task<int> PrintAsync(int count)
    {
        var printed = 0;
        foreach (var number in Enumerable.Range(1, count))
        {
            printed += (await sheets.SheetAsync(number, 40)).Count;
        }

        return printed;
    }
}

// look-alike: the same in a statement
public sealed class Exported(SqliteConnection connection)
{
    public async Task<int> WriteAsync(int pages)
    {
        var written = 0;
        for (var page = 0; page < pages; page++)
        {
            written += (await LinesAsync(page, 500)).Count();
        }

        return written;
    }

    private Task<IEnumerable<OrderLine>> LinesAsync(int page, int size) =>
        connection.QueryAsync<OrderLine>("SELECT * FROM Lines ORDER BY Id LIMIT @size OFFSET @from", new { size, from = page * size });
}

// case: the number says which row, and not which page
public sealed class Places(ShopDb db)
{
    public async Task<List<string>> NamesAsync(int count)
    {
        var names = new List<string>();
        for (var place = 0; place < count; place++)
        {
            var order = await AtAsync(place); // expect: IC3101
            names.Add(order.Id + "/" + order.Total);
        }

        return names;
    }

    private Task<Order> AtAsync(int place) => db.Orders.OrderByDescending(o => o.Total).Skip(place).FirstAsync();
}

// case: the number is a key, whatever is left out beside it
public sealed class Counters(ShopDb db)
{
    private const int Size = 20;

    public async Task<decimal> SumAsync(int till)
    {
        var sum = 0m;
        for (var customer = 1; customer < till; customer++)
        {
            sum += (await OfAsync(customer, 3)).Sum(o => o.Total); // expect: IC3101
        }

        return sum;
    }

    private async Task<List<Order>> OfAsync(int customer, int page) =>
        await db.Orders.Where(o => o.CustomerId == customer).OrderBy(o => o.Id).Skip(page * Size).Take(Size).ToListAsync();
}

// case: the keys of a list, and the first page of each
public sealed class FirstPages(ShopDb db)
{
    public async Task<int> CountAsync(int[] customers)
    {
        var count = 0;
        for (var i = 0; i < customers.Length; i++)
        {
            count += (await PageAsync(customers[i], 0)).Count; // expect: IC3101
        }

        return count;
    }

    private Task<List<Order>> PageAsync(int customer, int page) => db.Orders.Where(o => o.CustomerId == customer).Skip(page * 30).Take(30).ToListAsync();
}

public sealed class Portion
{
    public int StartIndex { get; set; }

    public int Count { get; set; }

    public int CustomerId { get; set; }
}

// look-alike: so many portions as there are rows divided by how many one has; what is done with a portion is handed over
public sealed class Moves(ShopDb db)
{
    private const int Size = 120;

    public Task MoveOrdersAsync(CancellationToken stop) => InPortionsAsync(
        c => db.Orders.CountAsync(c),
        async (portion, c) =>
        {
            var orders = await db.Orders.OrderBy(o => o.Id).Skip(portion.StartIndex * portion.Count).Take(portion.Count).ToListAsync(c);
            var ids = orders.Select(o => o.CustomerId).ToList();
            var known = await db.Customers.Where(x => ids.Contains(x.Id)).ToListAsync(c);
            var lines = await db.Lines.FirstAsync(c);
            Console.WriteLine(known.Count + lines.Id);
        },
        stop);

    private static async Task InPortionsAsync(Func<CancellationToken, Task<int>> count, Func<Portion, CancellationToken, Task> move, CancellationToken stop)
    {
        var portions = (int)Math.Ceiling((double)await count(stop) / Size);
        foreach (var portion in Enumerable.Range(1, portions))
        {
            await move(new Portion { StartIndex = portion - 1, Count = Size }, stop);
        }
    }
}

// look-alike: the delegate is given the number and the size themselves
public sealed class Labels(ShopDb db)
{
    public Task PrintAsync() => EachSheetAsync(async (sheet, size) =>
    {
        var customers = await db.Customers.OrderBy(c => c.Id).Skip(sheet * size).Take(size).ToListAsync();
        Console.WriteLine(customers.Count);
    });

    private async Task EachSheetAsync(Func<int, int, Task> print)
    {
        var sheets = ((await db.Customers.CountAsync()) / 24) + 1;
        foreach (var sheet in Enumerable.Range(0, sheets))
        {
            await print(sheet, 24);
        }
    }
}

// case: the number is the customer, and only so many of his orders are wanted
public sealed class Newest(ShopDb db)
{
    public Task<int> SumAsync(int customers) => EachCustomerAsync(customers, async portion =>
    {
        var orders = await db.Orders.Where(o => o.CustomerId == portion.CustomerId).Take(portion.Count).ToListAsync(); // expect: IC3101
        return orders.Count;
    });

    private static async Task<int> EachCustomerAsync(int customers, Func<Portion, Task<int>> count)
    {
        var sum = 0;
        foreach (var customer in Enumerable.Range(1, customers))
        {
            sum += await count(new Portion { CustomerId = customer, Count = 10 });
        }

        return sum;
    }
}

// case: one row after the other, each as a portion of one
public sealed class Singles(ShopDb db)
{
    public Task ReadAsync(int rows) => EachRowAsync(rows, async portion =>
    {
        var order = await AtAsync(portion); // expect: IC3101
        Console.WriteLine(order.Id);
    });

    private Task<Order> AtAsync(Portion portion) => db.Orders.OrderBy(o => o.Id).Skip(portion.StartIndex).FirstAsync();

    private static async Task EachRowAsync(int rows, Func<Portion, Task> read)
    {
        foreach (var row in Enumerable.Range(1, rows))
        {
            await read(new Portion { StartIndex = row - 1, Count = 1 });
        }
    }
}
