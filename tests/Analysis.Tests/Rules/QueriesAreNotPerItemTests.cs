namespace IntentContracts.Analysis.Tests.Rules;

public sealed class QueriesAreNotPerItemTests
{
    private const string Shop = """
        public sealed class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public sealed class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
        public interface ICustomers { Task<Customer> GetAsync(int id); }
        public sealed class CustomerRepository(Db db) : ICustomers { public Task<Customer> GetAsync(int id) => db.Customers.FirstAsync(c => c.Id == id); }

        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_call_in_the_loop_is_told_with_the_path_to_the_query(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Api", Shop + """
            public sealed class OrderReport(ICustomers customers)
            {
                public async Task<string> BuildAsync(List<int> ids)
                {
                    var names = "";
                    foreach (var id in ids)
                    {
                        names += (await customers.GetAsync(id)).Name; // error IC3101
                    }

                    return names;
                }
            }
            public sealed class ReportController(OrderReport report) : ControllerBase
            {
                [HttpGet("/report")] public Task<string> Get(List<int> ids) => report.BuildAsync(ids);
            }
            """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;
        Assert.StartsWith("OrderReport.BuildAsync runs a query per item in the loop of line ", message, StringComparison.Ordinal);
        Assert.Contains(": CustomerRepository.GetAsync → EntityFrameworkQueryableExtensions.FirstAsync · GET /report → ", message, StringComparison.Ordinal);
        Assert.EndsWith(" · load them together before the loop, or declare [QueryPerItem(\"why\")]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Off_the_critical_paths_it_is_a_warning()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, IsProgram = false }.Add("Library", Shop + """
            public sealed class Names(Db db)
            {
                public void Print(int[] ids) { foreach (var id in ids) { Console.WriteLine(db.Customers.Find(id)); } } // warning IC3101
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_loop_whose_reason_is_not_shown_is_possible()
    {
        using var solution = new RuleCase().Add("Api", Shop + """
            public sealed class NamesController(Db db) : ControllerBase
            {
                [HttpGet("/names")] public void Get(List<int> ids) => ids.ForEach(id => Console.WriteLine(db.Customers.Find(id))); // error IC3101
                [HttpGet("/name")] public void Other(Random random)
                {
                    do
                    {
                        Console.WriteLine(db.Customers.Find(random.Next())); // warning IC3101
                    }
                    while (random.Next() > 7);

                    do
                    {
                        Console.WriteLine(db.Customers.Find(1)); // the same question in each turn is one that waits for another answer
                    }
                    while (random.Next() > 7);
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_refusal_answers_for_its_member_and_for_what_that_calls()
    {
        using var solution = new RuleCase().Add("Api", Shop + """
            public sealed class Names(Db db)
            {
                public int Count(List<int> ids) => ids.Count(id => db.Customers.Any(c => c.Id == id));
                public int Sum(List<int> ids) => ids.Sum(id => db.Customers.Count(c => c.Id == id)); // error IC3101
            }
            public sealed class NamesController(Names names) : ControllerBase
            {
                [QueryPerItem("a form has ten rows", Max = 10)]
                [HttpGet("/a")] public int A(List<int> ids) => names.Count(ids) + names.Sum(ids);
                [HttpGet("/b")] public int B(List<int> ids) => names.Sum(ids);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_refusal_with_nothing_to_refuse_is_told()
    {
        using var solution = new RuleCase().Add("Api", Shop + """
            public sealed class NamesController(Db db) : ControllerBase
            {
                [QueryPerItem("it used to loop")]
                [HttpGet("/a")] public int A(List<int> ids) => db.Customers.Count(c => ids.Contains(c.Id));
            }
            """);

        Assert.Single(solution.Run().Diagnostics, d => d.RuleId == "IC0009");
    }

    [Fact]
    public void Over_the_values_of_an_enum_it_is_possible()
    {
        using var solution = new RuleCase().Add("Api", Shop + """
            public enum Bonus { Strength = 1, Speed }
            public sealed class ResetController(Db db) : ControllerBase
            {
                [HttpGet("/reset")] public async Task<string> Get(List<Bonus> bonuses, int[] ids)
                {
                    var names = "";
                    foreach (var bonus in bonuses)
                    {
                        names += (await db.Customers.FirstAsync(c => c.Id == (int)bonus)).Name; // warning IC3101
                    }

                    foreach (var id in ids)
                    {
                        names += (await db.Customers.FirstAsync(c => c.Id == id)).Name; // error IC3101
                    }

                    return names;
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Where_each_item_has_a_store_of_its_own_it_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3101"] }.Add("Api", Shop + """
                public sealed class TenantDb(string tenant) : DbContext { public string Tenant => tenant; public DbSet<Customer> Customers => Set<Customer>(); }
                public sealed class Tenants(Func<string, ICustomers> of, Func<string, int> number, ICustomers shared)
                {
                    public async Task<string> NamesAsync(List<string> tenants)
                    {
                        var names = "";
                        foreach (var tenant in tenants)
                        {
                            names += await NameAsync(tenant); // warning IC3101
                        }

                        foreach (var tenant in tenants)
                        {
                            await using var db = new TenantDb(tenant);
                            names += await db.Customers.CountAsync(); // warning IC3101
                        }

                        foreach (var tenant in tenants)
                        {
                            names += (await shared.GetAsync(number(tenant))).Name; // error IC3101
                        }

                        return names;
                    }

                    private async Task<string> NameAsync(string tenant)
                    {
                        var customers = of(tenant);
                        return (await customers.GetAsync(1)).Name;
                    }
                }
                public sealed class TenantsController(Tenants tenants) : ControllerBase
                {
                    [HttpGet("/tenants")] public Task<string> Get(List<string> names) => tenants.NamesAsync(names);
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void Of_an_item_that_is_picked_it_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3101"] }.Add("Api", Shop + """
                public sealed class Scope { public string Kind { get; set; } = ""; public int Id { get; set; } }
                public sealed class ScopesController(ICustomers customers) : ControllerBase
                {
                    [HttpGet("/scopes")] public async Task<string> Get(List<Scope> scopes, string kind)
                    {
                        var names = "";
                        foreach (var scope in scopes)
                        {
                            switch (scope.Kind)
                            {
                                case "customer":
                                    names += (await customers.GetAsync(scope.Id)).Name; // warning IC3101
                                    break;
                                case "none":
                                    break;
                            }
                        }

                        foreach (var scope in scopes)
                        {
                            if (scope.Kind != kind)
                            {
                                continue;
                            }

                            names += (await customers.GetAsync(scope.Id)).Name; // warning IC3101
                        }

                        foreach (var scope in scopes)
                        {
                            if (scope.Kind == "none")
                            {
                                continue;
                            }

                            names += (await customers.GetAsync(scope.Id)).Name; // error IC3101
                        }

                        return names;
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_turn_that_writes_as_well_is_a_piece_of_work_of_its_own(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC3101"] }.Add("Api", """
            public sealed class Berth { public int Id { get; set; } public string Ship { get; set; } = ""; }
            public sealed class Db : DbContext { public DbSet<Berth> Berths => Set<Berth>(); }
            public sealed class Berths(Db db)
            {
                public async Task FreeAsync(int id)
                {
                    var berth = await db.Berths.FirstAsync(b => b.Id == id);
                    berth.Ship = "";
                    await db.SaveChangesAsync();
                }
            }
            public sealed class BerthController(Db db, Berths berths) : ControllerBase
            {
                [HttpPost("/free")] public async Task Free(int[] ids)
                {
                    foreach (var id in ids)
                    {
                        await berths.FreeAsync(id); // warning IC3101
                    }
                }
                [HttpPost("/free-all")] public async Task FreeAll(int[] ids)
                {
                    foreach (var id in ids)
                    {
                        (await db.Berths.FirstAsync(b => b.Id == id)).Ship = ""; // error IC3101
                    }

                    await db.SaveChangesAsync();
                }
                [HttpPost("/told")] public async Task Told([FromServices] HttpClient http, int[] ids)
                {
                    foreach (var id in ids)
                    {
                        await http.GetStringAsync("/ships/" + (await db.Berths.FirstAsync(b => b.Id == id)).Ship); // warning IC3101
                    }
                }
                [HttpPost("/free-each")] public async Task FreeEach(int[] ids)
                {
                    foreach (var id in ids)
                    {
                        (await db.Berths.FirstAsync(b => b.Id == id)).Ship = ""; // warning IC3101
                        await db.SaveChangesAsync();
                    }
                }
            }
            """);

        solution.Verify();
    }
}
