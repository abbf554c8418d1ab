using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Lists that the code itself keeps short, and pages that a method of one's own hands out.
namespace Corpus.QueriesPerItem.ShortLists;

public sealed class Snapshot
{
    public List<string>? Faces { get; set; }

    public string[] Tags { get; set; } = [];
}

// look-alike: whoever sends more than a few is refused before the loop
public sealed class FaceList(ShopDb db)
{
    public async Task<int> NameAsync(Snapshot snapshot)
    {
        if (snapshot.Faces?.Count > 4)
        {
            return -1;
        }

        var named = 0;
        if (snapshot.Faces != null)
        {
            foreach (var face in snapshot.Faces.Where(f => f.Length > 0))
            {
                named += await db.Customers.AnyAsync(c => c.Name == face) ? 1 : 0;
            }
        }

        return named;
    }

    public async Task<int> TagAsync(Snapshot snapshot)
    {
        if (snapshot.Tags.Length >= 6)
        {
            throw new ArgumentException("too many", nameof(snapshot));
        }

        var known = 0;
        foreach (var tag in snapshot.Tags)
        {
            known += await db.Lines.CountAsync(l => l.Sku == tag);
        }

        return known;
    }

    public async Task<Customer[]> AllAsync(List<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0 || ids.Count > 8)
        {
            return [];
        }

        var all = new List<Customer>();
        foreach (var id in ids)
        {
            all.Add(await db.Customers.SingleAsync(c => c.Id == id));
        }

        return [.. all];
    }
}

// case: a limit that is no small one, one of another list, and one that refuses nobody
public sealed class LongLists(ShopDb db)
{
    public async Task<int> ManyAsync(List<string> faces)
    {
        if (faces.Count > 500)
        {
            return -1;
        }

        var named = 0;
        foreach (var face in faces)
        {
            named += await db.Customers.CountAsync(c => c.Name == face); // expect: IC3101
        }

        return named;
    }

    public async Task<int> OtherAsync(Snapshot snapshot, List<string> faces)
    {
        if (snapshot.Faces!.Count > 4)
        {
            return -1;
        }

        var named = 0;
        foreach (var face in faces)
        {
            named += await db.Customers.CountAsync(c => c.Name == face); // expect: IC3101
        }

        return named;
    }

    public async Task<int> WarnedAsync(List<string> faces)
    {
        if (faces.Count > 4)
        {
            Console.WriteLine("that takes a while");
        }

        var named = 0;
        foreach (var face in faces)
        {
            named += await db.Customers.CountAsync(c => c.Name == face); // expect: IC3101
        }

        return named;
    }
}

// look-alike: batches from a method of one's own, until one is not full
public sealed class LineBatches(ShopDb db)
{
    private const int Most = 500;

    public async Task CloseAsync(int size, Action<int[]> close)
    {
        int[] ids;
        do
        {
            ids = await NextAsync(size);
            close(ids);
        }
        while (ids.Length >= size);
    }

    public async Task DropAsync(Action<int[]> drop)
    {
        while (true)
        {
            var ids = await NextAsync(Most);
            drop(ids);
            if (ids.Length < Most)
            {
                break;
            }
        }
    }

    private async Task<int[]> NextAsync(int size) => (await db.Lines.Where(l => l.Sku == "").Take(size).Select(l => l.Id).ToListAsync()).ToArray();
}

// case: as many turns as an array that is no answer has elements
public sealed class LineNames(ShopDb db)
{
    public async Task<int> CountAsync(string[] names)
    {
        var count = 0;
        for (var i = 0; i < names.Length; i++)
        {
            count += await CountAsync(names[i]); // expect: IC3101
        }

        return count;
    }

    private Task<int> CountAsync(string name) => db.Lines.CountAsync(l => l.Sku == name);
}
