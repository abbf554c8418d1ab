using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

// What nobody can come to, and what somebody may.
namespace Corpus.QueriesPerItem.Unreached;

// look-alike: a private method that only calls itself, and one that only that one calls
public sealed class Pedigree(ShopDb db)
{
    public Task<int> CountAsync() => db.Orders.CountAsync();

    private async Task FillAsync(int customer, List<Order> found)
    {
        var orders = await db.Orders.Where(o => o.CustomerId == customer).ToListAsync();
        foreach (var order in orders)
        {
            await FillAsync(order.Id, found);
            await LinesAsync(order.Id);
        }
    }

    private async Task LinesAsync(int order)
    {
        foreach (var id in Enumerable.Range(order, order + 30))
        {
            await db.Lines.Where(l => l.OrderId == id).ToListAsync();
        }
    }
}

// look-alike: kept to the assembly, where nobody calls it
public sealed class Attic(ShopDb db)
{
    internal async Task<int> SumAsync(List<int> customers)
    {
        var sum = 0;
        foreach (var customer in customers)
        {
            sum += await db.Orders.CountAsync(o => o.CustomerId == customer);
        }

        return sum;
    }
}

// case: somebody begins, and it goes on by itself
public sealed class Descent(ShopDb db)
{
    public Task BeginAsync(int customer) => FollowAsync(customer, []);

    private async Task FollowAsync(int customer, List<Order> found)
    {
        var orders = await db.Orders.Where(o => o.CustomerId == customer).ToListAsync();
        foreach (var order in orders)
        {
            await FollowAsync(order.Id, found); // expect: IC3101
        }
    }
}

// case: found by its name
public sealed class Named(ShopDb db)
{
    public object? Run(List<int> customers) => GetType().GetMethod("Reckon", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)?.Invoke(this, [customers]);

    private int Reckon(List<int> customers)
    {
        var sum = 0;
        foreach (var customer in customers)
        {
            sum += db.Orders.Count(o => o.CustomerId == customer); // expect: IC3101
        }

        return sum;
    }
}

// case: handed over, and run by somebody whom the code does not show
public sealed class Handed(ShopDb db)
{
    public Func<List<int>, int> Reckoning() => Reckoned;

    private int Reckoned(List<int> customers)
    {
        var sum = 0;
        foreach (var customer in customers)
        {
            sum += db.Orders.Count(o => o.CustomerId == customer); // expect: IC3101
        }

        return sum;
    }
}

// case: an attribute says who runs it
public sealed class Restored
{
    [System.Runtime.Serialization.OnDeserialized]
    private void Fill(System.Runtime.Serialization.StreamingContext context)
    {
        foreach (var customer in (List<int>)context.Context!)
        {
            Console.WriteLine(((ShopDb)(object)this).Orders.Count(o => o.CustomerId == customer)); // expect: IC3101
        }
    }
}
