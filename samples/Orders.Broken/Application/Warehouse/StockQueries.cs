using Microsoft.EntityFrameworkCore;

namespace Orders.Application.Warehouse;

internal static class StockQueries
{
    /// <summary>The articles of an order, in one query.</summary>
    /// <exception cref="UnknownArticleException">One of them does not exist.</exception>
    public static async Task<IReadOnlyDictionary<string, StockItem>> FindAllAsync(
        this DbSet<StockItem> stock,
        IEnumerable<string> skus,
        CancellationToken cancellationToken)
    {
        var wanted = skus.Distinct().ToArray();
        var found = await stock.Where(item => wanted.Contains(item.Sku)).ToDictionaryAsync(item => item.Sku, cancellationToken);
        return wanted.FirstOrDefault(sku => !found.ContainsKey(sku)) is { } missing ? throw new UnknownArticleException(missing) : found;
    }
}
