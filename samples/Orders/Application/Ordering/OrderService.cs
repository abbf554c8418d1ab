using System.Data;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Application.Ordering;

/// <summary>Places orders and finds them again.</summary>
public sealed partial class OrderService(OrdersDb db, PaymentGateways gateways, TimeProvider time, IntentGuards guards)
{
    /// <summary>Reserves the goods, takes the payment and stores the order: all of it once, or nothing.</summary>
    /// <remarks>
    /// <para>Serializable, because two orders may want the last article at the same time.</para>
    /// <para>A failure releases the key, because nothing of a failed attempt remains that the next one would repeat: what was written rolls
    /// back, and the gateway charges once per order id. Should its answer be lost after it has charged, the retry is given that charge.</para>
    /// </remarks>
    [Deadline("00:00:30")]
    [Idempotent(Key = "request.OrderId", Scope = "request.Customer", OnFault = FaultedClaim.Release)]
    [TransactionBoundary(Isolation = IsolationLevel.Serializable)]
    public partial Task<Receipt> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken);

    /// <summary>The order as its customer sees it; null when there is none.</summary>
    public Task<OrderView?> FindAsync(Guid orderId, CancellationToken cancellationToken) =>
        db.Orders
            .Where(order => order.Id == orderId)
            .Select(order => new OrderView(order.Id, order.Customer, order.Status, order.Total))
            .SingleOrDefaultAsync(cancellationToken);

    private async Task<Receipt> PlaceAsyncCore(PlaceOrder request, CancellationToken cancellationToken)
    {
        var order = new Order(request.OrderId, request.Customer, time.GetUtcNow().UtcDateTime);
        var stock = await db.Stock.FindAllAsync(request.Lines.Select(line => line.Sku), cancellationToken);
        foreach (var line in request.Lines)
        {
            var item = stock[line.Sku];
            item.Reserve(line.Quantity);
            order.Add(item, line.Quantity);
        }

        // Whatever the database has against this order, it says before money moves.
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);

        var charge = new Charge(order.Id, order.Customer, order.Total, request.Card);
        var payment = await gateways.For(request.Method).ChargeAsync(charge, cancellationToken);
        order.Pay(payment);
        await db.SaveChangesAsync(cancellationToken);
        return new Receipt(order.Id, order.Total, payment.Reference);
    }
}
