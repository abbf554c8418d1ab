using Corpus.Library.Transactions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

// look-alike: the filter that an attribute names begins the transaction before the action and commits it behind
namespace Corpus.Transactions.Filters.Named
{
    public sealed class TransactionFilter(ShopDb db) : IActionFilter
    {
        private IDbContextTransaction? _transaction;

        public void OnActionExecuting(ActionExecutingContext context)
        {
            _transaction = db.Database.BeginTransaction();
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
            if (context.Exception is null)
            {
                _transaction?.Commit();
            }
        }
    }

    public sealed class OrdersController(ShopDb db) : ControllerBase
    {
        [HttpPost("/named"), ServiceFilter(typeof(TransactionFilter))]
        public async Task<IActionResult> Post(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync();
            return Ok();
        }

        // case: the action beside it has no filter
        [HttpPost("/unnamed")]
        public async Task<IActionResult> Put(Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
            db.Outbox.Add(new OutboxMessage { Id = order.Id });
            await db.SaveChangesAsync(); // expect: IC1101
            return Ok();
        }
    }
}

// look-alike: a unit of work of our own, whose transaction begins when the first context saves
namespace Corpus.Transactions.Filters.Units
{
    public interface IWork
    {
        void EnableTransaction();

        void Commit();
    }

    public sealed class Work(ShopDb db) : IWork
    {
        private readonly Stack<Guid> _open = new();
        private IDbContextTransaction? _transaction;

        public void EnableTransaction() => _open.Push(Guid.NewGuid());

        public void UseTransaction()
        {
            if (_open.Count > 0)
            {
                _transaction ??= db.Database.BeginTransaction();
            }
        }

        public void Commit()
        {
            _open.Pop();
            if (_open.Count == 0)
            {
                _transaction?.Commit(); // expect: IC3001
            }
        }
    }

    public static class WorkExtensions
    {
        public static IWork GetWork(this IServiceProvider services, bool enable)
        {
            var work = services.GetRequiredService<IWork>();
            if (enable)
            {
                work.EnableTransaction();
            }

            return work;
        }
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class WorkAttribute() : ServiceFilterAttribute(typeof(WorkFilter));

    public sealed class WorkFilter(IServiceProvider services) : IActionFilter
    {
        private readonly IWork _work = services.GetWork(enable: true);

        public void OnActionExecuting(ActionExecutingContext context)
        {
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
            if (context.Result is OkResult)
            {
                _work.Commit();
            }
        }
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class LoggedAttribute() : TypeFilterAttribute(typeof(LogFilter));

    public sealed class LogFilter : IActionFilter
    {
        private int _actions;

        public void OnActionExecuting(ActionExecutingContext context) => _actions++;

        public void OnActionExecuted(ActionExecutedContext context) => _actions--;
    }

    public sealed class StockController(ShopDb db) : ControllerBase
    {
        [HttpPost("/stock"), Work]
        public async Task<IActionResult> Create(Order[] orders)
        {
            foreach (var order in orders)
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }

            return Ok();
        }

        // case: a filter that begins nothing
        [HttpPost("/stock/logged"), Logged]
        public async Task<IActionResult> CreateLogged(Order[] orders)
        {
            foreach (var order in orders)
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync(); // expect: IC1101
            }

            return Ok();
        }
    }

    public sealed class Seeds(ShopDb db, IServiceProvider services)
    {
        // look-alike: begun before all of them and committed behind
        public async Task SeedAsync(Order[] orders)
        {
            var work = services.GetWork(enable: true);
            foreach (var order in orders)
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }

            work.Commit();
        }

        // case: what is saved behind the commit is no part of it
        public async Task SeedWithNoticeAsync(Order first, Order second)
        {
            var work = services.GetWork(enable: true);
            db.Orders.Add(first);
            await db.SaveChangesAsync();
            work.Commit();
            db.Orders.Add(second);
            await db.SaveChangesAsync(); // expect: IC1101
        }
    }
}

// case: a unit of work that begins no transaction leaves the pair as it is, but nobody is sure of that
namespace Corpus.Transactions.Filters.Saved
{
    public interface IUnit
    {
        Task CompleteAsync();
    }

    public sealed class CompletingFilter(IUnit unit) : IAsyncActionFilter
    {
        public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
        {
            var executed = await next();
            if (executed.Exception is null)
            {
                await unit.CompleteAsync();
            }
        }
    }

    public sealed class ReturnsController(ShopDb db) : ControllerBase
    {
        [HttpPost("/returns"), TypeFilter(typeof(CompletingFilter))]
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
