namespace IntentContracts.Analysis.Tests.Rules;

public sealed class UnaskedAnswersTests
{
    private const string Signals = """
        public class Signals(HttpClient http)
        {
            public async Task RaiseAsync(string mast)
            {
                using var response = await http.PutAsync("/signals/" + mast, null);MARK
            }
        }

        public static class Api
        {
            public static void Map(WebApplication app, Signals signals) => app.MapPut("/signals", (string mast) => signals.RaiseAsync(mast));
        }
        """;

    private const string Handler = """

        public sealed class Named : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => await base.SendAsync(request, cancellationToken);
        }

        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_answer_that_nobody_asks_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2103"] }.Add("Shop", Signals.Replace("MARK", " // warning IC2103", StringComparison.Ordinal) + Handler);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_handler_of_the_client_that_throws_by_status_asks_for_all(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2103"] }.Add("Shop", Signals.Replace("MARK", "", StringComparison.Ordinal) + Handler
            .Replace("await base.SendAsync(request, cancellationToken);", "(await base.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();", StringComparison.Ordinal));

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_result_that_nobody_looks_at_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2103"] }.Add("Shop", """
            public record Done(bool Succeeded);

            public class Refunds(HttpClient http)
            {
                public async Task<Done> RefundAsync(string payment)
                {
                    try
                    {
                        using var response = await http.PutAsync("/refunds/" + payment, null);
                        response.EnsureSuccessStatusCode();
                        return new(true);
                    }
                    catch (HttpRequestException)
                    {
                        return new(false);
                    }
                }
            }

            public class Desk(Refunds refunds)
            {
                public async Task CloseAsync(string payment)
                {
                    await refunds.RefundAsync(payment); // warning IC2103
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, Desk desk) => app.MapPut("/refunds", (string payment) => desk.CloseAsync(payment));
            }
            """);

        solution.Verify();
    }
}
