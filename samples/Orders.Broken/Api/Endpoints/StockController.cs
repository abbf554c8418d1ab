using IntentContracts;
using Microsoft.AspNetCore.Mvc;
using Orders.Application.Warehouse;

namespace Orders.Api.Endpoints;

/// <summary>The warehouse's side of the service.</summary>
[ApiController]
[Route("stock")]
[OwnedBy("warehouse")]
// Mistake 5: the warehouse has a team by now, and this was forgotten.
[IntentException("IC2301", Reason = "the warehouse has no team yet", Owner = "orders", Until = "2099-12-31")]
public sealed class StockController(StockService stock) : ControllerBase
{
    [HttpGet]
    public Task<IReadOnlyList<StockLevel>> ListAsync(CancellationToken cancellationToken) => stock.ListAsync(cancellationToken);

    [HttpPut("{sku}")]
    public Task<StockLevel> CountAsync(string sku, StockCount count, CancellationToken cancellationToken) =>
        stock.CountAsync(sku, count, cancellationToken);
}
