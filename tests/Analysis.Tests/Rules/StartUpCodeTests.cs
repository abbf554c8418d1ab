namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>What only the start of a program comes to is not the service's work, whatever runs it.</summary>
public sealed class StartUpCodeTests
{
    private const string Farm = """
        public sealed class Field { public int Id { get; set; } public bool IsSown { get; set; } }
        public sealed class Db : DbContext { public DbSet<Field> Fields => Set<Field>(); }

        public static class Sowing
        {
            public static async Task FirstAsync(Db db, int[] ids)
            {
                foreach (var id in ids)
                {
                    (await db.Fields.FirstAsync(f => f.Id == id)).IsSown = true;
                    await db.SaveChangesAsync();
                }

                Thread.Sleep(10);
            }
        }

        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    private static RuleCase Case(string source, bool optimised) => new RuleCase { Optimised = optimised, Scope = CheckScope.All }.Add("Api", source);

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_a_Startup_class_calls_is_start_up_code(bool optimised)
    {
        using var solution = Case(Farm + """
            public class Program { public static void Main(string[] args) => Host.CreateDefaultBuilder(args).Build().Run(); }
            public class Startup(int[] ids)
            {
                public void Configure(IApplicationBuilder app, Db db) => Sowing.FirstAsync(db, ids).GetAwaiter().GetResult();
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void So_is_what_an_extension_of_the_application_calls(bool optimised)
    {
        using var solution = Case(Farm + """
            public static class Ploughing
            {
                public static async Task PloughAsync(this WebApplication app, Db db, int[] ids) => await Sowing.FirstAsync(db, ids);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void So_are_the_migrations_of_a_runner_of_ones_own(bool optimised)
    {
        using var solution = Case(Farm + """
            public interface IFieldMigration { Task UpAsync(); }
            public sealed class SowEverything(Db db, int[] ids) : IFieldMigration
            {
                public Task UpAsync() => Sowing.FirstAsync(db, ids);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_a_request_comes_to_as_well_is_judged(bool optimised)
    {
        using var solution = Case(Farm.Replace("FirstAsync(f => f.Id == id)).IsSown = true;", "FirstAsync(f => f.Id == id)).IsSown = true; // warning IC3101", StringComparison.Ordinal)
            .Replace("await db.SaveChangesAsync();", "await db.SaveChangesAsync(); // error IC1101", StringComparison.Ordinal)
            .Replace("Thread.Sleep(10);", "Thread.Sleep(10); // error IC3001", StringComparison.Ordinal) + """
            public class Startup(int[] ids)
            {
                public void Configure(IApplicationBuilder app, Db db) => Sowing.FirstAsync(db, ids).GetAwaiter().GetResult();
            }
            public sealed class SowingController(Db db) : ControllerBase
            {
                [HttpPut("/sow")] public async Task Sow(int[] ids) => await Sowing.FirstAsync(db, ids);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_Main_makes_by_hand_is_not_what_the_container_hands_out(bool optimised)
    {
        using var solution = Case("""
            public sealed class Herd { public int Id { get; set; } public string Name { get; set; } = ""; }
            public sealed class Db : DbContext { public DbSet<Herd> Herds => Set<Herd>(); }
            public interface IHerds { Task<int> CountAsync(string name); }
            public sealed class KnownHerds(Dictionary<string, int> counts) : IHerds { public Task<int> CountAsync(string name) => Task.FromResult(counts[name]); }
            public sealed class StoredHerds(Db db) : IHerds { public Task<int> CountAsync(string name) => db.Herds.CountAsync(h => h.Name == name); }
            public sealed class Census(IHerds herds)
            {
                public async Task<int> TakeAsync(List<string> names)
                {
                    var count = 0;
                    foreach (var name in names)
                    {
                        count += await herds.CountAsync(name);
                    }

                    return count;
                }
            }
            public sealed class CensusController(Census census) : ControllerBase
            {
                [HttpGet("/herds")] public Task<int> Get(List<string> names) => census.TakeAsync(names);
            }
            public class Program
            {
                public static async Task Main(string[] args)
                {
                    var builder = WebApplication.CreateBuilder(args);
                    builder.Services.AddSingleton<IHerds, KnownHerds>();
                    Console.WriteLine(await new Census(new StoredHerds(new Db())).TakeAsync(["a"]));
                    await builder.Build().RunAsync();
                }
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_an_expression_tree_names_is_not_run_by_the_start(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, Only = ["IC3101"] }.Add("Api", """
            public sealed class Field { public int Id { get; set; } public bool IsSown { get; set; } }
            public sealed class Db : DbContext { public DbSet<Field> Fields => Set<Field>(); }
            public sealed class Weeding(Db db)
            {
                public async Task<int> RunAsync(int[] ids)
                {
                    var sown = 0;
                    foreach (var id in ids)
                    {
                        sown += await db.Fields.AnyAsync(f => f.Id == id) ? 1 : 0; // warning IC3101
                    }

                    return sown;
                }
            }

            public static class Almanac
            {
                public static object Note<T>(System.Linq.Expressions.Expression<Func<T, Task>> work) => work;
            }

            public class Program { public static void Main(string[] args) => Host.CreateDefaultBuilder(args).Build().Run(); }
            public class Startup
            {
                public void Configure(IApplicationBuilder app) => Almanac.Note<Weeding>(w => w.RunAsync(new int[0]));
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("Herd.Services = app.Services;", "", false)]
    [InlineData("Herd.Services = app.Services;", "", true)]
    [InlineData("if (args.Length > 0) Herd.Services = app.Services;", " // warning IC3001", false)]
    [InlineData("app.Urls.Add(Herd.Where());", " // warning IC3001", true)]
    public void Static_fields_that_Main_has_touched_before_the_host_runs_are_initialised(string before, string mark, bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, Only = ["IC3001"] }.Add("Api", $$"""
            public static class Program
            {
                public static async Task Main(string[] args)
                {
                    var app = WebApplication.CreateBuilder(args).Build();
                    {{before}}
                    await app.RunAsync();
                }
            }
            public static class Herd
            {
                internal static readonly string Names = Load();

                internal static IServiceProvider? Services { get; set; }

                internal static string Where() => "barn";

                private static string Load() => File.ReadAllText("herd");{{mark}}
            }
            public sealed class HerdController : ControllerBase
            {
                [HttpGet("/herd")] public async Task<int> Get() { await Task.Yield(); return Herd.Names.Length; }
            }
            """);

        solution.Verify();
    }
}
