using IntentContracts;

namespace Orders.Application.Warehouse;

/// <summary>One article: what lies on the shelf, and how much of that is promised to orders.</summary>
[OwnedBy("warehouse")]
[Invariant("Reserved >= 0", Because = "a promise is kept or broken, never owed back")]
[Invariant("Reserved <= OnHand", Because = "what is promised lies on the shelf")]
public sealed partial class StockItem
{
    public StockItem(string sku, decimal price, int onHand)
    {
        Sku = sku;
        Price = price;
        OnHand = onHand;
        EnsureInvariants();
    }

    public string Sku { get; private set; }

    public decimal Price { get; private set; }

    public int OnHand { get; private set; }

    public int Reserved { get; private set; }

    /// <summary>Promises articles to an order.</summary>
    public partial void Reserve([Requires("quantity > 0", Because = "a promise of less than one article is none")] int quantity);

    /// <summary>Takes promised articles off the shelf.</summary>
    public partial void Ship(int quantity);

    /// <summary>Somebody counted the shelf, or set another price.</summary>
    public partial void Count(int onHand, decimal price);

    private void ReserveCore(int quantity) => Reserved += quantity;

    private void ShipCore(int quantity)
    {
        Reserved -= quantity;
        OnHand -= quantity;
    }

    private void CountCore(int onHand, decimal price)
    {
        OnHand = onHand;
        Price = price;
    }
}
