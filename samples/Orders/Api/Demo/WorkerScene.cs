using Orders.Application.Ordering;

namespace Orders.Api.Demo;

/// <summary>The background worker ships what the scenes before have paid.</summary>
internal static class WorkerScene
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task PlayAsync(Stage stage, Scorecard score, int onHandAtFirst)
    {
        score.Scene("8. The shipping worker has been at work meanwhile");
        var books = await stage.ReadBooksAsync();
        await WaitUntilShippedAsync(stage, books.Orders);
        var stock = await stage.ReadStockAsync();
        var parcels = await stage.ReadManifestAsync();

        score.Check("orders shipped", books.Orders, await stage.CountOrdersAsync(OrderStatus.Shipped));
        score.Check("parcels announced to the carrier", books.Orders, parcels.Distinct().Count());
        score.Note($"announced a second time, which is declared harmless: {parcels.Count - parcels.Distinct().Count()}");
        score.Check("articles promised and not shipped", 0, stock.Reserved);
        score.Check("articles that left the shelf", onHandAtFirst - books.ForSale, onHandAtFirst - stock.OnHand);
    }

    private static async Task WaitUntilShippedAsync(Stage stage, int orders)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await stage.CountOrdersAsync(OrderStatus.Shipped) < orders && !patience.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
