using IntentContracts.Analysis.Tests.Rules;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class MediatorDispatchTests
{
    private const string Mediator = """
        namespace MediatR;
        public interface IRequest<out TResponse>;
        public interface INotification;
        public interface IRequestHandler<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, CancellationToken ct); }
        public interface INotificationHandler<in TNotification> { Task Handle(TNotification notification, CancellationToken ct); }
        public interface ISender { Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken ct = default); }
        public interface IPublisher { Task Publish<TNotification>(TNotification notification, CancellationToken ct = default) where TNotification : INotification; }
        """;

    [Theory]
    [InlineData("public Task Place(string card) => sender.Send(new Charge(card));")]
    [InlineData("public Task Place(Charge charge) => sender.Send(charge);")]
    [InlineData("public async Task Place(string card) { var charge = Make(card); await Task.Yield(); await sender.Send(charge); } private static Charge Make(string card) => new(card);")]
    [InlineData("public async Task Place(string card) { var charge = await Make(card); await sender.Send(charge); } private static async Task<Charge> Make(string card) { await Task.Yield(); return new(card); }")]
    public void A_request_is_followed_to_the_handler_of_its_type_and_to_no_other(string action)
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("MediatR", Mediator).Add("Api", $$"""
            namespace Shop;
            using MediatR;
            public sealed record Charge(string Card) : IRequest<bool>;
            public sealed record Refund(string Card) : IRequest<bool>;
            public sealed class ChargeHandler(HttpClient http) : IRequestHandler<Charge, bool>
            {
                public async Task<bool> Handle(Charge request, CancellationToken ct)
                {
                    await http.PostAsync("/charge", null, ct); // error IC1401
                    return true;
                }
            }
            public sealed class RefundHandler(HttpClient http) : IRequestHandler<Refund, bool>
            {
                public async Task<bool> Handle(Refund request, CancellationToken ct)
                {
                    await http.PostAsync("/refund", null, ct);
                    return true;
                }
            }
            public sealed class OrdersController(ISender sender) : ControllerBase
            {
                [HttpPost("/orders")] {{action}}
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_notification_of_unknown_type_may_come_to_every_handler()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("MediatR", Mediator).Add("Api", """
            namespace Shop;
            using MediatR;
            public sealed record Paid(string Card) : INotification;
            public sealed class Mail(HttpClient http) : INotificationHandler<Paid>
            {
                public Task Handle(Paid notification, CancellationToken ct) => http.PostAsync("/mail", null, ct); // warning IC1401
            }
            public sealed class OrdersController(IPublisher publisher) : ControllerBase
            {
                private readonly List<INotification> _events = [];
                [HttpPost("/orders")] public async Task Place() { foreach (var happened in _events) { await publisher.Publish(happened); } }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_generic_handler_is_found_through_the_type_that_closes_it_and_what_it_forwards_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("MediatR", Mediator).Add("Api", """
            namespace Shop;
            using MediatR;
            public sealed record Charge(string Card) : IRequest<bool>;
            public sealed record Once<T>(T Inner) : IRequest<bool> where T : IRequest<bool>;
            public abstract class OnceHandler<T>(ISender sender, HttpClient http) : IRequestHandler<Once<T>, bool> where T : IRequest<bool>
            {
                public async Task<bool> Handle(Once<T> request, CancellationToken ct)
                {
                    await http.PostAsync("/seen", null, ct); // error IC1401
                    return await sender.Send(request.Inner, ct);
                }
            }
            public sealed class ChargeOnceHandler(ISender sender, HttpClient http) : OnceHandler<Charge>(sender, http);
            public sealed class OrdersController(ISender sender) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => sender.Send(new Once<Charge>(new Charge(card)));
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_request_that_nobody_handles_is_listed_as_unresolved()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("MediatR", Mediator).Add("Api", """
            namespace Shop;
            using MediatR;
            public sealed class OrdersController(ISender sender) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(IRequest<bool> request) => sender.Send(request);
            }
            """);

        Assert.Contains("no handler for the type of the message", solution.Verify().Files.Single(f => f.Path == "intent.json").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_behaviour_for_one_message_runs_around_its_handler_and_no_other()
    {
        using var solution = new RuleCase { Only = ["IC1102"] }.Add("MediatR", Mediator + """
            public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();
            public interface IPipelineBehavior<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct); }
            """).Add("Api", """
            namespace Shop;
            using MediatR;
            public sealed class ShopContext : DbContext;
            public sealed record Charge(string Card) : IRequest<bool>;
            public sealed record Refund(string Card) : IRequest<bool>;
            public sealed class ChargeTransaction(ShopContext context) : IPipelineBehavior<Charge, bool>
            {
                public async Task<bool> Handle(Charge request, RequestHandlerDelegate<bool> next, CancellationToken ct)
                {
                    await using var transaction = await context.Database.BeginTransactionAsync();
                    var answer = await next();
                    await context.SaveChangesAsync(ct);
                    await transaction.CommitAsync(ct);
                    return answer;
                }
            }
            public sealed class ChargeHandler(HttpClient http) : IRequestHandler<Charge, bool>
            {
                public async Task<bool> Handle(Charge request, CancellationToken ct)
                {
                    await http.PutAsync("/charge", null, ct); // warning IC1102
                    return true;
                }
            }
            public sealed class RefundHandler(HttpClient http) : IRequestHandler<Refund, bool>
            {
                public async Task<bool> Handle(Refund request, CancellationToken ct)
                {
                    await http.PutAsync("/refund", null, ct);
                    return true;
                }
            }
            public sealed class OrdersController(ISender sender) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => sender.Send(new Charge(card));
                [HttpPost("/refunds")] public Task Refund(string card) => sender.Send(new Refund(card));
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_behaviour_runs_around_every_handler_and_its_transaction_covers_their_commits()
    {
        using var solution = new RuleCase { Only = ["IC1401", "IC1101"] }.Add("MediatR", Mediator + """
            public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();
            public interface IPipelineBehavior<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct); }
            """).Add("Api", """
            namespace Shop;
            using MediatR;
            using Microsoft.EntityFrameworkCore.Storage;
            public sealed class ShopContext : DbContext
            {
                public async Task<IDbContextTransaction> OpenAsync() { await Task.Yield(); return await Database.BeginTransactionAsync(); }
            }
            public sealed class TransactionBehavior<TRequest, TResponse>(ShopContext context, HttpClient http) : IPipelineBehavior<TRequest, TResponse>
            {
                public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
                {
                    return await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
                    {
                        await using var transaction = await context.OpenAsync();
                        var response = await next();
                        await http.PostAsync("/events", null, ct); // warning IC1401
                        return response;
                    });
                }
            }
            public sealed record Charge(string Card) : IRequest<bool>;
            public sealed class ChargeHandler(ShopContext context) : IRequestHandler<Charge, bool>
            {
                public async Task<bool> Handle(Charge request, CancellationToken ct)
                {
                    await context.SaveChangesAsync(ct);
                    return await context.SaveChangesAsync(ct) > 0;
                }
            }
            public sealed class OrdersController(ISender sender, ShopContext context) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => sender.Send(new Charge(card));
                [HttpPost("/outside")] public async Task Outside()
                {
                    await context.SaveChangesAsync();
                    context.Update(new Charge(""));
                    await context.SaveChangesAsync(); // error IC1101
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_behaviour_runs_around_no_handler_whose_message_does_not_meet_its_constraint()
    {
        using var solution = new RuleCase { Only = ["IC1101"] }.Add("MediatR", Mediator + """
            public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();
            public interface IPipelineBehavior<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct); }
            """).Add("Api", """
            namespace Shop;
            using MediatR;
            public interface ICommand<out T> : IRequest<T>;
            public sealed class TransactionBehavior<TRequest, TResponse>(DbContext context) : IPipelineBehavior<TRequest, TResponse> where TRequest : ICommand<TResponse>
            {
                public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
                {
                    await using var transaction = await context.Database.BeginTransactionAsync(ct);
                    var response = await next();
                    await transaction.CommitAsync(ct);
                    return response;
                }
            }
            public abstract record Command : ICommand<int>;
            public sealed record Charge(string Card) : Command;
            public sealed record Ship(string Card) : IRequest<int>;
            public sealed record Stock(string Card) : IRequest<int>;
            public sealed class ChargeHandler(DbContext context) : IRequestHandler<Charge, int>
            {
                public async Task<int> Handle(Charge request, CancellationToken ct)
                {
                    await context.SaveChangesAsync(ct);
                    return await context.SaveChangesAsync(ct);
                }
            }
            public sealed class ShipHandler(DbContext context) : IRequestHandler<Ship, int>
            {
                public Task<int> Handle(Ship request, CancellationToken ct) => context.SaveChangesAsync(ct);
            }
            public sealed class StockHandler(DbContext context) : IRequestHandler<Stock, int>
            {
                public Task<int> Handle(Stock request, CancellationToken ct)
                {
                    context.Add(request);
                    return context.SaveChangesAsync(ct);
                }
            }
            public sealed class OrdersController(ISender sender) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => sender.Send(new Charge(card));
                [HttpPost("/parcels")] public async Task Pack(string card)
                {
                    await sender.Send(new Ship(card));
                    await sender.Send(new Stock(card)); // error IC1101
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Timing<,>));", "")]
    [InlineData("services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Timing<,>)); services.AddTransient(typeof(IPipelineBehavior<,>), typeof(InTransaction<,>));", "// warning IC1102")]
    [InlineData("services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Timing<,>)); services.AddTransient(typeof(IPipelineBehavior<,>), typeof(InNamedTransaction<,>));", "// warning IC1102")]
    [InlineData("services.AddTransient(typeof(IPipelineBehavior<,>), typeof(Timing<,>)); services.Scan(typeof(IPipelineBehavior<,>));", "// warning IC1102")]
    [InlineData("services.Scan(typeof(Wiring));", "// warning IC1102")]
    public void A_behaviour_that_is_registered_nowhere_stands_around_no_handler_where_others_are(string registered, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1102"] }.Add("MediatR", Mediator + """
            public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();
            public interface IPipelineBehavior<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct); }
            """).Add("Api", $$"""
            namespace Shop;
            using MediatR;
            public sealed record Moor(int Berth) : IRequest<bool>;
            public class InTransaction<TRequest, TResponse>(DbContext context) : IPipelineBehavior<TRequest, TResponse>
            {
                public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
                {
                    await using var transaction = await context.Database.BeginTransactionAsync(ct);
                    var answer = await next();
                    await transaction.CommitAsync(ct);
                    return answer;
                }
            }
            public sealed class InNamedTransaction<TRequest, TResponse>(DbContext context) : InTransaction<TRequest, TResponse>(context);
            public sealed class Timing<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
            {
                public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct) => await next();
            }
            public sealed class MoorHandler(HttpClient http) : IRequestHandler<Moor, bool>
            {
                public async Task<bool> Handle(Moor request, CancellationToken ct)
                {
                    await http.PutAsync("/berths", null, ct); {{expected}}
                    return true;
                }
            }
            public static class Wiring
            {
                public static void Scan(this IServiceCollection services, Type of) => Console.WriteLine(services.Count + of.Name);
                public static void Add(IServiceCollection services) { {{registered}} }
            }
            public sealed class BerthsController(ISender sender) : ControllerBase
            {
                [HttpPost("/berths")] public Task Take(int berth) => sender.Send(new Moor(berth));
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("foreach (IHarbourNotice notice in notices) { await publisher.Publish(notice); }")]
    [InlineData("object first = notices.First(); if (first is not IHarbourNotice notice) { return; } await publisher.Publish(notice);")]
    public void A_message_of_an_own_interface_goes_to_the_handlers_of_what_implements_it(string send)
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("MediatR", Mediator).Add("Api", $$"""
            namespace Shop;
            using MediatR;
            public interface IHarbourNotice : INotification;
            public sealed record Fog(string Pier) : IHarbourNotice;
            public sealed record Sold(string Fish) : INotification;
            public sealed class FogHandler(HttpClient http) : INotificationHandler<Fog>
            {
                public Task Handle(Fog notification, CancellationToken ct) => http.PostAsync("/horn", null, ct); // warning IC1401
            }
            public sealed class SoldHandler(HttpClient http) : INotificationHandler<Sold>
            {
                public Task Handle(Sold notification, CancellationToken ct) => http.PostAsync("/market", null, ct);
            }
            public sealed class NoticesController(IPublisher publisher) : ControllerBase
            {
                [HttpPost("/notices")] public async Task Tell(List<IHarbourNotice> notices) { {{send}} }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_message_comes_through_a_behaviour_to_no_handler_of_another_one()
    {
        using var solution = new RuleCase { Only = ["IC3102"], Scope = CheckScope.All }.Add("MediatR", Mediator + """
            public interface IMediator { Task<object> Send(object request, CancellationToken ct = default); }
            public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();
            public interface IPipelineBehavior<in TRequest, TResponse> { Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct); }
            """).Add("Api", """
            namespace Shop;
            using MediatR;
            public interface INightWork;
            public sealed record Tow(int Berth) : IRequest<bool>;
            public sealed class Timing<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
            {
                public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken ct) => await next();
            }
            public sealed class TowHandler(HttpClient http) : IRequestHandler<Tow, bool>
            {
                public async Task<bool> Handle(Tow request, CancellationToken ct) => (await http.GetStringAsync("/tugs", ct)).Length > 0;
            }
            public sealed class NightShift(IMediator mediator)
            {
                public async Task WorkAsync(List<object> all)
                {
                    foreach (var work in all)
                    {
                        await DoAsync(work);
                    }
                }

                private async Task DoAsync(object work)
                {
                    if (work is INightWork nightWork)
                    {
                        await mediator.Send(nightWork);
                    }
                }
            }
            """);

        solution.Verify();
    }
}
