namespace Orders.Application.Ordering;

/// <summary>What the customer is told once an order stands.</summary>
public sealed record Receipt(Guid OrderId, decimal Total, string PaymentReference);
