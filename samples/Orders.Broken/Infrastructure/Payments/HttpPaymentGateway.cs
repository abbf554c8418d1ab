using System.Net;
using System.Net.Http.Json;
using IntentContracts;
using Orders.Application.Payments;

namespace Orders.Infrastructure.Payments;

/// <summary>Charges cards through the payment provider.</summary>
[OwnedBy("payments")]
internal sealed class HttpPaymentGateway(HttpClient http) : IPaymentGateway
{
    public PaymentMethod Method => PaymentMethod.Card;

    [NoTransaction("the charge stays when the order is rolled back; settlement finds charges without an order every night")]
    [NoRetry("three short attempts for a gateway that was never reached; the transaction around them waits at most a second")]
    public async Task<Payment> ChargeAsync(Charge charge, CancellationToken cancellationToken)
    {
        using var response = await PaymentRetry.Pipeline.ExecuteAsync(
            async cancellation =>
            {
                using var content = JsonContent.Create(charge);
                return await http.PostAsync("charges", content, cancellation); // Mistake 1: a repeated POST /orders charges again.
            },
            cancellationToken);
        if (response.StatusCode == HttpStatusCode.PaymentRequired)
        {
            throw new PaymentDeclinedException("the card was declined");
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<Payment>(cancellationToken)
            ?? throw new HttpRequestException("the gateway answered without a payment");
    }
}
