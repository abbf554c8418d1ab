using static IntentContracts.Analysis.Tests.Rules.ShelfCase;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1101: what is certain below filters that commit something behind the action.</summary>
public sealed class FilterTiersTests
{
    [Fact]
    public void A_unit_of_work_that_a_filter_commits_behind_the_action_makes_a_possible_pair() => Verify("""
        public interface IUnit { Task CommitAsync(); }
        public sealed class UnitAttribute() : Microsoft.AspNetCore.Mvc.TypeFilterAttribute(typeof(UnitFilter));
        public sealed class UnitFilter(IUnit unit) : Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter
        {
            public async Task OnActionExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.ActionExecutionDelegate next)
            {
                await next();
                await unit.CommitAsync();
            }
        }
        public sealed class PlainAttribute() : Microsoft.AspNetCore.Mvc.TypeFilterAttribute(typeof(PlainFilter));
        public sealed class PlainFilter : Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter
        {
            public async Task OnActionExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.ActionExecutionDelegate next) => await next();
        }
        public sealed class ShelfController(Db db) : ControllerBase
        {
            [HttpPost("/unit"), Unit] public async Task Use(Shelf one, Shelf other)
            {
                db.Add(one);
                await db.SaveChangesAsync();
                db.Add(other);
                await db.SaveChangesAsync(); // warning IC1101
            }

            [HttpPost("/plain"), Plain] public async Task Move(Shelf one, Shelf other)
            {
                db.Add(one);
                await db.SaveChangesAsync();
                db.Add(other);
                await db.SaveChangesAsync(); // error IC1101
            }
        }
        """);
}
