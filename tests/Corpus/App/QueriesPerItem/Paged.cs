using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Paged;

public sealed class Shelf
{
    public List<Order> Rows { get; set; } = [];

    public bool IsOpen { get; set; }
}

public sealed class ShelfRequest
{
    public int PageIndex { get; set; }

    public int Size { get; set; } = 100;
}

public interface IShelves
{
    Task<Shelf> ReadAsync(ShelfRequest request, DateTime before);

    Task<List<int>> StillThereAsync(int? customer, List<int>? ids);
}

public sealed class Shelves(ShopDb db) : IShelves
{
    public async Task<Shelf> ReadAsync(ShelfRequest request, DateTime before) =>
        new() { Rows = await db.Orders.Where(o => o.Id > request.PageIndex).OrderBy(o => o.Id).Take(request.Size).ToListAsync() };

    public async Task<List<int>> StillThereAsync(int? customer, List<int>? ids)
    {
        var orders = db.Orders.AsQueryable();
        orders = customer is null ? orders : orders.Where(o => o.CustomerId == customer);
        orders = ids is null ? orders : orders.Where(o => ids.Contains(o.Id));
        return await orders.Select(o => o.Id).ToListAsync();
    }
}

// look-alike: the oldest page again and again until there is none, and one question for all that it holds
public sealed class Sweeper(IShelves shelves)
{
    public async Task<int> SweepAsync(DateTime before)
    {
        var swept = 0;
        while (true)
        {
            var shelf = await shelves.ReadAsync(new ShelfRequest { PageIndex = 0 }, before);
            var rows = shelf.Rows.ToList();
            if (rows.Count == 0)
            {
                break;
            }

            var ids = rows.Select(r => r.Id).ToList();
            swept += (await shelves.StillThereAsync(null, ids)).Count;
        }

        return swept;
    }
}

// case: a queue is emptied, and each of what was in it is asked for
public sealed class Walker(IShelves shelves)
{
    public async Task<int> WalkAsync(List<int> customers)
    {
        var open = new Queue<int>(customers);
        var found = 0;
        while (open.Count > 0)
        {
            var customer = open.Dequeue();
            found += (await shelves.StillThereAsync(customer, null)).Count; // expect: IC3101
        }

        return found;
    }
}

// look-alike: the number of the page stands in the request
public sealed class Numbered(IShelves shelves)
{
    public async Task<int> CountAsync(int last)
    {
        var rows = 0;
        for (var number = 0; number < last; number++)
        {
            rows += (await shelves.ReadAsync(new ShelfRequest { PageIndex = number, Size = 50 }, DateTime.UnixEpoch)).Rows.Count;
        }

        return rows;
    }
}

// case: what stands in the request is no page
public sealed class PerCustomer(IShelves shelves)
{
    public async Task<int> CountAsync(int last)
    {
        var rows = 0;
        for (var customer = 0; customer < last; customer++)
        {
            rows += (await shelves.StillThereAsync(customer, null)).Count; // expect: IC3101
        }

        return rows;
    }
}

// look-alike: requests for one page after the other, until one is not full
public sealed class UntilShort(HttpClient http)
{
    public async Task<List<string>> FetchAsync(IEnumerable<Uri> requests)
    {
        var lines = new List<string>();
        foreach (var request in requests)
        {
            var page = await LinesAsync(request);
            lines.AddRange(page);
            if (!IsWholePage(page))
            {
                break;
            }
        }

        return lines;
    }

    private static bool IsWholePage(string[] lines) => lines.Length == 25;

    private async Task<string[]> LinesAsync(Uri request) => (await http.GetStringAsync(request)).Split('\n');
}

// case: left when there is enough, which no page says
public sealed class UntilEnough(HttpClient http)
{
    public async Task<List<string>> FetchAsync(IEnumerable<string> names)
    {
        var lines = new List<string>();
        foreach (var name in names)
        {
            lines.AddRange((await http.GetStringAsync("/lines/" + name)).Split('\n')); // expect: IC3102
            if (lines.Count > 1000)
            {
                break;
            }
        }

        return lines;
    }
}
