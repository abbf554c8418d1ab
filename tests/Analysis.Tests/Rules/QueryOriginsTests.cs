namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Where a query begins that own helpers compose: told alike however many helpers and callers there are, and told at all.</summary>
public sealed class QueryOriginsTests
{
    /// <summary>Each action goes through three of the helpers, so that there are some 24 ways back from each of them, and 24 from each of those again.</summary>
    [Fact]
    public void Helpers_that_many_actions_chain_come_to_an_end()
    {
        const int Helpers = 8;
        var helpers = string.Join("\n", Enumerable.Range(0, Helpers).Select(h => $$"""
            public static IQueryable<Row> F{{h}}(this IQueryable<Row> rows) { var left = rows.Where(r => r.Group != {{h}}); return left; }
            """));
        var actions = string.Join("\n", Enumerable.Range(0, 24).Select(a => $$"""
            [HttpGet("a{{a}}")] public async Task<Row?> A{{a}}() { await Task.Yield(); return db.Rows.AsNoTracking().F{{a % Helpers}}().F{{(a + 3) % Helpers}}().F{{(a + 5) % Helpers}}().SingleOrDefault(); } // error IC3001
            """));
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", $$"""
            public sealed class Row { public int Id { get; set; } public int Group { get; set; } }
            public sealed class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            public static class Filters
            {
            {{helpers}}
            }
            public sealed class RowsController(Db db) : ControllerBase
            {
            {{actions}}
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_list_that_goes_through_a_helper_stays_a_list_whatever_others_hand_to_it()
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", """
            public sealed class Row { public int Id { get; set; } public int Group { get; set; } }
            public sealed class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            public static class Filters
            {
                public static IQueryable<Row> Open(this IQueryable<Row> rows) { var open = rows.Where(r => r.Group > 0); return open; }
            }
            public sealed class RowsController(Db db) : ControllerBase
            {
                [HttpGet("stored")] public async Task<Row?> Stored() { await Task.Yield(); return db.Rows.Open().FirstOrDefault(); } // error IC3001
                [HttpGet("kept")] public async Task<Row?> Kept() { await Task.Yield(); return new List<Row>().AsQueryable().Open().FirstOrDefault(); }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void An_operator_of_a_library_keeps_the_source_that_it_is_given()
    {
        using var solution = new RuleCase { Only = ["IC3001"], Foreign = ["Texts"] }.Add("Texts", """
            namespace Texts;
            public static class Filters { public static IQueryable<T> Matching<T>(this IQueryable<T> rows, string text) => rows; }
            """).Add("Api", """
            using Texts;
            public sealed class Row { public int Id { get; set; } public int Group { get; set; } }
            public sealed class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            public sealed class RowsController(Db db) : ControllerBase
            {
                private readonly List<Row> _rows = [];
                [HttpGet("kept")] public async Task<int> Kept(string? group)
                {
                    await Task.Yield();
                    var rows = _rows.AsQueryable().Where(r => r.Id > 0);
                    if (group is not null) { rows = rows.Matching(group); }
                    return rows.Count() + rows.Skip(3).ToList().Count;
                }
                [HttpGet("stored")] public async Task<int> Stored(string? group)
                {
                    await Task.Yield();
                    var rows = db.Rows.Where(r => r.Id > 0);
                    if (group is not null) { rows = rows.Matching(group); }
                    return rows.Count(); // error IC3001
                }
            }
            """);

        solution.Verify();
    }
}
