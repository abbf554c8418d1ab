using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// Groups that are made to be asked for one after the other.
namespace Corpus.QueriesPerItem.Grouped;

public sealed record Vial(string Lab, int OrderId, string Sku);

public sealed record Rack(string Lab, IReadOnlyList<Vial> Vials);

public sealed class Samples(ShopDb db)
{
    public async Task<int> KnownAsync(IEnumerable<Vial> vials)
    {
        var orders = vials.Select(v => v.OrderId).ToHashSet();
        return (await db.Orders.Where(o => orders.Contains(o.Id)).Select(o => o.Id).ToListAsync()).Count;
    }

    public Task<int> OfAsync(Dictionary<string, Vial> vials) => KnownAsync(vials.Values);

    public Task<int> CountAsync(string lab) => db.Customers.CountAsync(c => c.Name == lab);
}

// look-alike: each group as a whole, however it was put together
public sealed class Courier(Samples samples)
{
    public async Task<int> PlainAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var lab in vials.GroupBy(v => v.Lab))
        {
            sum += await samples.KnownAsync(lab);
        }

        return sum;
    }

    public async Task<int> PairsAsync(Dictionary<int, Vial> vials)
    {
        IEnumerable<(string Lab, Dictionary<int, Vial> Vials)> racks = vials.GroupBy(v => v.Value.Lab, (lab, of) => (lab, of.ToDictionary()));
        var sum = 0;
        foreach (var (lab, of) in racks)
        {
            sum += lab.Length + await samples.KnownAsync(of.Values);
        }

        return sum;
    }

    public async Task<int> ByOrderAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var (order, of) in vials.GroupBy(v => v.OrderId, (order, of) => (order, of.ToDictionary(v => v.Sku))))
        {
            sum += order + await samples.OfAsync(of);
        }

        return sum;
    }

    public async Task<int> RacksAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var rack in vials.GroupBy(v => v.Lab, (lab, of) => new Rack(lab, of.ToList())).OrderBy(r => r.Lab))
        {
            sum += await samples.KnownAsync(rack.Vials);
        }

        return sum;
    }

    public async Task<int> ElementsAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var of in vials.GroupBy(v => v.Lab, v => v with { Sku = "" }, (_, of) => of.ToList()))
        {
            sum += await samples.KnownAsync(of);
        }

        return sum;
    }

    public async Task<int> LookedUpAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var lab in vials.ToLookup(v => v.Lab))
        {
            sum += await samples.KnownAsync(lab);
        }

        return sum;
    }

    public async Task<int> ProjectedAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var rack in vials.GroupBy(v => v.Lab).Select(g => new Rack(g.Key, g.ToList())))
        {
            sum += await samples.KnownAsync(rack.Vials);
        }

        return sum;
    }
}

// case: the first of each group, and what that one holds
public sealed class Stickers(Samples samples)
{
    public async Task<int> PrintAsync(List<Rack> racks)
    {
        var sum = 0;
        foreach (var rack in racks.GroupBy(r => r.Lab, (_, of) => of.First()))
        {
            sum += await samples.KnownAsync(rack.Vials); // expect: IC3101
        }

        return sum;
    }
}

// look-alike: the groups go out side by side
public sealed class Couriers(HttpClient http)
{
    public async Task<int> AllAsync(List<Vial> vials) => (await Task.WhenAll(vials.GroupBy(v => v.Lab).Select(lab => http.PostAsJsonAsync("/deliveries", lab.OrderBy(v => v.Sku))))).Length;
}

// case: one number for each key is no group
public sealed class Invoice(Samples samples)
{
    public async Task<int> TotalsAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var (lab, count) in vials.GroupBy(v => v.Lab, (lab, of) => (lab, of.Count())))
        {
            sum += count * await samples.CountAsync(lab); // expect: IC3101
        }

        return sum;
    }

    public async Task<int> AggregatedAsync(List<Vial> vials)
    {
        var sum = 0;
        foreach (var (lab, length) in vials.AggregateBy(v => v.Lab, 0, (n, v) => n + v.Sku.Length))
        {
            sum += length * await samples.CountAsync(lab); // expect: IC3101
        }

        return sum;
    }
}

// case: the rows of a rack, one by one
public sealed class Unpacking(ShopDb db)
{
    public async Task<int> SumAsync(List<Rack> racks)
    {
        var sum = 0;
        foreach (var rack in racks)
        {
            foreach (var vial in rack.Vials)
            {
                sum += await db.Lines.CountAsync(l => l.OrderId == vial.OrderId); // expect: IC3101
            }
        }

        return sum;
    }
}
