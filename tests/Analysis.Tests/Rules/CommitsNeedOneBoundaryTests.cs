using System.Globalization;
using System.Text.RegularExpressions;

namespace IntentContracts.Analysis.Tests.Rules;

public sealed class CommitsNeedOneBoundaryTests
{
    private const string Db = """
        namespace Shop;
        public sealed class Db : DbContext;

        """;

    private static RuleCase Case(string source) => new RuleCase().Add("Api", Db + source);

    [Fact]
    public void Two_saves_in_a_row_are_reported_at_the_second()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPost("/a")] public async Task A()
                {
                    await db.SaveChangesAsync(); db.Update(new object());
                    await db.SaveChangesAsync(); // error IC1101
                }
            }
            """);

        var lines = Regex.Match(Assert.Single(solution.Verify().Diagnostics).Message, "commits twice \\(lines ([0-9]+), ([0-9]+)\\)");
        Assert.Equal(1, int.Parse(lines.Groups[2].Value, CultureInfo.InvariantCulture) - int.Parse(lines.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Two_saves_behind_calls_are_reported_where_they_meet()
    {
        using var solution = Case("""
            public interface IRepository { Task SaveAsync(); }
            public sealed class Repository(Db db) : IRepository { public Task SaveAsync() { db.Update(new object()); return db.SaveChangesAsync(); } }
            public sealed class Service(IRepository repository)
            {
                public async Task PlaceAsync() => await repository.SaveAsync();
            }
            public sealed class OrdersController(Service service, IRepository repository) : ControllerBase
            {
                [HttpPost("/a")] public async Task A()
                {
                    await service.PlaceAsync();
                    await repository.SaveAsync(); // error IC1101
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("try { await db.SaveChangesAsync(); } catch (InvalidOperationException) { await db.SaveChangesAsync(); } catch (Exception e) when (e is IOException) { await db.SaveChangesAsync(); }")]
    [InlineData("if (x) { await db.SaveChangesAsync(); } else { await db.SaveChangesAsync(); }")]
    [InlineData("if (x) { await db.SaveChangesAsync(); return; } await db.SaveChangesAsync();")]
    [InlineData("switch (n) { case 1: await db.SaveChangesAsync(); break; case 2: await db.SaveChangesAsync(); break; default: await db.SaveChangesAsync(); break; }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception) { db.ChangeTracker.Clear(); await db.SaveChangesAsync(false); throw; }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception) { db.ChangeTracker.Clear(); await db.SaveChangesAsync(); throw; }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception) { db.ChangeTracker.Clear(); await db.SaveChangesAsync(); }")]
    [InlineData("await using var tx = await db.Database.BeginTransactionAsync(); await db.SaveChangesAsync(); db.Update(new object()); await db.SaveChangesAsync(); await tx.CommitAsync();")]
    [InlineData("await (x ? db.SaveChangesAsync() : db.SaveChangesAsync(true));")]
    public void Look_alikes_are_not_reported(string body)
    {
        LookAlike(body, optimised: false);
        LookAlike(body, optimised: true);
    }

    private static void LookAlike(string body, bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Api", Db + $$"""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPost("/a")] public async Task A(bool x, int n)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("[NoTransaction(\"each order stands on its own\")]")]
    [InlineData("[TransactionBoundary]")]
    public void A_decision_covers_both(string intent)
    {
        using var solution = Case($$"""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                {{intent}}
                [HttpPost("/a")] public async Task A()
                {
                    await db.SaveChangesAsync(); db.Update(new object());
                    await db.SaveChangesAsync();
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_boundary_below_covers_only_what_is_below_it()
    {
        using var solution = Case("""
            public sealed class Service(Db db)
            {
                [TransactionBoundary] public async Task PlaceAsync() { await db.SaveChangesAsync(); db.Update(new object()); await db.SaveChangesAsync(); }
            }
            public sealed class OrdersController(Service service, Db db) : ControllerBase
            {
                [HttpPost("/a")] public async Task A() { await service.PlaceAsync(); await db.SaveChangesAsync(); }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_pair_is_told_once_where_it_meets_first_and_not_again_by_every_caller()
    {
        using var solution = Case("""
            public sealed class Service(Db db)
            {
                public async Task PlaceAsync()
                {
                    await db.SaveChangesAsync(); db.Update(new object());
                    await db.SaveChangesAsync(); // error IC1101
                }
                public async Task PlaceTwiceAsync() { await PlaceAsync(); await PlaceAsync(); }
            }
            public sealed class OrdersController(Service service) : ControllerBase
            {
                [HttpPost("/a")] public async Task A() { await service.PlaceAsync(); await service.PlaceTwiceAsync(); }
                [HttpPost("/b")] public async Task B() { await service.PlaceTwiceAsync(); await service.PlaceTwiceAsync(); }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_commit_per_item_is_told_and_a_workers_own_loop_is_its_work()
    {
        using var solution = Case("""
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPost("/a")] public async Task A(int[] ids)
                {
                    foreach (var id in ids)
                    {
                        await db.SaveChangesAsync(); // error IC1101
                    }
                }
            }
            public sealed class Worker(Db db) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await db.SaveChangesAsync(stoppingToken);
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("await registry.GetStringAsync(\"/owners/\" + id)", "warning")]
    [InlineData("await deeds.ReadAsync(id)", "warning")]
    [InlineData("deeds.Keep(id)", "warning")]
    [InlineData("deeds.Spell(id)", "error")]
    public void A_commit_per_item_behind_what_is_done_elsewhere_may_be_meant(string done, string severity)
    {
        using var solution = Case($$"""
            public sealed class Deeds(HttpClient registry)
            {
                public async Task<string> ReadAsync(int id) => await registry.GetStringAsync("/deeds/" + id);
                public string Keep(int id) { File.WriteAllText(id + ".txt", "kept"); return ""; }
                public string Spell(int id) => id.ToString();
            }
            public sealed class ParcelsController(Db db, HttpClient registry, Deeds deeds) : ControllerBase
            {
                [HttpPost("/parcels")] public async Task<string> Renew(int[] ids)
                {
                    var last = registry.BaseAddress + "";
                    foreach (var id in ids)
                    {
                        last = {{done}};
                        db.Update(new object());
                        await db.SaveChangesAsync();
                    }

                    return last;
                }
            }
            """);
        Assert.Equal(severity, Assert.Single(solution.Run().Diagnostics, d => d.RuleId == "IC1101").Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void Start_up_code_is_not_the_services_work()
    {
        using var solution = new RuleCase().Add("Api", """
            var app = WebApplication.CreateBuilder(args).Build();
            var db = new Db();
            db.SaveChanges(); db.Update(new object());
            db.SaveChanges();
            app.Run();

            public sealed class Db : DbContext;
            """);

        solution.Verify();
    }

    [Fact]
    public void A_console_program_is_judged()
    {
        using var solution = new RuleCase().Add("Tool", """
            var db = new Db();
            db.SaveChanges(); db.Update(new object());
            db.SaveChanges(); // error IC1101

            public sealed class Db : DbContext;
            """);

        solution.Verify();
    }

    [Fact]
    public void Commits_far_down_are_a_possible_pair_only()
    {
        using var solution = Case("""
            public sealed class Library(Db db)
            {
                public Task GetItemAsync() => ResolveAsync();
                private Task ResolveAsync() => RegisterAsync();
                private Task RegisterAsync() => StoreAsync();
                private Task StoreAsync() => db.SaveChangesAsync();
            }
            public sealed class ItemsController(Library library) : ControllerBase
            {
                [HttpPost("/items")] public async Task Get()
                {
                    await library.GetItemAsync();
                    await library.GetItemAsync(); // warning IC1101
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_is_made_on_first_use_is_a_possible_half_of_a_pair_and_a_whole_one_of_its_own()
    {
        using var solution = Case("""
            public sealed class Visit(Db db)
            {
                private object? _guest;
                public async Task<object> GuestAsync()
                {
                    if (_guest is null)
                    {
                        _guest = new object();
                        db.Update(_guest);
                        await db.SaveChangesAsync();
                    }

                    return _guest;
                }
            }
            public sealed class Greeting(Db db)
            {
                private object? _words;
                public async Task<object> WordsAsync()
                {
                    if (_words is null)
                    {
                        _words = new object();
                        db.Update(_words);
                        await db.SaveChangesAsync();
                        db.Update(new object());
                        await db.SaveChangesAsync(); // error IC1101
                    }

                    return _words;
                }
            }
            public sealed class BookController(Visit visit, Greeting greeting, Db db) : ControllerBase
            {
                [HttpPost("/book")] public async Task Write()
                {
                    db.Update(await visit.GuestAsync());
                    await db.SaveChangesAsync(); // warning IC1101
                }

                [HttpGet("/words")] public Task<object> Words() => greeting.WordsAsync();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_another_object_keeps_from_then_on_is_a_possible_half_of_a_pair()
    {
        using var solution = Case("""
            public sealed class Tenant { public string Name { get; set; } = ""; }
            public sealed class Session { public Tenant? Tenant { get; set; } public bool IsMarked { get; set; } }
            public sealed class Tenants(Session session, Db db)
            {
                public async Task<Tenant?> CurrentAsync()
                {
                    Tenant? tenant = null;
                    if (session?.Tenant != null && session.Tenant.Name != "")
                    {
                        tenant = session.Tenant;
                    }
                    else
                    {
                        tenant = new Tenant();
                        db.Add(tenant);
                        await db.SaveChangesAsync();
                        session!.Tenant = tenant;
                    }

                    return tenant;
                }

                public async Task<bool> MarkAsync()
                {
                    if (session.IsMarked)
                    {
                        return session.IsMarked;
                    }

                    db.Add(new Tenant());
                    await db.SaveChangesAsync();
                    session.IsMarked = true;
                    return true;
                }
            }
            public sealed class VisitController(Tenants tenants, Db db) : ControllerBase
            {
                [HttpGet("/visit")] public async Task Visit()
                {
                    var tenant = await tenants.CurrentAsync();
                    db.Add(new Tenant { Name = tenant!.Name });
                    await db.SaveChangesAsync(); // warning IC1101
                }

                [HttpGet("/mark")] public async Task Mark()
                {
                    await tenants.MarkAsync();
                    db.Add(new Tenant());
                    await db.SaveChangesAsync(); // error IC1101
                }
            }
            """);

        solution.Verify();
    }
}
