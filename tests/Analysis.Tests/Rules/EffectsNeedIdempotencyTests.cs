namespace IntentContracts.Analysis.Tests.Rules;

public sealed class EffectsNeedIdempotencyTests
{
    private const string Gateway = """
        namespace Shop;
        public interface IGateway { Task ChargeAsync(string card, CancellationToken ct); }
        public sealed class HttpGateway(HttpClient http) : IGateway
        {
            public async Task ChargeAsync(string card, CancellationToken ct)
            {
                await Task.Yield();
                await http.PostAsync("/charge", new StringContent(card), ct); // error IC1401
            }
        }
        """;

    [Fact]
    public void A_post_behind_an_interface_two_assemblies_away_is_found_at_the_call_with_its_path()
    {
        using var solution = new RuleCase()
            .Add("Infrastructure", Gateway)
            .Add("Application", """
                namespace Shop;
                public sealed class Orders(IGateway gateway)
                {
                    public Task PlaceAsync(string card, CancellationToken ct) => gateway.ChargeAsync(card, ct);
                }
                """)
            .Add("Api", """
                namespace Shop;
                [ApiController, Route("orders")]
                public sealed class OrdersController(Orders orders) : ControllerBase
                {
                    [HttpPost("{id}")] public async Task<IActionResult> Place(string id, CancellationToken ct) { await orders.PlaceAsync(id, ct); return Ok(); }
                    [HttpGet("{id}")] public async Task<IActionResult> Get(string id, CancellationToken ct) { await orders.PlaceAsync(id, ct); return Ok(); }
                }
                """);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Contains("POST /orders/{id} can run HttpClient.PostAsync twice", message, StringComparison.Ordinal);
        Assert.Contains(" · OrdersController.Place → Orders.PlaceAsync → HttpGateway.ChargeAsync → HttpClient.PostAsync", message, StringComparison.Ordinal);
        Assert.Contains("[NotIdempotent(\"why\")]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[NaturallyIdempotent(\"the gateway deduplicates\")]")]
    [InlineData("[NotIdempotent(\"a second charge is refunded by hand\")]")]
    [InlineData("[Idempotent(Key = \"card\")]")]
    public void A_decision_anywhere_on_the_path_covers_the_effect(string intent)
    {
        using var solution = new RuleCase().Add("Api", $$"""
            namespace Shop;
            public sealed class Orders(HttpClient http)
            {
                {{intent}}
                public Task PlaceAsync(string card) => http.PostAsync("/charge", new StringContent(card));
            }
            public sealed class OrdersController(Orders orders) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => orders.PlaceAsync(card);
            }
            """);

        Assert.Empty(solution.Verify().Diagnostics);
    }

    [Fact]
    public void A_second_path_around_the_decision_is_the_finding()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class Orders(HttpClient http)
            {
                [NotIdempotent("a second charge is refunded by hand")]
                public Task PlaceAsync(string card) => Charge(card);
                public Task RetryAsync(string card) => Charge(card);
                private Task Charge(string card) => http.PostAsync("/charge", new StringContent(card)); // error IC1401
            }
            public sealed class OrdersController(Orders orders) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place(string card) => orders.PlaceAsync(card);
                [HttpPost("/orders/retry")] public Task Retry(string card) => orders.RetryAsync(card);
            }
            """);

        Assert.StartsWith("POST /orders/retry can run", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Minimal_api_lambdas_method_groups_and_groups_are_entry_points()
    {
        using var solution = new RuleCase().Add("Api", """
            var app = WebApplication.CreateBuilder(args).Build();
            var orders = app.MapGroup("/orders").AllowAnonymous();
            orders.MapPost("/", async (HttpClient http) => { await http.PostAsync("/charge", null); return 1; }); // error IC1401
            orders.MapPost("/{id}/cancel", Shop.Handlers.Cancel);
            orders.MapGet("/{id}", async (HttpClient http) => { await http.PostAsync("/search", null); });
            app.MapPost("/decided", [NotIdempotent("an experiment that nobody depends on")] async (HttpClient http) => { await http.PostAsync("/charge", null); });
            app.Run();

            namespace Shop
            {
                static class Handlers
                {
                    public static async Task Cancel(string id, HttpClient http)
                    {
                        await http.PostAsync("/refund", null); // error IC1401
                    }
                }
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();

        Assert.Contains(messages, m => m.StartsWith("POST /orders can run", StringComparison.Ordinal));
        Assert.DoesNotContain(messages, m => m.Contains("Main", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("POST /orders/{id}/cancel can run HttpClient.PostAsync twice: nobody on the path decided about idempotency · Handlers.Cancel → HttpClient.PostAsync · ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lambda_of_top_level_statements_is_called_by_its_program()
    {
        using var solution = new RuleCase().Add("Api", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapPost("/orders", async (HttpClient http) => await http.PostAsync("/charge", null)); // error IC1401
            await app.RunAsync();
            """);

        var json = Assert.Single(solution.Verify().Files, f => f.Path == "intent.json").Text;

        Assert.Contains("\"lambda in Program\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosted_services_and_critical_paths_run_at_least_once()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class Reminder(HttpClient http) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await http.PostAsync("/remind", null, stoppingToken); // error IC1401
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            public static class Import
            {
                [CriticalPath] public static void Run(string path) => File.AppendAllText(path, "x"); // error IC1401
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_public_method_is_asked_only_where_nobody_calls_it_and_only_about_what_does_harm()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, IsProgram = false, Only = ["IC1401"] }.Add("Library", """
            namespace Shop;
            public sealed class Order { public int Id { get; set; } }
            public sealed class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            public sealed class Repository(Db db)
            {
                public void Add(Order order) => db.Orders.Add(order);
            }
            public sealed class Gateway(HttpClient http)
            {
                public Task ChargeAsync() => http.PostAsync("/charge", null); // warning IC1401
            }
            public sealed class Shop(Gateway gateway)
            {
                public Task PayAsync() => gateway.ChargeAsync();
            }
            """);

        Assert.StartsWith("Shop.PayAsync may run HttpClient.PostAsync twice", Assert.Single(solution.Verify().Diagnostics, d => d.RuleId == "IC1401").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_happen_twice_is_a_warning()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class Order { public int Id { get; set; } }
            public sealed class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            public sealed class OrdersController(Db db, HttpClient http) : ControllerBase
            {
                [HttpPost("/orders")] public Task Place()
                {
                    db.Orders.Add(new Order()); // warning IC1401
                    return db.SaveChangesAsync();
                }
                [HttpPut("/orders")] public Task Replace() => http.PostAsync("/charge", null); // warning IC1401
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("if (await db.Orders.FindAsync(id) is null) { db.Orders.Add(new Order()); }")]
    [InlineData("if (!await db.Orders.AnyAsync()) { Add(); }")]
    [InlineData("if (await Load(id) is null) { Add(); }")]
    public void An_insert_after_a_lookup_was_thought_about(string body)
    {
        using var solution = new RuleCase().Add("Api", $$"""
            namespace Shop;
            public sealed class Order { public int Id { get; set; } }
            public sealed class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            public sealed class OrdersController(Db db) : ControllerBase
            {
                [HttpPost("/orders")] public async Task Place(int id) { {{body}} await db.SaveChangesAsync(); }
                private void Add() => db.Orders.Add(new Order());
                private ValueTask<Order?> Load(int id) => db.Orders.FindAsync(id);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Requests_say_their_verb()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class OrdersController(HttpClient http) : ControllerBase
            {
                [HttpPost("/a")] public Task A() => http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/charge")); // error IC1401
                [HttpPost("/b")] public Task B() => http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/status"));
                [HttpPost("/c")] public Task C(HttpRequestMessage request) => http.SendAsync(request); // warning IC1401
                [HttpPost("/d")] public Task D() => http.PutAsync("/state", null);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Many_entry_points_with_one_effect_are_one_finding()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class Charger(HttpClient http)
            {
                public Task ChargeAsync() => http.PostAsync("/charge", null); // error IC1401
            }
            public sealed class OrdersController(Charger charger) : ControllerBase
            {
                [HttpPost("/a")] public Task A() => charger.ChargeAsync();
                [HttpPost("/b")] public Task B() => charger.ChargeAsync();
                [HttpPost("/c")] public Task C() => charger.ChargeAsync();
            }
            """);

        Assert.Contains("(+2 more entries)", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lambdas_that_something_runs_are_part_of_the_path()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public sealed class OrdersController(HttpClient http) : ControllerBase
            {
                [HttpPost("/a")] public Task A() => Task.Run(async () => await http.PostAsync("/charge", null)); // error IC1401
                [HttpPost("/b")] public Task B() => Repeat(() => http.PostAsync("/charge", null)); // error IC1401
                [HttpPost("/c")] public Task C()
                {
                    return Local();
                    async Task Local() => await http.PostAsync("/charge", null); // error IC1401
                }
                [HttpPost("/d")] public Task D() => Decided(() => http.PostAsync("/charge", null));
                private static async Task Repeat(Func<Task> action) { await action(); await action(); }
                [NotIdempotent("callers of this helper accept it")] private static Task Decided(Func<Task> action) => action();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void An_own_wrapper_is_an_effect_where_it_is_called()
    {
        using var solution = new RuleCase().Add("Api", """
            namespace Shop;
            public static class Native
            {
                [Effect(EffectKind.Http, "charges the card")] public static void Charge() { }
                [Effect(EffectKind.Http, "sets the limit"), NaturallyIdempotent("sets the same limit again")] public static void SetLimit() { }
            }
            public sealed class OrdersController : ControllerBase
            {
                [HttpPost("/a")] public void A() => Native.Charge(); // error IC1401
                [HttpPost("/b")] public void B() => Native.SetLimit();
            }
            """);

        Assert.Contains("Native.Charge (charges the card)", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>The service stands beside the client of the same service elsewhere, and a wrapper around either.</summary>
    [Fact]
    public void What_one_of_three_implementations_does_the_call_does_not()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", """
            public interface IPlanner { Task PauseAsync(string job); }
            public sealed class Planner : IPlanner { public Task PauseAsync(string job) => Task.Delay(1); }
            public sealed class LoudPlanner : IPlanner { public Task PauseAsync(string job) { Console.Write(job); return Task.CompletedTask; } }
            public sealed class RemotePlanner(HttpClient http) : IPlanner { public Task PauseAsync(string job) => http.PostAsync(job, null); }
            public sealed class JobsController(IPlanner planner) : ControllerBase
            {
                [HttpPost("/pause")] public Task Pause(string job) => planner.PauseAsync(job);
            }
            """);

        Assert.Empty(solution.Verify().Diagnostics);
    }

    [Fact]
    public void A_decorator_is_no_implementation_beside_the_one_that_it_wraps()
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", """
            public interface IPlanner { Task PauseAsync(string job); }
            public sealed class LoudPlanner(IPlanner inner) : IPlanner { public Task PauseAsync(string job) { Console.Write(job); return inner.PauseAsync(job); } }
            public sealed class PatientPlanner(IPlanner inner) : IPlanner { public Task PauseAsync(string job) => inner.PauseAsync(job); }
            public sealed class RemotePlanner(HttpClient http) : IPlanner
            {
                public Task PauseAsync(string job) => http.PostAsync(job, null); // error IC1401
            }
            public sealed class JobsController(IPlanner planner) : ControllerBase
            {
                [HttpPost("/pause")] public Task Pause(string job) => planner.PauseAsync(job);
            }
            """);

        solution.Verify();
    }

    /// <summary>Every one of them surely; half of them possibly.</summary>
    [Theory]
    [InlineData("http.PostAsync(\"/push\", null)", "error")]
    [InlineData("Task.Delay(1)", "warning")]
    public void How_certain_a_call_is_depends_on_how_many_implementations_repeat_the_effect(string other, string tier)
    {
        using var solution = new RuleCase { Only = ["IC1401"] }.Add("Api", $$"""
            public interface INotices { Task SendAsync(); }
            public sealed class Letters(HttpClient http) : INotices
            {
                public Task SendAsync() => http.PostAsync("/letters", null); // {{tier}} IC1401
            }
            public sealed class Pushes(HttpClient http) : INotices
            {
                public Task SendAsync() => {{other}};{{(tier == "error" ? " // error IC1401" : "")}}
            }
            public sealed class NoticesController(INotices notices) : ControllerBase
            {
                [HttpPost("/notices")] public Task Send() => notices.SendAsync();
            }
            """);

        solution.Verify();
    }
}
