using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// A context asks once for what it is asked for by the same key.
namespace Corpus.QueriesPerItem.SameKey;

public sealed record Draw(int CustomerId, int Litres);

// look-alike: the tank is the same in each turn, and Find answers from what has been loaded
public sealed class Cistern(ShopDb db)
{
    public async Task<int> DirectAsync(List<int> litres, int tank)
    {
        var left = 0;
        foreach (var litre in litres)
        {
            left += (await db.Customers.FindAsync(tank))!.Id - litre;
        }

        return left;
    }

    public async Task<int> BelowAsync(int first, int last, int tank)
    {
        var left = 0;
        for (var hour = first; hour < last; hour++)
        {
            left += await DrawAsync(tank, hour);
        }

        return left;
    }

    public async Task<int> ByObjectAsync(List<int> litres, int tank)
    {
        var left = 0;
        foreach (var litre in litres)
        {
            left += await DrawAsync(new Draw(tank, litre));
        }

        return left;
    }

    private async Task<int> DrawAsync(int tank, int litres) => (await db.Customers.FindAsync(tank))!.Id - litres;

    private async Task<int> DrawAsync(Draw draw) => (await db.Customers.FindAsync(draw.CustomerId))!.Id - draw.Litres;
}

// case: another tank in each turn, or a query that nothing is kept of
public sealed class Waterworks(ShopDb db)
{
    public async Task<int> BelowAsync(List<int> tanks)
    {
        var left = 0;
        foreach (var tank in tanks)
        {
            left += await DrawAsync(new Draw(tank, 7)); // expect: IC3101
        }

        return left;
    }

    public async Task<int> PairsAsync(Dictionary<int, int> draws)
    {
        var left = 0;
        foreach (var (tank, litres) in draws)
        {
            left += await DrawAsync(new Draw(tank, litres)); // expect: IC3101
        }

        foreach (var (tank, litres) in draws)
        {
            left += await DrawAsync(tank, litres); // expect: IC3101
        }

        return left;
    }

    private async Task<int> DrawAsync(int tank, int litres) => (await db.Customers.FindAsync(tank))!.Id - litres;

    public async Task<int> CountAsync(List<int> litres, int tank)
    {
        var left = 0;
        foreach (var litre in litres)
        {
            left += (await db.Customers.SingleAsync(c => c.Id == tank)).Id - litre; // expect: IC3101
        }

        return left;
    }

    private async Task<int> DrawAsync(Draw draw) => (await db.Customers.FindAsync(draw.CustomerId))!.Id - draw.Litres;
}

// look-alike: what was refused because its twin is tracked already is found there
public sealed class Merger(ShopDb db)
{
    public async Task<int> MergeAsync(params Order[] orders)
    {
        foreach (var order in orders)
        {
            Merge(order);
        }

        return await db.SaveChangesAsync();
    }

    public async Task<int> MergeAllAsync(List<Order> orders)
    {
        foreach (var order in orders)
        {
            try
            {
                db.Orders.Attach(order);
            }
            catch (InvalidOperationException)
            {
                var known = await db.Orders.FindAsync(order.Id);
                known!.IsDone = order.IsDone;
            }
        }

        return await db.SaveChangesAsync();
    }

    private void Merge(Order order)
    {
        try
        {
            if (db.Entry(order).State == EntityState.Detached)
            {
                db.Orders.Attach(order);
            }
        }
        catch (InvalidOperationException)
        {
            var known = db.Orders.Find(order.Id);
            known!.IsDone = order.IsDone;
        }
    }
}

// case: what was attached says nothing of another one
public sealed class Relinker(ShopDb db)
{
    public async Task<int> RelinkAsync(List<Order> orders)
    {
        foreach (var order in orders)
        {
            try
            {
                db.Orders.Attach(order);
            }
            catch (InvalidOperationException)
            {
                var customer = await db.Customers.FindAsync(order.CustomerId); // expect: IC3101
                order.Customer = customer!;
            }
        }

        return await db.SaveChangesAsync();
    }
}
