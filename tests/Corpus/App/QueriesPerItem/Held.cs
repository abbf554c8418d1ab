using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Queries by their type only, which an element holds that was read together with them.
namespace Corpus.QueriesPerItem.Held;

public sealed class Concert
{
    public int Number { get; set; }

    public IQueryable<OrderLine> Pieces { get; set; } = null!;
}

public sealed record Printed(int Number, List<string> Pieces);

// look-alike: the projection has filled them
public sealed class Programme(ShopDb db)
{
    public async Task<List<Printed>> ByNumberAsync()
    {
        var rows = await db.Orders.Select(o => new { o.Id, Pieces = o.Lines.AsQueryable().Where(l => l.Sku != "") }).Take(30).ToListAsync();
        return rows.Select(r => new Printed(r.Id, r.Pieces.Select(p => p.Sku).ToList())).ToList();
    }

    public int Length()
    {
        var concerts = db.Orders.Select(o => new Concert { Number = o.Id, Pieces = o.Lines.AsQueryable() }).ToList();
        var length = 0;
        foreach (var concert in concerts)
        {
            length += concert.Pieces.Where(p => p.Id > 0).ToList().Count;
        }

        return length;
    }
}

// case: nobody has run what an object of our own code holds
public sealed class Rehearsal(ShopDb db)
{
    public int Count(List<int> orders)
    {
        var concerts = orders.Select(id => new { Number = id, Pieces = db.Lines.Where(l => l.OrderId == id) }).ToList();
        var count = 0;
        foreach (var concert in concerts)
        {
            count += concert.Pieces.Where(p => p.Sku != "").ToList().Count; // expect: IC3101
        }

        return count;
    }
}
