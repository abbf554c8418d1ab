using Microsoft.EntityFrameworkCore;

// A base class of stores: what it calls on this is the store's own, and not that of a store beside it.
namespace Corpus.Blocking.OwnObjects;

public sealed class Parcel
{
    public int Id { get; set; }
}

public sealed class Depot
{
    public int Id { get; set; }

    public List<Parcel> Parcels { get; } = [];
}

public sealed class Yard(DbContextOptions<Yard> options) : DbContext(options)
{
    public DbSet<Parcel> Parcels => Set<Parcel>();

    public DbSet<Depot> Depots => Set<Depot>();
}

public abstract class Store<T>
    where T : class
{
    private readonly List<T> _known = [];

    public void Forget(int id)
    {
        var item = Find(id);
        if (item is not null)
        {
            _known.Remove(item);
        }
    }

    protected virtual T? Find(int id) => _known.ElementAtOrDefault(id);
}

// case: the store asks a database
public sealed class DepotStore(Yard yard) : Store<Depot>
{
    public void Renew(int id) => Forget(id);

    protected override Depot? Find(int id) => yard.Depots.Include(d => d.Parcels).FirstOrDefault(d => d.Id == id); // expect: IC3001
}

public sealed class DepotDesk(DepotStore depots)
{
    public async Task RenewAsync(int id)
    {
        await Task.Yield();
        depots.Renew(id);
    }
}

// look-alike: the store keeps in memory what it finds, and a third one is asked by synchronous code only
public sealed class ParcelStore : Store<Parcel>
{
    public void Renew(int id) => Forget(id);

    protected override Parcel? Find(int id) => id < 0 ? null : base.Find(id);
}

public sealed class YardStore(Yard yard) : Store<Yard>
{
    protected override Yard? Find(int id) => yard.Parcels.Any(p => p.Id == id) ? yard : null;
}

public sealed class ParcelDesk(ParcelStore parcels, YardStore yards)
{
    public async Task RenewAsync(int id)
    {
        await Task.Yield();
        parcels.Renew(id);
    }

    public void Close(int id) => yards.Forget(id);
}
