using IntentContracts;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Application.Ordering;

/// <summary>One customer's order, from the moment it is placed until its parcel has left.</summary>
[Invariant("Total == Lines.Sum(line => line.Amount)", Because = "the customer is charged Total and reads the lines")]
[Invariant("Status == OrderStatus.Placed || PaymentReference is not null", Because = "nothing leaves the house unpaid")]
[StateMachine(nameof(Status), Initial = OrderStatus.Placed, Terminal = [OrderStatus.Shipped])]
public sealed partial class Order
{
    private readonly List<OrderLine> _lines = [];

    public Order(Guid id, string customer, DateTime placedAt)
    {
        Id = id;
        Customer = customer;
        PlacedAt = placedAt;
        EnsureInvariants();
    }

    public Guid Id { get; private set; }

    public string Customer { get; private set; }

    public DateTime PlacedAt { get; private set; }

    public OrderStatus Status { get; private set; }

    public decimal Total { get; private set; }

    public string? PaymentReference { get; private set; }

    public IReadOnlyList<OrderLine> Lines => _lines;

    /// <summary>Adds an article at its price of today.</summary>
    [Ensures("Total == old(Total) + item.Price * quantity", Because = "an article costs what it says today")]
    public partial void Add(StockItem item, [Requires("quantity > 0")] int quantity);

    /// <summary>Records that the order is paid for.</summary>
    [Transition(From = [OrderStatus.Placed], To = OrderStatus.Paid)]
    public partial void Pay(Payment payment);

    /// <summary>Records that the parcel has left.</summary>
    [Transition(From = [OrderStatus.Paid], To = OrderStatus.Shipped)]
    public partial void Ship();

    private void AddCore(StockItem item, int quantity)
    {
        var line = new OrderLine(item.Sku, quantity, item.Price);
        _lines.Add(line);
        Total += line.Amount;
    }

    private void PayCore(Payment payment) => PaymentReference = payment.Reference;

    private void ShipCore() => Status = OrderStatus.Shipped;
}
