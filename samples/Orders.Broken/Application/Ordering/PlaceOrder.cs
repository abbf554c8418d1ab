using Orders.Application.Payments;

namespace Orders.Application.Ordering;

/// <summary>A customer's wish to order. The caller chooses the id and repeats it when it repeats the wish.</summary>
/// <param name="Card">The card's token; only for <see cref="PaymentMethod.Card"/>.</param>
public sealed record PlaceOrder(Guid OrderId, string Customer, PaymentMethod Method, string? Card, IReadOnlyList<PlaceOrder.Line> Lines)
{
    public sealed record Line(string Sku, int Quantity);
}
