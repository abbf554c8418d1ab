using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Orders.Application.Payments;

namespace Orders.Api.Sandbox;

/// <summary>A payment provider for development: in this process, on a free port of the loopback interface, with cards that always fail the same way.</summary>
internal sealed class PaymentSandbox : IAsyncDisposable
{
    /// <summary>A card that is declined.</summary>
    public const string DeclinedCard = "card-declined";

    /// <summary>A card that is charged; only the answer never arrives, the first time.</summary>
    public const string LostAnswerCard = "card-answer-lost";

    private readonly WebApplication _app;

    private PaymentSandbox(WebApplication app, SandboxLedger ledger)
    {
        _app = app;
        Ledger = ledger;
    }

    public SandboxLedger Ledger { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<PaymentSandbox> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));

        var ledger = new SandboxLedger();
        var app = builder.Build();
        app.MapPost("/charges", (SandboxCharge charge, HttpContext http) => Charge(ledger, charge, http));
        await app.StartAsync();
        return new PaymentSandbox(app, ledger);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Results<Ok<Payment>, Conflict, StatusCodeHttpResult> Charge(SandboxLedger ledger, SandboxCharge charge, HttpContext http)
    {
        ledger.CountRequest();
        if (charge.Card == DeclinedCard)
        {
            return TypedResults.StatusCode(StatusCodes.Status402PaymentRequired);
        }

        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (ledger.TryCharge(key, charge))
        {
            if (charge.Card == LostAnswerCard)
            {
                http.Abort();
            }
        }
        else if (!ledger.Holds(key, charge))
        {
            return TypedResults.Conflict();
        }

        return TypedResults.Ok(new Payment($"charge-{key}"));
    }
}
