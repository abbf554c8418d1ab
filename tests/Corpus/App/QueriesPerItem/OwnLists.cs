using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.OwnLists;

public sealed record Parcel(int Id, IReadOnlyList<int> Senders);

public sealed record ParcelBatch(IReadOnlyList<int> Senders);

// case: a list for each of them is asked for: one query for each, however many it answers
public sealed class Labels(ShopDb db)
{
    public async Task<int> PrintAsync(IReadOnlyList<Parcel> parcels)
    {
        var printed = 0;
        foreach (var parcel in parcels)
        {
            var senders = parcel.Senders.Distinct().ToArray();
            printed += (await db.Customers.Where(c => senders.Contains(c.Id)).ToListAsync()).Count; // expect: IC3101
        }

        return printed;
    }
}

// case: by its own property
public sealed class Stamps(ShopDb db)
{
    public async Task<int> PrintAsync(IReadOnlyList<Parcel> parcels)
    {
        var printed = 0;
        foreach (var parcel in parcels)
        {
            printed += (await db.Customers.Where(c => parcel.Senders.Contains(c.Id)).ToListAsync()).Count; // expect: IC3101
        }

        return printed;
    }
}

// look-alike: what it goes over are batches, groups, or cut to size
public sealed class Franking(ShopDb db)
{
    public async Task<int> BatchesAsync(IReadOnlyList<ParcelBatch> batches)
    {
        var franked = 0;
        foreach (var batch in batches)
        {
            var senders = batch.Senders.ToArray();
            franked += (await db.Customers.Where(c => senders.Contains(c.Id)).ToListAsync()).Count;
        }

        return franked;
    }

    public async Task<int> GroupsAsync(IReadOnlyList<Order> orders)
    {
        var franked = 0;
        foreach (var group in orders.GroupBy(o => o.CustomerId))
        {
            var ids = group.Select(o => o.Id).ToList();
            franked += (await db.Lines.Where(l => ids.Contains(l.OrderId)).ToListAsync()).Count;
        }

        return franked;
    }

    public async Task<int> CutAsync(IReadOnlyList<Parcel> parcels)
    {
        var franked = 0;
        foreach (var cut in parcels.SelectMany(p => p.Senders).Chunk(200))
        {
            franked += (await db.Customers.Where(c => cut.Contains(c.Id)).ToListAsync()).Count;
        }

        return franked;
    }
}
