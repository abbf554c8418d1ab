namespace Orders.Application.Payments;

/// <summary>A gateway's promise that the money is on its way.</summary>
public sealed record Payment(string Reference);
