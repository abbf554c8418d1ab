using System.Data;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Application.Ordering;

/// <summary>Places orders and finds them again.</summary>
public sealed partial class OrderService(OrdersDb db, PaymentGateways gateways, TimeProvider time)
{
    /// <summary>Reserves the goods, takes the payment and stores the order: all of it once, or nothing.</summary>
    /// <remarks>Serializable, because two orders may want the last article at the same time.</remarks>
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

        var charge = new Charge(order.Id, order.Customer, order.Total, request.Card);
        var payment = await gateways.For(request.Method).ChargeAsync(charge, cancellationToken);
        order.Pay(payment);
        await StoreAsync(order, cancellationToken);
        return new Receipt(order.Id, order.Total, payment.Reference);
    }

    [NaturallyIdempotent("the caller chose the id and it is the primary key: the same order is never stored twice")]
    private async Task StoreAsync(Order order, CancellationToken cancellationToken)
    {
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);
    }
}
