using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class DispatchTests
{
    [Fact]
    public void An_interface_that_a_generic_base_class_implements_for_the_class_below_is_followed_into_it()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", """
            namespace Shop;
            public sealed record Visit(string Pet);
            public interface IVisits { Task AddAsync(Visit visit); }
            public interface IWards { Task AddAsync(string ward); }
            public abstract class Store<T>(HttpClient http)
            {
                public Task AddAsync(T item) => http.PostAsync("/items", null); // error IC1401
                public Task AddAsync(string name) => http.PatchAsync("/names", null);
            }
            public sealed class Visits(HttpClient http) : Store<Visit>(http), IVisits;
            public sealed class Other(HttpClient http) : Store<Uri>(http), IWards;
            public sealed class VisitsController(IVisits visits) : ControllerBase
            {
                [HttpPost("/visits")] public Task Add(string pet) => visits.AddAsync(new Visit(pet));
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_member_that_another_interface_implements_by_default_is_followed_through_it()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Bus", """
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

    [Fact]
    public void Disposing_of_something_unknown_does_not_lead_to_everything_that_can_be_disposed_of()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", """
            namespace Shop;
            public sealed class A(HttpClient http) : IDisposable { public void Dispose() => http.PostAsync("/a", null); }
            public sealed class B(HttpClient http) : IDisposable { public void Dispose() => http.PostAsync("/b", null); }
            public sealed class C(HttpClient http) : IDisposable { public void Dispose() => http.PostAsync("/c", null); }
            public sealed class D(HttpClient http) : IDisposable { public void Dispose() => http.PostAsync("/d", null); } // error IC1401
            public sealed class ItemsController(IDisposable lease) : ControllerBase
            {
                [HttpPost("/unknown")] public void Unknown() { lease.Dispose(); }
                [HttpPost("/known")] public object Known(HttpClient http)
                {
                    IDisposable known = new D(http);
                    known.Dispose();
                    return new object[] { new A(http), new B(http), new C(http) };
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_delegate_that_a_helper_runs_in_a_lambda_of_its_own_is_run_by_the_helper()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", """
            namespace Shop;
            public static class Safely
            {
                public static Task<T> RunAsync<T>(Func<Task<T>> work) => Task.Run(async () => await work());
                public static void Run(Action work)
                {
                    void Inner() => work();
                    Inner();
                }
            }
            public sealed class PaymentsController(HttpClient http) : ControllerBase
            {
                [HttpPost("/pay")] public Task Pay() => Safely.RunAsync(() => http.PostAsync("/charge", null)); // error IC1401
                [HttpPost("/pay-now")] public void PayNow() => Safely.Run(() => http.PatchAsync("/charge", null)); // error IC1401
            }
            """);

        solution.Verify();
    }

    /// <summary>A stand-in for development does not hide what a generic helper registers for production.</summary>
    [Fact]
    public void A_generic_helper_registers_what_it_is_closed_over()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", """
            namespace Shop;
            public interface IMails { Task SendAsync(string to); }
            public sealed class NoMails : IMails { public Task SendAsync(string to) => Task.CompletedTask; }
            public sealed class Mails(HttpClient http) : IMails { public Task SendAsync(string to) => http.PostAsync("/mails", null); } // warning IC1401
            public sealed class OldMails(HttpClient http) : IMails { public Task SendAsync(string to) => http.PostAsync("/old", null); }
            public static class Registration
            {
                public static void Add(IServiceCollection services, string address)
                {
                    if (address.Length == 0) services.AddScoped<IMails, NoMails>();
                    else services.AddRemote<IMails, Mails>(address);
                }

                private static void AddRemote<TService, TClient>(this IServiceCollection services, string address)
                    where TService : class where TClient : class, TService
                {
                    Console.WriteLine(address);
                    services.AddTransient<TService, TClient>();
                }
            }
            public sealed class MailsController(IMails mails) : ControllerBase
            {
                [HttpPost("/mails")] public Task Send(string to) => mails.SendAsync(to);
            }
            """);

        solution.Verify();
    }
}
