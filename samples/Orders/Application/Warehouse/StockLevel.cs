namespace Orders.Application.Warehouse;

/// <summary>An article as the warehouse sees it.</summary>
public sealed record StockLevel(string Sku, decimal Price, int OnHand, int Reserved);
