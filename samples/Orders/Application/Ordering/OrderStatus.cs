namespace Orders.Application.Ordering;

/// <summary>How far an order has come.</summary>
public enum OrderStatus
{
    /// <summary>Its goods are reserved; no money has moved.</summary>
    Placed,

    /// <summary>It is paid, or invoiced, and waits for its parcel.</summary>
    Paid,

    /// <summary>Its parcel has left.</summary>
    Shipped,
}
