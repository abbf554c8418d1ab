using IntentContracts;
using Orders.Application;
using Orders.Application.Payments;

namespace Orders.Infrastructure.Payments;

/// <summary>Writes an invoice, in the transaction of whoever places the order.</summary>
[OwnedBy("payments")]
internal sealed class InvoicePaymentGateway(OrdersDb db) : IPaymentGateway
{
    public PaymentMethod Method => PaymentMethod.Invoice;

    public Task<Payment> ChargeAsync(Charge charge, CancellationToken cancellationToken)
    {
        db.Invoices.Add(new Invoice(charge.OrderId, charge.Customer, charge.Amount));
        return Task.FromResult(new Payment($"invoice-{charge.OrderId:N}"));
    }
}
