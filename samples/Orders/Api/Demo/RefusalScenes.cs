using Orders.Api.Sandbox;

namespace Orders.Api.Demo;

/// <summary>[Invariant] and [TransactionBoundary]: what is refused leaves nothing behind.</summary>
internal static class RefusalScenes
{
    public static async Task PlayAsync(Stage stage, Scorecard score)
    {
        await BrokenInvariantAsync(stage, score);
        await DeclinedCardAsync(stage, score);
    }

    private static async Task BrokenInvariantAsync(Stage stage, Scorecard score)
    {
        score.Scene("3. An order for more than lies on the shelf breaks an invariant");
        var before = await stage.ReadBooksAsync();
        var answer = await stage.PlaceAsync(Stage.Order(scene: 3, quantity: 1000));
        var after = await stage.ReadBooksAsync();

        score.Check("answer", "409 Conflict", answer.Status);
        score.Check("owner named in it", "warehouse", answer.Member("owner"));
        score.Note(answer.Member("detail"));
        score.Check("what changed", Books.NoChange, after.Since(before));
    }

    private static async Task DeclinedCardAsync(Stage stage, Scorecard score)
    {
        score.Scene("4. The card is declined after the order was saved: the transaction takes it back");
        var order = Stage.Order(scene: 4, quantity: 2, card: PaymentSandbox.DeclinedCard);
        var before = await stage.ReadBooksAsync();
        var declined = await stage.PlaceAsync(order);
        var between = await stage.ReadBooksAsync();

        score.Check("answer", "402 PaymentRequired", declined.Status);
        score.Check("what changed", "gateway requests +1", between.Since(before));

        var retried = await stage.PlaceAsync(order with { Card = Stage.GoodCard });
        var after = await stage.ReadBooksAsync();
        score.Check("the key is free again: the same order with a good card", "201 Created", retried.Status);
        score.Check("what changed", "orders +1, articles for sale -2, gateway requests +1, charges +1, charged +99.80", after.Since(between));
    }
}
