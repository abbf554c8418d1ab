namespace Orders.Application.Ordering;

/// <summary>An order as its customer sees it.</summary>
public sealed record OrderView(Guid OrderId, string Customer, OrderStatus Status, decimal Total);
