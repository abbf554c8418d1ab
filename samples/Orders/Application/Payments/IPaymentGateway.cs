using IntentContracts;

namespace Orders.Application.Payments;

/// <summary>One way to be paid.</summary>
[OwnedBy("payments")]
public interface IPaymentGateway
{
    PaymentMethod Method { get; }

    /// <summary>Collects the amount. Asked again for the same order, it answers as before and collects nothing more.</summary>
    /// <exception cref="PaymentDeclinedException">The payer's side said no.</exception>
    Task<Payment> ChargeAsync(Charge charge, CancellationToken cancellationToken);
}
