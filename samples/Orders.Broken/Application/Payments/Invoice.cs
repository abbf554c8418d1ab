namespace Orders.Application.Payments;

/// <summary>An amount that a customer owes.</summary>
public sealed class Invoice(Guid orderId, string customer, decimal amount)
{
    public Guid OrderId { get; private set; } = orderId;

    public string Customer { get; private set; } = customer;

    public decimal Amount { get; private set; } = amount;
}
