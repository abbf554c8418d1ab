using IntentContracts;
using Microsoft.AspNetCore.Mvc;
using Orders.Application.Warehouse;

namespace Orders.Api.Endpoints;

/// <summary>The warehouse's side of the service.</summary>
[ApiController]
[Route("stock")]
[OwnedBy("warehouse")]
public sealed class StockController(StockService stock) : ControllerBase
{
    [HttpGet]
    public Task<IReadOnlyList<StockLevel>> ListAsync(CancellationToken cancellationToken) => stock.ListAsync(cancellationToken);

    [HttpPut("{sku}")]
    public Task<StockLevel> CountAsync(string sku, StockCount count, CancellationToken cancellationToken) =>
        stock.CountAsync(sku, count, cancellationToken);
}
