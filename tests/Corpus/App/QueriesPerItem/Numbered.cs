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
