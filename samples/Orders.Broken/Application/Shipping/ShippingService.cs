using System.Data;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Orders.Application.Ordering;
using Orders.Application.Warehouse;

namespace Orders.Application.Shipping;

/// <summary>Sends off what is paid.</summary>
[OwnedBy("shipping", WholeNamespace = true)]
public sealed partial class ShippingService(OrdersDb db, ICarrierManifest manifest)
{
    /// <summary>Ships every paid order, the oldest first.</summary>
    [NoTransaction("each parcel leaves on its own: what has left stays shipped when a later one fails")]
    public async Task ShipPaidAsync(CancellationToken cancellationToken)
    {
        while (await ShipNextAsync(cancellationToken))
        {
        }
    }

    /// <summary>Ships the oldest paid order; false when there is none.</summary>
    [TransactionBoundary(Isolation = IsolationLevel.Serializable)]
    private partial Task<bool> ShipNextAsync(CancellationToken cancellationToken);

    private async Task<bool> ShipNextAsyncCore(CancellationToken cancellationToken)
    {
        var order = await db.Orders
            .Where(order => order.Status == OrderStatus.Paid)
            .OrderBy(order => order.PlacedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (order is null)
        {
            return false;
        }

        var stock = await db.Stock.FindAllAsync(order.Lines.Select(line => line.Sku), cancellationToken);
        foreach (var line in order.Lines)
        {
            stock[line.Sku].Ship(line.Quantity);
        }

        order.Ship();
        await manifest.AnnounceAsync(order, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
