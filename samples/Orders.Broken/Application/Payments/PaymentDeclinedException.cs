namespace Orders.Application.Payments;

/// <summary>The payer's side said no; nothing was collected.</summary>
public sealed class PaymentDeclinedException(string reason) : Exception(reason);
