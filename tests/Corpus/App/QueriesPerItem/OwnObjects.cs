using Microsoft.EntityFrameworkCore;

// A base class of stores: what it calls on this is the store's own, and not that of a store beside it.
namespace Corpus.QueriesPerItem.OwnObjects;

public sealed class Hive
{
    public int Id { get; set; }
}

public sealed class Apiary(DbContextOptions<Apiary> options) : DbContext(options)
{
    public DbSet<Hive> Hives => Set<Hive>();
}

public abstract class Shelf<T>
    where T : class
{
    protected List<T> Kept { get; } = [];

    public bool Drop(int id) => Find(id) is { } item && Kept.Remove(item);

    protected abstract T? Find(int id);
}

public sealed class NameShelf : Shelf<string>
{
    protected override string? Find(int id) => id < Kept.Count ? Kept[id] : null;
}

public sealed class HiveShelf(Apiary apiary) : Shelf<Hive>
{
    protected override Hive? Find(int id) => apiary.Hives.AsNoTracking().FirstOrDefault(h => h.Id == id);
}

// look-alike: the shelf has its names in memory
public sealed class NameClearing(NameShelf names)
{
    public int Drop(List<int> ids)
    {
        var dropped = 0;
        foreach (var id in ids)
        {
            dropped += names.Drop(id) ? 1 : 0;
        }

        return dropped;
    }
}

// case: a query for each
public sealed class HiveClearing(HiveShelf hives)
{
    public int Drop(List<int> ids)
    {
        var dropped = 0;
        foreach (var id in ids)
        {
            dropped += hives.Drop(id) ? 1 : 0; // expect: IC3101
        }

        return dropped;
    }
}
