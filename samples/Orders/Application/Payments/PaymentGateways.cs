namespace Orders.Application.Payments;

/// <summary>All ways to be paid.</summary>
public sealed class PaymentGateways(IEnumerable<IPaymentGateway> gateways)
{
    public IPaymentGateway For(PaymentMethod method) => gateways.First(gateway => gateway.Method == method);
}
