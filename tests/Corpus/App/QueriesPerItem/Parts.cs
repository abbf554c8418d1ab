using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.Parts;

public sealed class Sweep(ShopDb db)
{
    // look-alike: a part of the rows in each turn, as many parts as it takes
    public async Task<int> AllAsync()
    {
        var parts = (int)Math.Ceiling(await db.Orders.CountAsync() / 200.0);
        var done = 0;
        for (var part = 0; part < parts; part++)
        {
            done += await db.Orders.CountAsync(o => o.Id % parts == part && o.IsDone);
        }

        return done;
    }

    // look-alike: the same, through a method of its own
    public async Task<int> TotalAsync(int rows)
    {
        var parts = Math.Max(1, rows / 400);
        var total = 0;
        for (var part = 0; part < parts; part++)
        {
            total += await PartAsync(part, parts);
        }

        return total;
    }

    // case: as many turns as the longer of two lists has items
    public async Task<int> PairsAsync(List<int> left, List<int> right)
    {
        var most = Math.Max(left.Count, right.Count);
        var found = 0;
        for (var at = 0; at < most; at++)
        {
            found += await OneAsync(left[at % left.Count]); // expect: IC3101
        }

        return found;
    }

    private Task<int> PartAsync(int part, int parts) => db.Lines.CountAsync(l => l.Id % parts == part);

    private Task<int> OneAsync(int order) => db.Lines.CountAsync(l => l.OrderId == order);
}
