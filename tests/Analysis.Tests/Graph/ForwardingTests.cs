using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>Dispatchers that people write themselves: the handler is found where the message's type is known.</summary>
public sealed class ForwardingTests
{
    private const string Mediator = """
        namespace MediatR
        {
            public interface IRequest<out T>;
            public interface IRequestHandler<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, CancellationToken token); }
            public interface ISender { Task<T> Send<T>(IRequest<T> request, CancellationToken token = default); }
        }
        """;

    private const string Handlers = """
        namespace Shop
        {
            using MediatR;
            public sealed record Pay(int Id) : IRequest<int>;
            public sealed record Look(int Id) : IRequest<int>;
            public sealed class PayHandler(HttpClient http) : IRequestHandler<Pay, int>
            {
                public async Task<int> Handle(Pay request, CancellationToken token) { await http.PostAsync("/pay", null); return 1; } // {0}
            }
            public sealed class LookHandler : IRequestHandler<Look, int>
            {
                public Task<int> Handle(Look request, CancellationToken token) => Task.FromResult(1);
            }
        }
        """;

    [Theory]
    [InlineData("Pay", "error IC1401")]
    [InlineData("Look", "")]
    public void A_facade_that_hands_its_message_on_dispatches(string message, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Mediator", Mediator).Add("Api", Handlers.Replace("// {0}", expected.Length == 0 ? "" : "// " + expected, StringComparison.Ordinal) + $$"""
            namespace Shop
            {
                using MediatR;
                public interface IOrdersModule { Task<T> ExecuteAsync<T>(IRequest<T> request); }
                public sealed class OrdersModule(ISender sender) : IOrdersModule
                {
                    public async Task<T> ExecuteAsync<T>(IRequest<T> request) => await Inner(request);
                    private Task<T> Inner<T>(IRequest<T> request) => sender.Send(request);
                }
                public sealed class OrdersController(IOrdersModule module) : ControllerBase
                {
                    [HttpPost("/orders")] public async Task<int> Place(int id) => await module.ExecuteAsync(new {{message}}(id));
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("Pay", "error IC1401")]
    [InlineData("Look", "")]
    public void A_handler_that_is_looked_up_by_the_type_parameter_is_found(string message, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", $$"""
            namespace Shop;
            public interface ICommand;
            public interface ICommandHandler<in T> where T : ICommand { Task HandleAsync(T command); }
            public sealed record Pay(int Id) : ICommand;
            public sealed record Look(int Id) : ICommand;
            public sealed record Other(int Id) : ICommand;
            public sealed class PayHandler(HttpClient http) : ICommandHandler<Pay> { public Task HandleAsync(Pay command) => http.PostAsync("/pay", null); } // {{expected}}
            public sealed class LookHandler : ICommandHandler<Look> { public Task HandleAsync(Look command) => Task.CompletedTask; }
            public sealed class OtherHandler(HttpClient http) : ICommandHandler<Other> { public Task HandleAsync(Other command) => http.PostAsync("/other", null); }
            public sealed class Dispatcher(IServiceProvider services)
            {
                public Task SendAsync<T>(T command) where T : ICommand => services.GetRequiredService<ICommandHandler<T>>().HandleAsync(command);
            }
            public sealed class OrdersController(Dispatcher dispatcher) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(int id) => dispatcher.SendAsync(new {{message}}(id));
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("Boat", "error IC1401")]
    [InlineData("Raft", "")]
    public void A_message_that_is_made_of_a_type_parameter_is_known_to_who_closes_it(string item, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Mediator", """
            namespace MediatR
            {
                public interface INotification;
                public interface INotificationHandler<in T> where T : INotification { Task Handle(T notification, CancellationToken token); }
                public interface IPublisher { Task Publish<T>(T notification, CancellationToken token = default) where T : INotification; }
            }
            """).Add("Api", $$"""
            namespace Harbour
            {
                using MediatR;
                public sealed record Boat(int Id);
                public sealed record Raft(int Id);
                public sealed record Sunk<T>(T It) : INotification;
                public sealed class BoatSunk(HttpClient http) : INotificationHandler<Sunk<Boat>>
                {
                    public async Task Handle(Sunk<Boat> notification, CancellationToken token) => await http.PostAsync("/rescue", null); // {{expected}}
                }
                public static class News
                {
                    public static async Task SunkAsync<T>(this IPublisher publisher, T it) => await publisher.Publish(new Sunk<T>(it));
                    public static Task LostAsync<T>(this IPublisher publisher, T it) => publisher.SunkAsync(it);
                }
                public sealed class HarbourController(IPublisher publisher) : ControllerBase
                {
                    [HttpPost("/storm")] public Task Storm(int id) => publisher.LostAsync(new {{item}}(id));
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>An asynchronous dispatcher, and one that runs handlers beside it, as well as those in a lambda.</summary>
    [Theory]
    [InlineData("Paid", "await handler.HandleAsync(happened);", "error IC1401")]
    [InlineData("Seen", "await handler.HandleAsync(happened);", "")]
    [InlineData("Paid", "await Task.Run(() => handler.HandleAsync(happened));", "error IC1401")]
    [InlineData("Seen", "await Task.Run(() => handler.HandleAsync(happened));", "")]
    [InlineData("Paid", "var next = handler; await Task.Factory.StartNew(() => { next.HandleAsync(happened); });", "error IC1401")]
    [InlineData("Seen", "var next = handler; await Task.Factory.StartNew(() => { next.HandleAsync(happened); });", "")]
    public void A_bus_reaches_the_handlers_of_what_the_call_says(string happened, string runs, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", $$"""
            namespace Shop;
            public interface IHandle<in T> { Task HandleAsync(T happened); }
            public sealed record Paid(int Id);
            public sealed record Seen(int Id);
            public sealed class Receipts(HttpClient http) : IHandle<Paid> { public Task HandleAsync(Paid happened) => http.PostAsync("/receipts", null); } // {{expected}}
            public sealed class Counts : IHandle<Seen> { public Task HandleAsync(Seen happened) => Task.CompletedTask; }
            public interface IBus { Task PublishAsync<T>(T happened); }
            public sealed class Bus(IServiceProvider services) : IBus
            {
                public async Task PublishAsync<T>(T happened)
                {
                    foreach (var handler in services.GetServices<IHandle<T>>())
                    {
                        {{runs}}
                    }
                }
            }
            public sealed class OrdersController(IBus bus) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(int id) => bus.PublishAsync(new {{happened}}(id));
            }
            """);

        solution.Verify();
    }

    /// <summary>What a generic class publishes is of its own type parameters; those that its interface does not have, nobody who calls it says.</summary>
    [Theory]
    [InlineData("Boat", "Changed<T>", "error IC1401")]
    [InlineData("Raft", "Changed<T>", "")]
    [InlineData("Raft", "Changed<TSource>", "warning IC1401")]
    [InlineData("Boat", "Lost<T>", "")]
    public void What_a_generic_class_publishes_reaches_the_handlers_of_its_own(string item, string published, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", $$"""
            namespace Harbour;
            public interface IHandle<in T> { void Handle(T happened); }
            public sealed record Boat(int Id);
            public sealed record Raft(int Id);
            public sealed record Changed<T>;
            public sealed record Lost<T>;
            public sealed class BoatChanged(HttpClient http) : IHandle<Changed<Boat>> { public void Handle(Changed<Boat> happened) => http.Send(new(HttpMethod.Post, "/boats")); } // {{expected}}
            public sealed class Bus(IServiceProvider services)
            {
                public void Publish<T>(T happened)
                {
                    foreach (var handler in services.GetServices<IHandle<T>>())
                    {
                        try { handler.Handle(happened); } finally { Console.WriteLine(string.Join(",", new[] { 1 }.Select(_ => happened))); }
                    }
                }
            }
            public interface IStore<T> { void Add(T item); }
            public abstract class Store<TSource, T>(Bus bus) : IStore<T>
            {
                public void Add(T item) => Tell();
                private void Tell() => bus.Publish(new {{published}}());
            }
            public sealed class BoatStore(Bus bus) : Store<Boat, Boat>(bus);
            public sealed class RaftStore(Bus bus) : Store<Boat, Raft>(bus);
            public sealed class HarbourController(IStore<{{item}}> store) : ControllerBase
            {
                [HttpPost("/add")] public void Add(int id) => store.Add(new {{item}}(id));
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_closed_interface_leads_to_what_is_closed_alike()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", """
            namespace Shop;
            public interface IStore<T> { Task SaveAsync(T item); }
            public sealed class AStore : IStore<int> { public Task SaveAsync(int item) => Task.CompletedTask; }
            public sealed class BStore(HttpClient http) : IStore<string> { public Task SaveAsync(string item) => http.PostAsync("/b", null); }
            public sealed class Logged<T>(IStore<T> inner) : IStore<T> { public Task SaveAsync(T item) => inner.SaveAsync(item); }
            public sealed class OrdersController(IStore<int> store) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(int id) => store.SaveAsync(id);
            }
            """);

        // Logged<T> runs an IStore<T>: which T, its own body does not say.
        Assert.All(solution.Run().Diagnostics.Where(d => d.RuleId == "IC1401"), d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));
    }

    [Fact]
    public void A_registration_says_which_class_stands_for_a_service()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", """
            namespace Shop;
            public interface IMail { Task SendAsync(); }
            public sealed class Smtp(HttpClient http) : IMail { public Task SendAsync() => http.PostAsync("/mail", null); }
            public sealed class Silent : IMail { public Task SendAsync() => Task.CompletedTask; }
            public sealed class OrdersController(IMail mail) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(int id) => mail.SendAsync();
            }
            public static class Registration
            {
                public static void Add(IServiceCollection services) { services.AddScoped<IMail, Silent>(); services.AddScoped<Smtp>(); }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Raising_an_event_runs_its_subscribers()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Api", """
            namespace Shop;
            public sealed class Orders
            {
                public event Action? Placed;
                public void Place() => Placed?.Invoke();
            }
            public sealed class Mailer(HttpClient http)
            {
                public void Attach(Orders orders) => orders.Placed += Send;
                private void Send() => http.PostAsync("/mail", null); // error IC1401
            }
            public sealed class OrdersController(Orders orders) : ControllerBase
            {
                [HttpPost("/orders")] public void Place(int id) => orders.Place();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Jobs_hubs_services_and_middleware_are_entry_points()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("Libraries", """
            namespace Hangfire
            {
                public static class BackgroundJob { public static string Enqueue<T>(System.Linq.Expressions.Expression<Func<T, Task>> call) => ""; }
            }
            namespace Grpc.Core
            {
                public sealed class BindServiceMethodAttribute(Type type, string name) : Attribute;
            }
            """).Add("Api", """
            namespace Shop
            {
                using Grpc.Core;
                using Microsoft.AspNetCore.Http;
                using Microsoft.AspNetCore.SignalR;
                public interface IJob { Task RunAsync(int id); }
                public sealed class Job(HttpClient http) : IJob { public Task RunAsync(int id) => http.PostAsync("/job", null); } // error IC1401
                public static class Scheduling { private static void Plan() => Hangfire.BackgroundJob.Enqueue<IJob>(job => job.RunAsync(7)); }

                public sealed class ChatHub(HttpClient http) : Hub { public Task SendAsync(string text) => http.PostAsync("/chat", null); } // warning IC1401

                [BindServiceMethod(typeof(Orders), "Bind")] public abstract class OrdersBase { public virtual Task Place(int id) => throw new NotImplementedException(); }
                public sealed class Orders(HttpClient http) : OrdersBase { public override Task Place(int id) => http.PostAsync("/grpc", null); } // warning IC1401

                public sealed class Audit(RequestDelegate next)
                {
                    public async Task InvokeAsync(HttpContext context, HttpClient http) { await next(context); await http.PostAsync("/audit", null); }
                }
                public static class Start { private static void Use(IApplicationBuilder app) => app.UseMiddleware<Audit>(); }
            }
            """);

        // Middleware repeats nothing by itself, but it is an entry point.
        Assert.Contains("4 entry points", solution.Verify().Summary, StringComparison.Ordinal);
    }
}
