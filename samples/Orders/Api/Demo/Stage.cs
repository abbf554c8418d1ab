using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Orders.Api.Sandbox;
using Orders.Application;
using Orders.Application.Ordering;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Api.Demo;

/// <summary>The running service as its callers see it, and the books behind it.</summary>
internal sealed class Stage(WebApplication app, SandboxLedger ledger, string manifest) : IDisposable
{
    /// <summary>The settings with which another process is the same service.</summary>
    public IReadOnlyList<string> Settings { get; } =
    [
        .. new[] { OrdersSettings.Database, OrdersSettings.PostgreSql, OrdersSettings.PaymentGateway, OrdersSettings.CarrierManifest }
            .Where(name => app.Configuration[name] is not null)
            .Select(name => $"--{name}={app.Configuration[name]}"),
    ];

    public const string Article = "lamp";
    public const string GoodCard = "card-good";

    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => _http.Dispose();

    /// <summary>An order of lamps, by card unless there is none. Each scene has an id of its own.</summary>
    public static PlaceOrder Order(int scene, int quantity, string? card = GoodCard) => new(
        new Guid(scene, 0, 0, new byte[8]),
        "ada",
        card is null ? PaymentMethod.Invoice : PaymentMethod.Card,
        card,
        [new PlaceOrder.Line(Article, quantity)]);

    public async Task<Answer> PlaceAsync(PlaceOrder order)
    {
        using var response = await _http.PostAsJsonAsync("/orders", order, Wire);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task CountStockAsync(int onHand, decimal price)
    {
        using var response = await _http.PutAsJsonAsync($"/stock/{Article}", new StockCount(onHand, price));
        response.EnsureSuccessStatusCode();
    }

    public async Task<Books> ReadBooksAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrdersDb>();
        return new Books(
            await db.Orders.CountAsync(),
            await db.Invoices.CountAsync(),
            await db.Stock.SumAsync(item => item.OnHand - item.Reserved),
            ledger.Requests,
            ledger.Charges.Count,
            ledger.Charges.Sum(charge => charge.Amount));
    }

    public async Task<int> CountOrdersAsync(OrderStatus status)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OrdersDb>().Orders.CountAsync(order => order.Status == status);
    }

    public async Task<StockItem> ReadStockAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OrdersDb>().Stock.AsNoTracking().SingleAsync();
    }

    public async Task<IReadOnlyList<string>> ReadManifestAsync() => File.Exists(manifest) ? await File.ReadAllLinesAsync(manifest) : [];
}
