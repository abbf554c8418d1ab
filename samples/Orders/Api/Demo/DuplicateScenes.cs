using Orders.Application.Ordering;

namespace Orders.Api.Demo;

/// <summary>[Idempotent]: one outcome per key, whoever asks and how often.</summary>
internal static class DuplicateScenes
{
    private const int Duplicates = 50;

    public static async Task PlayAsync(Stage stage, Scorecard score)
    {
        var order = Stage.Order(scene: 1, quantity: 3);
        var first = await FiftyAtOnceAsync(stage, score, order);
        await AnotherBodyAsync(stage, score, order, first);
    }

    private static async Task<Answer> FiftyAtOnceAsync(Stage stage, Scorecard score, PlaceOrder order)
    {
        score.Scene($"1. {Duplicates} concurrent duplicates of one order");
        var before = await stage.ReadBooksAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Duplicates).Select(_ => stage.PlaceAsync(order)));
        var after = await stage.ReadBooksAsync();

        score.Check("answers that say 201 Created", Duplicates, answers.Count(answer => answer.Status == "201 Created"));
        score.Check("different answers among them", 1, answers.Distinct().Count());
        score.Check("what changed", "orders +1, articles for sale -3, gateway requests +1, charges +1, charged +149.70", after.Since(before));
        return answers[0];
    }

    private static async Task AnotherBodyAsync(Stage stage, Scorecard score, PlaceOrder order, Answer first)
    {
        score.Scene("2. The same order id with another body");
        var before = await stage.ReadBooksAsync();
        var other = await stage.PlaceAsync(order with { Lines = [new PlaceOrder.Line(Stage.Article, 4)] });
        var again = await stage.PlaceAsync(order);
        var after = await stage.ReadBooksAsync();

        score.Check("answer to the other body", "422 UnprocessableEntity", other.Status);
        score.Note(other.Member("detail"));
        score.Check("the first body gets the first answer once more", true, again == first);
        score.Check("what changed", Books.NoChange, after.Since(before));
    }
}
