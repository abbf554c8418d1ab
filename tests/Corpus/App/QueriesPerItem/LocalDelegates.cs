using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;

namespace Corpus.QueriesPerItem.LocalDelegates;

// case: a lambda in a local asks, and two calls in the loop run it
public sealed class SiblingNames(ShopDb db)
{
    public async Task<List<string>> OfAsync(List<Order> orders, CancellationToken ct)
    {
        var name = async (int? customer) => await db.Customers.Where(c => c.Id == customer).Select(c => c.Name).FirstOrDefaultAsync(ct);
        var names = new List<string>();
        foreach (var order in orders)
        {
            var own = await name(order.CustomerId); // expect: IC3101
            names.Add(own ?? await name(order.Customer?.ParentId) ?? "?"); // expect: IC3101
        }

        return names;
    }
}

// case: the local is called by the lambda of an operator
public sealed class LineCounts(ShopDb db)
{
    public List<string> Of(IEnumerable<Order> orders)
    {
        Func<int, int> count = order => db.Lines.Count(l => l.OrderId == order);
        return orders.Where(o => !o.IsDone).Select(o => o.Id + ": " + count(o.Id)).ToList(); // expect: IC3101
    }
}

// case: a local that calls another service
public sealed class Postcodes(HttpClient registry)
{
    public async Task<int> ValidAsync(IReadOnlyList<string> codes, CancellationToken ct)
    {
        Func<string, Task<HttpResponseMessage>> ask = letters => registry.GetAsync("/codes/" + letters, ct);
        var valid = 0;
        foreach (var code in codes)
        {
            using var answer = await ask(code); // expect: IC3102
            valid += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return valid;
    }
}

// look-alike: asked once for all of them; what the loop calls looks into memory
public sealed class LoadedOnce(ShopDb db)
{
    public async Task<decimal> TotalAsync(int[] ids, CancellationToken ct)
    {
        Func<int[], Task<List<Order>>> load = some => db.Orders.Where(o => some.Contains(o.Id)).ToListAsync(ct);
        var orders = await load(ids);
        Func<int, Order?> find = id => orders.Find(o => o.Id == id);
        var total = 0m;
        foreach (var id in ids)
        {
            total += find(id)?.Total ?? 0;
        }

        return total;
    }
}
