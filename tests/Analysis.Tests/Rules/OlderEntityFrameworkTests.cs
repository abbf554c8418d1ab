namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>EF Core 7 and 8 have the statements that change rows at once in another class: the same code must be told the same.</summary>
public sealed class OlderEntityFrameworkTests
{
    private const string Relational = """
        namespace Microsoft.EntityFrameworkCore
        {
            public static class RelationalQueryableExtensions
            {
                public static int ExecuteDelete<T>(IQueryable<T> rows) => throw null!;
                public static Task<int> ExecuteDeleteAsync<T>(IQueryable<T> rows, CancellationToken token = default) => throw null!;
                public static int ExecuteUpdate<T>(IQueryable<T> rows, object set) => throw null!;
                public static Task<int> ExecuteUpdateAsync<T>(IQueryable<T> rows, object set, CancellationToken token = default) => throw null!;
            }
        }

        namespace Shop
        {
            public sealed class Coupon { public DateTime Ends { get; set; } }
            public sealed class Db : DbContext { public DbSet<Coupon> Coupons => Set<Coupon>(); }
        }

        """;

    [Theory]
    [InlineData("ExecuteDeleteAsync(db.Coupons.Where(c => c.Ends > DateTime.UtcNow))")]
    [InlineData("ExecuteUpdateAsync(db.Coupons.Where(c => c.Ends < DateTime.UtcNow), 1)")]
    public void They_commit(string statement)
    {
        using var solution = new RuleCase { Only = ["IC1101", "IC3001"] }.Add("Api", Relational + $$"""
            public sealed class CouponsController(Shop.Db db) : ControllerBase
            {
                [HttpPost("/coupons")] public async Task Add()
                {
                    db.Add(new Shop.Coupon());
                    await db.SaveChangesAsync();
                    await RelationalQueryableExtensions.{{statement}}; // error IC1101
                }

                [HttpPost("/coupons/clean")] public Task Clean() => RelationalQueryableExtensions.{{statement}};
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("ExecuteDelete(db.Coupons.Where(c => c.Ends < DateTime.UtcNow))")]
    [InlineData("ExecuteUpdate(db.Coupons.Where(c => c.Ends < DateTime.UtcNow), 1)")]
    public void They_block(string statement)
    {
        using var solution = new RuleCase { Only = ["IC1101", "IC3001"] }.Add("Api", Relational + $$"""
            public sealed class CouponsController(Shop.Db db) : ControllerBase
            {
                [HttpPost("/coupons/clean")] public async Task Clean()
                {
                    await Task.Yield();
                    RelationalQueryableExtensions.{{statement}}; // error IC3001
                }
            }
            """);

        solution.Verify();
    }
}
