using System.Net;
using System.Net.Http.Json;
using IntentContracts;
using Orders.Application.Payments;

namespace Orders.Infrastructure.Payments;

/// <summary>Charges cards through the payment provider.</summary>
[OwnedBy("payments")]
[Assumes("the provider charges once for a key, and answers a repeated key with that charge", VerifiedBy = nameof(ChargesOnceForAKeyAsync))]
internal sealed class HttpPaymentGateway(HttpClient http) : IPaymentGateway
{
    public PaymentMethod Method => PaymentMethod.Card;

    [NoTransaction("the charge stays when the order is rolled back; the provider knows the order by its id, and a repeated order finds the charge")]
    [NoRetry("three short attempts at one request that carries its key; the transaction around them waits at most a second")]
    public async Task<Payment> ChargeAsync(Charge charge, CancellationToken cancellationToken)
    {
        using var response = await PaymentRetry.Pipeline.ExecuteAsync(
            async cancellation =>
            {
                using var content = JsonContent.Create(charge);
                content.Headers.Add("Idempotency-Key", charge.OrderId.ToString());
                return await http.PostAsync("charges", content, cancellation);
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

    // For a test against the provider's sandbox; nothing in the service asks it.
    private async Task<bool> ChargesOnceForAKeyAsync()
    {
        var charge = new Charge(Guid.NewGuid(), "probe", 1m, "card-good");
        return await ChargeAsync(charge, CancellationToken.None) == await ChargeAsync(charge, CancellationToken.None);
    }
}
