using System.Diagnostics;
using System.Text.Json;
using Orders.Application.Ordering;

namespace Orders.Api.Demo;

/// <summary>A process of this service dies between the charge and the record of it. Whoever repeats the order is charged no second time.</summary>
internal static class KillScene
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task PlayAsync(Stage stage, Scorecard score)
    {
        score.Scene("7. A worker process is killed after it has charged, before its transaction commits");
        var order = Stage.Order(scene: 7, quantity: 1);
        var before = await stage.ReadBooksAsync();
        var said = await KillWorkerAsync(stage, order);
        var between = await stage.ReadBooksAsync();

        score.Check("the worker's last words", DoomedWorker.Ready, said);
        score.Check("what changed", "gateway requests +1, charges +1, charged +49.90", between.Since(before));

        var repeated = await stage.PlaceAsync(order);
        var after = await stage.ReadBooksAsync();
        score.Check("the caller repeats the order", "201 Created", repeated.Status);
        score.Check("what changed: one order, and no second charge", "orders +1, articles for sale -1, gateway requests +1", after.Since(between));

        var again = await stage.PlaceAsync(order);
        score.Check("the same answer when it repeats it once more", repeated.Body, again.Body);
        score.Check("what changed", "nothing", (await stage.ReadBooksAsync()).Since(after));
    }

    private static async Task<string?> KillWorkerAsync(Stage stage, PlaceOrder order)
    {
        // "dotnet Orders.Api.dll" or the program itself, as this process was started.
        var program = Environment.ProcessPath!;
        var assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? new[] { typeof(KillScene).Assembly.Location } : [];
        var start = new ProcessStartInfo(program, [.. assembly, DoomedWorker.Argument, JsonSerializer.Serialize(order), .. stage.Settings]) { RedirectStandardOutput = true };
        using var worker = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await worker.StandardOutput.ReadLineAsync(patience.Token);
        }
        finally
        {
            // Nothing runs in it after this: no finally, no rollback of its own.
            worker.Kill();
            await worker.WaitForExitAsync(CancellationToken.None);
        }
    }
}
