namespace Orders.Application.Payments;

/// <summary>How an order is paid.</summary>
public enum PaymentMethod
{
    /// <summary>At once, through the payment provider.</summary>
    Card,

    /// <summary>Later, by invoice.</summary>
    Invoice,
}
