namespace Orders.Application.Payments;

/// <summary>What a gateway is asked to collect.</summary>
public sealed record Charge(Guid OrderId, string Customer, decimal Amount, string? Card);
