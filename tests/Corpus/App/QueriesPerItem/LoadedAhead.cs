using System.Linq.Expressions;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

// Navigations that load by themselves, and what has loaded them before anybody reads them.
namespace Corpus.QueriesPerItem.LoadedAhead;

public class Mast
{
    public int Id { get; set; }

    public double Height { get; set; }
}

public class Yard
{
    public int Id { get; set; }

    public string Town { get; set; } = "";
}

public class Sloop
{
    private readonly ILazyLoader? _loader;
    private Mast? _mast;
    private Yard? _yard;
    private List<Mast>? _spares;

    public Sloop()
    {
    }

    private Sloop(ILazyLoader loader) => _loader = loader;

    public int Id { get; set; }

    public Mast? Mast
    {
        get => _mast ?? _loader.Load(this, ref _mast);
        set => _mast = value;
    }

    public Yard? Yard
    {
        get => _yard ?? _loader.Load(this, ref _yard);
        set => _yard = value;
    }

    public List<Mast> Spares
    {
        get => _spares ?? _loader.Load(this, ref _spares) ?? [];
        set => _spares = value;
    }
}

public sealed class FleetDb(DbContextOptions<FleetDb> options) : DbContext(options)
{
    public DbSet<Sloop> Sloops => Set<Sloop>();
}

public static class Fetching
{
    public static async Task FetchAsync<TOwner, TPart>(this DbContext db, TOwner owner, Expression<Func<TOwner, TPart?>> part)
        where TOwner : class
        where TPart : class => await db.Entry(owner).Reference(part).LoadAsync();
}

// look-alike: included with what the loop goes over
public sealed class MastsIncluded(FleetDb db)
{
    public async Task<double> HighestAsync()
    {
        var highest = 0.0;
        foreach (var sloop in await db.Sloops.Include(s => s.Mast).ToListAsync())
        {
            highest = Math.Max(highest, sloop.Mast!.Height);
        }

        return highest;
    }
}

// look-alike: the only one who hands the sloops over has included it
public sealed class MastsHandedOver(FleetDb db)
{
    public async Task<double> SumAsync() => Sum(await db.Sloops.Include("Mast").ToListAsync());

    private static double Sum(List<Sloop> sloops)
    {
        var sum = 0.0;
        foreach (var sloop in sloops)
        {
            sum += sloop.Mast!.Height;
        }

        return sum;
    }
}

// look-alike: an own helper is handed which one to load; and a loop over what one sloop has reads the same yard in each turn
public sealed class OneSloop(FleetDb db)
{
    public async Task<List<string>> LabelsAsync(int id)
    {
        var sloop = await db.Sloops.FirstAsync(s => s.Id == id);
        await db.FetchAsync(sloop, s => s.Mast);
        var labels = new List<string>();
        foreach (var order in new[] { 1, 2, 3 })
        {
            labels.Add(order + ": " + sloop.Mast!.Height);
        }

        foreach (var spare in sloop.Spares)
        {
            labels.Add(spare.Height + " in " + sloop.Yard!.Town + Place(sloop, spare));
        }

        return labels;
    }

    private static string Place(Sloop sloop, Mast spare) => spare.Id + sloop.Yard!.Town;
}

// case: nobody has loaded the yards
public sealed class Towns(FleetDb db)
{
    public async Task<List<string>> AllAsync()
    {
        var towns = new List<string>();
        foreach (var sloop in await db.Sloops.Include(s => s.Mast).ToListAsync())
        {
            towns.Add(sloop.Yard!.Town); // expect: IC3101
        }

        return towns;
    }
}

// case: included elsewhere, but not for these
public sealed class Forgotten(FleetDb db)
{
    public async Task<double> LowestAsync()
    {
        var lowest = double.MaxValue;
        foreach (var sloop in await db.Sloops.ToListAsync())
        {
            lowest = Math.Min(lowest, sloop.Mast!.Height); // expect: IC3101
        }

        return lowest;
    }
}

// case: the same yard for all masts of one sloop, but another one for each sloop
public sealed class EachSloop(FleetDb db)
{
    public async Task<int> LengthAsync()
    {
        var length = 0;
        foreach (var sloop in await db.Sloops.Include(s => s.Spares).ToListAsync())
        {
            foreach (var spare in sloop.Spares)
            {
                length += spare.Id + sloop.Yard!.Town.Length; // expect: IC3101
            }
        }

        return length;
    }
}

// look-alike: kept in a field that can hold nothing
public sealed class Tariff(ShopDb db)
{
    private int? _all;
    private int? _customers;
    private bool? _any;

    private int Customers => _customers ??= db.Customers.Count();

    public int Weigh(List<Order> orders)
    {
        var weight = 0;
        foreach (var order in orders)
        {
            weight += order.Id * Customers;
        }

        return weight;
    }

    public async Task<int> SumAsync(List<Order> orders)
    {
        var sum = 0;
        foreach (var order in orders)
        {
            sum += order.Id;
            if (await AnyAsync())
            {
                sum += await AllAsync();
            }
        }

        return sum;
    }

    private async Task<bool> AnyAsync()
    {
        if (!_any.HasValue)
        {
            _any = await db.Orders.AnyAsync();
        }

        return _any.Value;
    }

    private async Task<int> AllAsync() => _all ??= await db.Lines.CountAsync();
}

// case: what is kept is something else
public sealed class TariffAsked(ShopDb db)
{
    private int? _last;

    public void Keep(int last) => _last = last;

    public int Sum(List<Order> orders)
    {
        var sum = 0;
        foreach (var order in orders)
        {
            sum += Of(order); // expect: IC3101
        }

        return sum;
    }

    private int Of(Order order)
    {
        if (_last.HasValue)
        {
            return _last.Value;
        }

        return db.Lines.Count(l => l.OrderId == order.Id);
    }
}
