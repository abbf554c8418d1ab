namespace IntentContracts.Analysis.Tests.Rules;

public sealed class EffectsAreMarkedTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_effect_without_a_mark_before_it_is_reported_where_it_happens(bool optimised)
    {
        using var solution = new RuleCase { IsProgram = false, Guards = "", Optimised = optimised }.Add("Bank", """
            namespace Bank;

            public class Gateway(HttpClient http)
            {
                public async Task ChargeAsync(CancellationToken ct)
                {
                    await http.PostAsync("/charges", null, ct); // error IC1409
                }

                public async Task MarkedAsync(CancellationToken ct)
                {
                    await IntentClaim.BeforeEffectAsync(ct);
                    await http.PostAsync("/charges", null, ct);
                }

                public async Task TooLateAsync(CancellationToken ct)
                {
                    await http.PostAsync("/charges", null, ct); // error IC1409
                    await IntentClaim.BeforeEffectAsync(ct);
                    await http.PostAsync("/receipts", null, ct);
                }

                public Task ReadAsync(CancellationToken ct) => http.GetAsync("/charges", ct);

                [NaturallyIdempotent("the bank deduplicates by order")]
                public Task AgainAsync(CancellationToken ct) => http.PostAsync("/charges", null, ct);
            }
            """).Add("Shop", """
            public partial class Service(Bank.Gateway gateway)
            {
                [Idempotent(Key = "key", Scope = "key", MarksEffects = true)]
                public partial Task PayAsync(string key, CancellationToken ct);
                private async Task PayAsyncCore(string key, CancellationToken ct)
                {
                    await gateway.ReadAsync(ct);
                    await gateway.MarkedAsync(ct);
                    await gateway.AgainAsync(ct);
                    await PlainAsync(key, ct);
                    await StepAsync(ct);
                    await gateway.TooLateAsync(ct);
                }
                private Task StepAsync(CancellationToken ct) => gateway.ChargeAsync(ct);

                [Idempotent(Key = "key", Scope = "key")]
                public partial Task PlainAsync(string key, CancellationToken ct);
                private Task PlainAsyncCore(string key, CancellationToken ct) => gateway.ChargeAsync(ct);
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains(
            "Service.PayAsync says that it marks its effects, and nothing marks HttpClient.PostAsync: a crash after it would run it again"
            + " · Service.PayAsync → Service.StepAsync → Gateway.ChargeAsync"
            + " · await IntentClaim.BeforeEffectAsync(cancellationToken) right before it, or remove MarksEffects",
            messages);
    }
}
