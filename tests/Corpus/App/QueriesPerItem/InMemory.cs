using Corpus.Library.QueriesPerItem;

// Queries over lists, and what only looks like one.
namespace Corpus.QueriesPerItem.InMemory;

public sealed record Lane(string Name, int Lanes);

public sealed class LaneFilter
{
    public string? Name { get; set; }

    public IQueryable<Lane> On(IQueryable<Lane> lanes) => Name is null ? lanes : lanes.Where(l => l.Name == Name);
}

// look-alike: the list is taken for a query so that one filter fits both worlds
public sealed class LaneBook(List<Lane> lanes)
{
    public Lane? Find(LaneFilter filter)
    {
        var all = lanes.AsQueryable();
        return filter.On(all).FirstOrDefault();
    }
}

public sealed class LanePlan(LaneBook book)
{
    public int Count(IEnumerable<string> names)
    {
        var count = 0;
        foreach (var name in names)
        {
            count += book.Find(new LaneFilter { Name = name })?.Lanes ?? 0;
        }

        return count;
    }
}

// look-alike: a parameter that every caller gives from memory
public sealed class Widest(List<Lane> lanes)
{
    public int Of(IEnumerable<string> names)
    {
        var widest = 0;
        foreach (var name in names)
        {
            widest = Math.Max(widest, Max(lanes.AsQueryable(), name));
        }

        return widest;
    }

    private static int Max(IQueryable<Lane> lanes, string name) => lanes.Where(l => l.Name == name).Max(l => l.Lanes);
}

// case: the same helper shape over a table
public sealed class Dearest(ShopDb db)
{
    public decimal Of(IEnumerable<int> customers)
    {
        var dearest = 0m;
        foreach (var customer in customers)
        {
            dearest = Math.Max(dearest, Max(db.Orders, customer)); // expect: IC3101
        }

        return dearest;
    }

    private static decimal Max(IQueryable<Order> orders, int customer) => orders.Where(o => o.CustomerId == customer).Max(o => o.Total);
}

public sealed class Branch
{
    public string Name { get; set; } = "";

    public string? Above { get; set; }
}

// look-alike: a tree is gathered from a list that each step hands to itself as a query
public sealed class Trunk
{
    private readonly List<Branch> _branches = [];

    public List<Branch> Below(IEnumerable<string> names)
    {
        var found = new List<Branch>();
        var known = _branches.Where(b => b.Above is not null);
        foreach (var name in names)
        {
            Gather(known.AsQueryable(), name, found);
        }

        return found;
    }

    private void Gather(IQueryable<Branch> branches, string name, List<Branch> found)
    {
        var below = branches.Where(b => b.Above == name);
        found.AddRange(below);
        foreach (var branch in below)
        {
            Gather(branches, branch.Name, found);
        }
    }
}

// case: the same over a table
public sealed class Offshoots(ShopDb db)
{
    public List<Order> Of(IEnumerable<int> customers)
    {
        var found = new List<Order>();
        foreach (var customer in customers)
        {
            Gather(db.Orders.AsQueryable(), customer, found); // expect: IC3101
        }

        return found;
    }

    private static void Gather(IQueryable<Order> orders, int customer, List<Order> found) => found.AddRange(orders.Where(o => o.CustomerId == customer));
}
