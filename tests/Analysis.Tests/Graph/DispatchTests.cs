using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class DispatchTests
{
    [Fact]
    public void A_member_that_another_interface_implements_by_default_is_followed_through_it()
    {
        using var solution = new RuleCase().Add("Bus", """
            namespace Bus;
            public interface IHandler { Task Handle(object message); }
            public interface IHandler<in T> : IHandler
            {
                Task Handle(T message);
                Task IHandler.Handle(object message) => Handle((T)message);
            }
            """).Add("Api", """
            namespace Shop;
            using Bus;
            public sealed record Paid(string Card);
            public sealed class PaidHandler(HttpClient http) : IHandler<Paid>
            {
                public Task Handle(Paid message) => http.PostAsync("/mail", null); // error IC1401
            }
            public sealed class InboxController(IHandler handler) : ControllerBase
            {
                [HttpPost("/inbox")] public Task Receive(string text) => handler.Handle(text);
            }
            """);

        solution.Verify();
    }
}
