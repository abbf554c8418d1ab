using Corpus.Library.Transactions;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Transactions.Pipelines
{
    // look-alike: the mediator's behaviour opens the transaction around the handler
    public sealed record PlaceOrder(Order Order) : IRequest;

    public sealed class PlaceOrderHandler(ShopDb db) : IRequestHandler<PlaceOrder>
    {
        public async Task Handle(PlaceOrder request, CancellationToken cancellationToken)
        {
            db.Orders.Add(request.Order);
            await db.SaveChangesAsync(cancellationToken);
            db.Outbox.Add(new OutboxMessage { Id = request.Order.Id });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public sealed class TransactionBehaviour<TRequest, TResponse>(ShopDb db) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var response = await next();
            await transaction.CommitAsync(cancellationToken);
            return response;
        }
    }

    public static class OrdersSetup
    {
        public static void AddOrders(IServiceCollection services) => services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));
    }

    public sealed class OrdersEndpoint(ISender sender)
    {
        public Task PlaceAsync(Order order) => sender.Send(new PlaceOrder(order));
    }

    // look-alike: the same behind a bus of our own, which hands the message on to the mediator
    public interface ICounter
    {
        Task HandInAsync(IRequest slip);
    }

    public sealed class Counter(ISender sender) : ICounter
    {
        public async Task HandInAsync(IRequest slip) => await sender.Send(slip);
    }

    public sealed record TakeBack(Order Order) : IRequest;

    public sealed class TakeBackHandler(ShopDb db) : IRequestHandler<TakeBack>
    {
        public async Task Handle(TakeBack request, CancellationToken cancellationToken)
        {
            request.Order.State = "returned";
            await db.SaveChangesAsync(cancellationToken);
            db.Outbox.Add(new OutboxMessage { Id = request.Order.Id });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    // case: what a handler behind the bus tells others, it tells them inside the behaviour's transaction
    public sealed record TellSupplier(Order Order) : IRequest;

    public sealed class TellSupplierHandler(ShopDb db, HttpClient supplier) : IRequestHandler<TellSupplier>
    {
        public async Task Handle(TellSupplier request, CancellationToken cancellationToken)
        {
            request.Order.State = "told";
            await db.SaveChangesAsync(cancellationToken);
            await supplier.PostAsync("/told", null, cancellationToken); // expect: IC1102
        }
    }

    public sealed class CounterEndpoint(ICounter counter)
    {
        public Task TakeBackAsync(Order order) => counter.HandInAsync(new TakeBack(order));

        public Task TellAsync(Order order) => counter.HandInAsync(new TellSupplier(order));
    }

    // look-alike: a decorator opens the transaction around the handler that it decorates
    public interface ICommandHandler<in TCommand>
    {
        Task HandleAsync(TCommand command);
    }

    public sealed record Ship(Order Order);

    public sealed class ShipHandler(ShopDb db) : ICommandHandler<Ship>
    {
        public async Task HandleAsync(Ship command)
        {
            command.Order.State = "shipped";
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = command.Order.Id });
            await db.SaveChangesAsync();
        }
    }

    public sealed class InTransaction<TCommand>(ICommandHandler<TCommand> inner, ShopDb db) : ICommandHandler<TCommand>
    {
        public async Task HandleAsync(TCommand command)
        {
            using var transaction = db.Database.BeginTransaction(); // expect: IC3001
            await inner.HandleAsync(command);
            transaction.Commit(); // expect: IC3001
        }
    }

    // look-alike: a decorator hands the handler to a unit of work, which runs it in a transaction
    public interface IOrderUnit
    {
        Task RunAsync(Func<Task> work);
    }

    public sealed class OrderUnit(ShopDb db) : IOrderUnit
    {
        public async Task RunAsync(Func<Task> work)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await work();
            await transaction.CommitAsync();
        }
    }

    public interface IOrderHandler<in TCommand>
    {
        Task HandleAsync(TCommand command);
    }

    public sealed class InOrderUnit<TCommand>(IOrderHandler<TCommand> inner, IOrderUnit unit) : IOrderHandler<TCommand>
    {
        public async Task HandleAsync(TCommand command) => await unit.RunAsync(() => inner.HandleAsync(command));
    }

    public sealed record Pack(Order Order);

    public sealed class PackHandler(ShopDb db) : IOrderHandler<Pack>
    {
        public async Task HandleAsync(Pack command)
        {
            command.Order.State = "packed";
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = command.Order.Id });
            await db.SaveChangesAsync();
        }
    }

    // case: a decorator that hands the handler to what only takes the time
    public interface ILabelHandler<in TCommand>
    {
        Task HandleAsync(TCommand command);
    }

    public sealed class TimedLabels<TCommand>(ILabelHandler<TCommand> inner, Clocked clocked) : ILabelHandler<TCommand>
    {
        public async Task HandleAsync(TCommand command) => await clocked.RunAsync(() => inner.HandleAsync(command));
    }

    public sealed class Clocked
    {
        public async Task RunAsync(Func<Task> work)
        {
            var begun = Environment.TickCount64;
            await work();
            Console.WriteLine(Environment.TickCount64 - begun);
        }
    }

    public sealed record Print(Order Order);

    public sealed class PrintHandler(ShopDb db) : ILabelHandler<Print>
    {
        public async Task HandleAsync(Print command)
        {
            command.Order.State = "printed";
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = command.Order.Id });
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }

    // look-alike: a filter on the action opens the transaction
    public sealed class UnitOfWorkAttribute : ActionFilterAttribute
    {
        public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
        {
            var db = (ShopDb)context.HttpContext.RequestServices.GetService(typeof(ShopDb))!;
            await using var transaction = await db.Database.BeginTransactionAsync();
            var executed = await next();
            if (executed.Exception is null)
            {
                await transaction.CommitAsync();
            }
        }
    }

    public sealed class FilteredController(ShopDb db) : ControllerBase
    {
        [HttpPost("/filtered"), UnitOfWork]
        public async Task<IActionResult> Post(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
            return Ok();
        }
    }

    // case: a controller without the filter
    public sealed class PlainController(ShopDb db) : ControllerBase
    {
        [HttpPost("/plain")]
        public async Task<IActionResult> Post(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync(); // expect: IC1101
            return Ok();
        }
    }
}
