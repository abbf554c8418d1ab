namespace Orders.Api.Demo;

/// <summary>The other implementation of the payment gateway.</summary>
internal static class InvoiceScene
{
    public static async Task PlayAsync(Stage stage, Scorecard score)
    {
        score.Scene("6. An order by invoice takes the other gateway, inside the same transaction");
        var before = await stage.ReadBooksAsync();
        var answer = await stage.PlaceAsync(Stage.Order(scene: 6, quantity: 4, card: null));
        var after = await stage.ReadBooksAsync();

        score.Check("answer", "201 Created", answer.Status);
        score.Check("what changed", "orders +1, invoices +1, articles for sale -4", after.Since(before));
    }
}
