using System.Data;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// What blocks by its name, and has nothing to wait for: a reader of another kind, and a query that is none of a database.
namespace Corpus.Blocking.Sheets;

public interface ISheetReader : IDataReader
{
    int Sheets { get; }
}

// look-alike: a reader of spreadsheets has no sibling to await
public sealed class SheetImport(ISheetReader sheet)
{
    public async Task<int> CountAsync()
    {
        await Task.Yield();
        var rows = 0;
        while (sheet.Read())
        {
            rows++;
        }

        return rows;
    }
}

// case: a reader of a database, as far as anybody can tell
public sealed class TableImport(IDataReader table)
{
    public async Task<int> CountAsync()
    {
        await Task.Yield();
        var rows = 0;
        while (table.Read()) // expect: IC3001
        {
            rows++;
        }

        return rows;
    }
}

public sealed class Window(ShopDb db)
{
    // look-alike: what is no stream is in memory
    public async Task<List<Order>> ReadAsync(IQueryable<Order> orders)
    {
        if (orders is not IAsyncEnumerable<Order>)
        {
            return orders.ToList();
        }

        return await orders.ToListAsync();
    }

    // case: what is one is asked all the same
    public async Task<List<Order>> ReadTwiceAsync()
    {
        var orders = db.Orders.Where(o => o.IsDone);
        var first = await orders.ToListAsync();
        first.AddRange(orders.ToList()); // expect: IC3001
        return first;
    }
}
