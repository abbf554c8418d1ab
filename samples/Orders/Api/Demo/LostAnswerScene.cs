using Orders.Api.Sandbox;

namespace Orders.Api.Demo;

/// <summary>Why a failure may release the key: what the gateway did for the failed attempt, the next attempt finds.</summary>
internal static class LostAnswerScene
{
    public static async Task PlayAsync(Stage stage, Scorecard score)
    {
        score.Scene("5. The gateway charges, and its answer is lost");
        var order = Stage.Order(scene: 5, quantity: 1, card: PaymentSandbox.LostAnswerCard);
        var before = await stage.ReadBooksAsync();
        var lost = await stage.PlaceAsync(order);
        var between = await stage.ReadBooksAsync();

        score.Check("answer", "502 BadGateway", lost.Status);
        score.Check("what changed", "gateway requests +1, charges +1, charged +49.90", between.Since(before));

        var retried = await stage.PlaceAsync(order);
        var after = await stage.ReadBooksAsync();
        score.Check("the caller repeats its order", "201 Created", retried.Status);
        score.Check("what changed: the charge is found, not made again", "orders +1, articles for sale -1, gateway requests +1", after.Since(between));
    }
}
