using Corpus.Library.QueriesPerItem;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

// What a call's own arguments keep it from asking.
namespace Corpus.QueriesPerItem.Flagged;

public sealed class TreeRegister(ShopDb db, IMemoryCache cache)
{
    public async Task<Customer?> FindAsync(int id, bool fresh = false)
    {
        if (fresh)
        {
            return await db.Customers.FirstOrDefaultAsync(c => c.Id == id);
        }

        return await cache.GetOrCreateAsync(id, _ => db.Customers.FirstOrDefaultAsync(c => c.Id == id));
    }

    public async Task<int> MeasureAsync(int id, Customer? owner, bool isBrief)
    {
        var length = 0;
        if (owner != null)
        {
            length += await db.Orders.CountAsync(o => o.CustomerId == owner.Id);
        }

        return isBrief ? length : length + await GirthAsync(id);
    }

    private Task<int> GirthAsync(int id) => db.Lines.CountAsync(l => l.OrderId == id);
}

// look-alike: the flag that would ask the database is off, and what is left is remembered
public sealed class TreeWalk(TreeRegister register)
{
    public async Task<int> CountAsync(List<int> trees)
    {
        var count = 0;
        foreach (var tree in trees)
        {
            count += await register.FindAsync(tree) is null ? 0 : 1;
        }

        return count;
    }
}

// case: the flag is on
public sealed class TreeAudit(TreeRegister register)
{
    public async Task<int> CountAsync(List<int> trees)
    {
        var count = 0;
        foreach (var tree in trees)
        {
            count += await register.FindAsync(tree, fresh: true) is null ? 0 : 1; // expect: IC3101
        }

        return count;
    }
}

// look-alike: nobody owns it, and brief it is
public sealed class TreeList(TreeRegister register)
{
    public async Task<int> SumAsync(List<int> trees)
    {
        var sum = 0;
        foreach (var tree in trees)
        {
            sum += await register.MeasureAsync(tree, null, isBrief: true);
        }

        return sum;
    }
}

// case: the nearest question is closed, and another one is come to
public sealed class TreeFelling(TreeRegister register)
{
    public async Task<int> SumAsync(List<int> trees)
    {
        var sum = 0;
        foreach (var tree in trees)
        {
            sum += await register.MeasureAsync(tree, null, isBrief: false); // expect: IC3101
        }

        return sum;
    }
}
