using System.Data;
using IntentContracts;
using Microsoft.EntityFrameworkCore;

namespace Orders.Application.Warehouse;

/// <summary>Counts the shelves and tells what is on them.</summary>
[OwnedBy("warehouse", WholeNamespace = true)]
public sealed partial class StockService(OrdersDb db)
{
    /// <summary>Every article, by its number.</summary>
    public async Task<IReadOnlyList<StockLevel>> ListAsync(CancellationToken cancellationToken) =>
        await db.Stock
            .OrderBy(item => item.Sku)
            .Select(item => new StockLevel(item.Sku, item.Price, item.OnHand, item.Reserved))
            .ToListAsync(cancellationToken);

    /// <summary>Records a count; an article that nobody has counted before is new.</summary>
    [Exclusive(Key = "sku")]
    [NaturallyIdempotent("a count replaces the count before it: repeating it writes the same numbers")]
    [TransactionBoundary(Isolation = IsolationLevel.Serializable)]
    public partial Task<StockLevel> CountAsync(string sku, StockCount count, CancellationToken cancellationToken);

    private async Task<StockLevel> CountAsyncCore(string sku, StockCount count, CancellationToken cancellationToken)
    {
        var item = await db.Stock.FindAsync([sku], cancellationToken);
        if (item is null)
        {
            item = new StockItem(sku, count.Price, count.OnHand);
            db.Stock.Add(item);
        }
        else
        {
            item.Count(count.OnHand, count.Price);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new StockLevel(item.Sku, item.Price, item.OnHand, item.Reserved);
    }
}
