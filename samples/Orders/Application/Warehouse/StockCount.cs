namespace Orders.Application.Warehouse;

/// <summary>What somebody counted on the shelf, and the price from now on.</summary>
public sealed record StockCount(int OnHand, decimal Price);
