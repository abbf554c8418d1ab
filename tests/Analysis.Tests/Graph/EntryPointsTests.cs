using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class EntryPointsTests
{
    [Fact]
    public void A_background_service_begins_at_StartAsync_too()
    {
        using var solution = new RuleCase().Add("Worker", """
            namespace Shop;
            public sealed class Announcer(HttpClient http) : BackgroundService
            {
                public override Task StartAsync(CancellationToken ct) => http.PostAsync("/started", null, ct); // error IC1401
                protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_is_subscribed_to_a_broker_is_an_entry_of_its_own_and_no_part_of_the_method_that_subscribes()
    {
        using var solution = new RuleCase().Add("Worker", """
            namespace Shop;
            using RabbitMQ.Client.Events;
            public sealed class Inbox(HttpClient http, AsyncEventingBasicConsumer consumer) : IHostedService
            {
                public Task StartAsync(CancellationToken ct) { consumer.ReceivedAsync += OnReceived; return Task.CompletedTask; }
                public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
                private Task OnReceived(object sender, BasicDeliverEventArgs message) => http.PostAsync("/mail", null); // error IC1401
            }
            """);

        Assert.Contains("Inbox.OnReceived can run HttpClient.PostAsync twice", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_an_attribute_schedules_is_a_job()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("TickerQ", """
            namespace TickerQ.Utilities.Base;
            [AttributeUsage(AttributeTargets.Method)] public sealed class TickerFunctionAttribute(string name) : Attribute { public string Name => name; }
            """).Add("Worker", """
            namespace Shop;
            using TickerQ.Utilities.Base;
            public sealed class Nightly(HttpClient http)
            {
                [TickerFunction("close")] public Task Close() => http.PostAsync("/close", null); // error IC1401
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("", "private", false)]
    [InlineData("", "internal", false)]
    [InlineData("", "public", true)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tools\")]", "internal", true)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tools\")]", "private", false)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tests\")]", "internal", false)]
    public void What_nobody_can_call_begins_nothing(string friends, string visibility, bool begins)
    {
        using var solution = new RuleCase { Only = ["IC3102"], Scope = CheckScope.All }.Add("Shop", $$"""
            {{friends}}
            public sealed class Stall(HttpClient http)
            {
                {{visibility}} async Task Walk(List<string> names)
                {
                    foreach (var name in names)
                    {
                        await http.GetStringAsync("/stalls/" + name); {{(begins ? "// warning IC3102" : "")}}
                        await Walk([name]);
                    }
                }
            }
            """);

        solution.Verify();
    }
}
