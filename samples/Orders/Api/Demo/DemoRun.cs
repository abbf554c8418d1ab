using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orders.Api.Sandbox;

namespace Orders.Api.Demo;

/// <summary>Starts the service on a free port with an empty database, plays every scene against it over HTTP and keeps the score.</summary>
internal static class DemoRun
{
    /// <param name="postgreSql">Connection string of an empty PostgreSQL database to play on; null for a temporary SQLite file.</param>
    /// <returns>0 when everything held, 1 otherwise.</returns>
    public static async Task<int> PlayAsync(TextWriter output, string? postgreSql)
    {
        var score = new Scorecard(output);
        var folder = Directory.CreateTempSubdirectory("orders-demo-");
        try
        {
            output.WriteLine($"The Orders service plays against itself: on 127.0.0.1, with {(postgreSql is null ? "a temporary SQLite database" : "PostgreSQL")} and a payment sandbox.");
            await PlayScenesAsync(folder.FullName, postgreSql, score);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }

        score.Conclude();
        TellWhereTheDocumentsAre(output);
        return score.Failed == 0 ? 0 : 1;
    }

    private static async Task PlayScenesAsync(string folder, string? postgreSql, Scorecard score)
    {
        var manifest = Path.Combine(folder, "carrier-manifest.csv");
        await using var sandbox = await PaymentSandbox.StartAsync();
        await using var app = await OrdersApp.CreateAsync([], settings =>
        {
            settings[OrdersSettings.Database] = Path.Combine(folder, "orders.db");
            settings[OrdersSettings.PostgreSql] = postgreSql;
            settings[OrdersSettings.PaymentGateway] = sandbox.Address.ToString();
            settings[OrdersSettings.CarrierManifest] = manifest;
            settings[OrdersSettings.ShippingInterval] = "00:00:00.050";
            settings["Logging:LogLevel:Default"] = "Warning";

            // What guards refuse is part of the play, and printed there.
            settings["Logging:LogLevel:IntentContracts"] = "None";
        });
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();

        using var stage = new Stage(app, sandbox.Ledger, manifest);
        try
        {
            await stage.CountStockAsync(onHand: 200, price: 49.90m);
            await DuplicateScenes.PlayAsync(stage, score);
            await RefusalScenes.PlayAsync(stage, score);
            await LostAnswerScene.PlayAsync(stage, score);
            await InvoiceScene.PlayAsync(stage, score);
            await KillScene.PlayAsync(stage, score);
            await WorkerScene.PlayAsync(stage, score, onHandAtFirst: 200);
            StateScene.Play(score);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException)
        {
            score.Break($"the scene ended early: {failure.Message}");
        }
        finally
        {
            await app.StopAsync();
        }
    }

    private static void TellWhereTheDocumentsAre(TextWriter output)
    {
        var index = Path.Combine(AppContext.BaseDirectory, "intent", "index.md");
        if (File.Exists(index))
        {
            output.WriteLine("What the service promises, for its reviewers, written by the build; open with any Markdown viewer:");
            output.WriteLine($"  {index}");
        }
    }
}
