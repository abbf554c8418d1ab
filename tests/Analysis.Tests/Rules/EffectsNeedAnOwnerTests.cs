namespace IntentContracts.Analysis.Tests.Rules;

public sealed class EffectsNeedAnOwnerTests
{
    private const string Service = """
        namespace Shop.Billing
        {
            public sealed class Invoices(HttpClient http) { [NotIdempotent("reviewed by hand")] public Task SendAsync() => http.PostAsync("/i", null); }
        }
        namespace Shop
        {
            OWNER public sealed class Orders(HttpClient http)
            {
                [NotIdempotent("reviewed by hand")] public Task SendAsync() => http.PostAsync("/o", null); // MARK
            }
            public sealed class OrdersController(Orders orders, Billing.Invoices invoices) : ControllerBase
            {
                [HttpPost("/a")] public async Task A() { await orders.SendAsync(); await invoices.SendAsync(); }
            }
        }
        """;

    [Fact]
    public void Nobody_is_asked_before_somebody_names_an_owner()
    {
        using var solution = new RuleCase().Add("Api", Service.Replace("OWNER ", "", StringComparison.Ordinal));
        solution.Verify();
    }

    [Fact]
    public void Once_there_are_owners_an_effect_without_one_is_an_error()
    {
        using var solution = new RuleCase().Add("Api", Service.Replace("OWNER ", "", StringComparison.Ordinal).Replace("MARK", "error IC2301", StringComparison.Ordinal)
            + "namespace Shop.Billing { [OwnedBy(\"billing\", WholeNamespace = true)] internal static class Billing; }");

        Assert.Contains("nobody owns HttpClient.PostAsync in Orders.SendAsync", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_assembly_can_own_what_nothing_nearer_does()
    {
        using var solution = new RuleCase().Add("Api", Service.Replace("OWNER ", "[OwnedBy(\"orders\")] ", StringComparison.Ordinal)
            .Replace("namespace Shop.Billing", "[assembly: OwnedBy(\"shop\")]\nnamespace Shop.Billing", StringComparison.Ordinal));
        solution.Verify();
    }
}
