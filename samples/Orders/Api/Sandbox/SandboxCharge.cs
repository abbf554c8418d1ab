namespace Orders.Api.Sandbox;

/// <summary>What a merchant sends to the payment provider.</summary>
internal sealed record SandboxCharge(Guid OrderId, decimal Amount, string? Card);
