using IntentContracts;

namespace Orders.Application.Ordering;

/// <summary>One article of an order, at the price of that day.</summary>
[Invariant("Quantity > 0", Because = "a line orders something")]
public sealed partial class OrderLine
{
    public OrderLine(string sku, int quantity, decimal unitPrice)
    {
        Sku = sku;
        Quantity = quantity;
        UnitPrice = unitPrice;
        EnsureInvariants();
    }

    public string Sku { get; private set; }

    public int Quantity { get; private set; }

    public decimal UnitPrice { get; private set; }

    public decimal Amount => Quantity * UnitPrice;
}
