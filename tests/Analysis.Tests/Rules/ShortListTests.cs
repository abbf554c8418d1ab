namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>Lists that are known to have one element or a few: what an own helper writes down, and what every caller hands in.</summary>
public sealed class ShortListTests
{
    private const string Harbour = """
        public sealed class Berth { public int Id { get; set; } public string Name { get; set; } = ""; }
        public sealed class Db : DbContext { public DbSet<Berth> Berths => Set<Berth>(); }

        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    private static RuleCase Case(string source, bool optimised) => new RuleCase { Optimised = optimised, Only = ["IC3101", "IC3102"] }.Add("Api", Harbour + source);

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Texts_that_are_switched_over_by_constants_ask_their_own_question(bool optimised)
    {
        using var solution = Case("""
            public sealed class BerthFilter { public string Name { get; set; } = ""; public string[] Kinds { get; set; } = []; public string Level { get; set; } = ""; }
            public static class Kinds { public const string Quay = "quay"; public const string Buoy = "buoy"; public const string Dock = "dock"; }
            public sealed class BerthController(Db db) : ControllerBase
            {
                [HttpPost("/berths")] public async Task<IEnumerable<Berth>> List(Guid space, BerthFilter filter)
                {
                    var name = filter.Name;
                    var level = filter.Level;
                    var all = new List<Berth>();
                    foreach (var kind in filter.Kinds)
                    {
                        var found = kind switch
                        {
                            Kinds.Quay => await QuaysAsync(space, level, name),
                            Kinds.Buoy => await BuoysAsync(space, level, name),
                            Kinds.Dock => await DocksAsync(space, level, name),
                            _ => Enumerable.Empty<Berth>(),
                        };

                        all.AddRange(found);
                    }

                    return all;
                }

                private async Task<IEnumerable<Berth>> QuaysAsync(Guid space, string level, string name) => await db.Berths.Where(b => b.Name == name).ToListAsync();
                private async Task<IEnumerable<Berth>> BuoysAsync(Guid space, string level, string name) => await db.Berths.Where(b => b.Name == level).ToListAsync();
                private async Task<IEnumerable<Berth>> DocksAsync(Guid space, string level, string name) => await db.Berths.Where(b => b.Name != name).ToListAsync();
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_public_method_to_which_every_caller_hands_one(bool optimised)
    {
        using var solution = Case("""
            public sealed class Pilots(Db db, HttpClient http)
            {
                public async Task<int> CallAsync(HashSet<string> ships)
                {
                    var sum = 0;
                    foreach (var ship in ships)
                    {
                        sum += await db.Berths.CountAsync(b => b.Name == ship); // warning IC3101
                        sum += (await http.GetStringAsync("/ships/" + ship)).Length; // warning IC3102
                    }

                    return sum;
                }

                public async Task<int> AskAsync(List<string> ships)
                {
                    var sum = 0;
                    for (var i = 0; i < ships.Count; i++)
                    {
                        sum += (await http.GetStringAsync("/ships/" + ships[i])).Length; // warning IC3102
                    }

                    return sum;
                }
            }
            public sealed class PilotController(Pilots pilots) : ControllerBase
            {
                [HttpPost("/pilots")] public async Task<int> Call(string ship) => await pilots.CallAsync([ship]) + await pilots.AskAsync([ship]);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_method_to_which_one_is_handed_after_the_other_or_that_is_called_from_outside(bool optimised)
    {
        using var solution = Case("""
            public sealed class Pilots(HttpClient http)
            {
                public async Task<int> CallAsync(List<string> ships)
                {
                    var sum = 0;
                    foreach (var ship in ships)
                    {
                        sum += (await http.GetStringAsync("/ships/" + ship)).Length; // error IC3102
                    }

                    return sum;
                }
            }
            public sealed class PilotController(Pilots pilots, HttpClient http) : ControllerBase
            {
                [HttpPost("/pilots")] public async Task<int> Call(string[] ships)
                {
                    var sum = 0;
                    foreach (var ship in ships)
                    {
                        sum += await pilots.CallAsync([ship]);
                    }

                    return sum;
                }

                [HttpPost("/pilot")] public Task<int> One(string ship) => Several([ship]);

                [HttpPost("/several")] public async Task<int> Several(List<string> ships)
                {
                    var sum = 0;
                    foreach (var ship in ships)
                    {
                        sum += (await http.GetStringAsync("/ships/" + ship)).Length; // error IC3102
                    }

                    return sum;
                }
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Commands_to_redis_that_are_awaited_together(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC3101"], Foreign = ["Redis"] }
            .Add("Redis", "namespace StackExchange.Redis { public interface IDatabase { Task<string> StringGetAsync(string key); } }")
            .Add("Api", """
            public sealed class Store(StackExchange.Redis.IDatabase redis)
            {
                public async Task<string[]> AllAsync(string[] keys)
                {
                    var tasks = new Task<string>[keys.Length];
                    for (var i = 0; i < keys.Length; i++)
                    {
                        tasks[i] = redis.StringGetAsync(keys[i]); // warning IC3101
                    }

                    return await Task.WhenAll(tasks);
                }

                public async Task<string[]> ListAsync(List<string> keys)
                {
                    var tasks = new List<Task<string>>();
                    foreach (var key in keys)
                    {
                        tasks.Add(redis.StringGetAsync(key)); // warning IC3101
                    }

                    return await Task.WhenAll(tasks);
                }

                public Task<string[]> MappedAsync(List<string> keys) => Task.WhenAll(keys.Select(key => redis.StringGetAsync(key))); // warning IC3101

                public async Task<List<string>> OneByOneAsync(List<string> keys)
                {
                    var all = new List<string>();
                    foreach (var key in keys)
                    {
                        all.Add(await redis.StringGetAsync(key)); // error IC3101
                    }

                    await Task.WhenAll(all.Select(a => Task.Delay(a.Length)));
                    return all;
                }

                public async Task<int> WaitedForInTheTurnAsync(List<string> keys)
                {
                    var length = 0;
                    foreach (var key in keys)
                    {
                        var one = redis.StringGetAsync(key); // error IC3101
                        length += (await Task.WhenAll(one))[0].Length;
                    }

                    return length;
                }
            }
            public sealed class StoreController(Store store) : ControllerBase
            {
                [HttpPost("/all")] public async Task<int> All(string[] keys)
                    => (await store.AllAsync(keys)).Length + (await store.ListAsync(keys.ToList())).Length + (await store.MappedAsync(keys.ToList())).Length + (await store.OneByOneAsync(keys.ToList())).Count + await store.WaitedForInTheTurnAsync(keys.ToList());
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_only_the_start_of_a_hosted_service_comes_to(bool optimised)
    {
        using var solution = Case("""
            public sealed class Warming(Db db, HttpClient http) : IHostedService
            {
                public async Task StartAsync(CancellationToken cancellationToken)
                {
                    foreach (var name in await db.Berths.Select(b => b.Name).ToListAsync(cancellationToken))
                    {
                        await db.Berths.CountAsync(b => b.Name == name, cancellationToken); // warning IC3101
                        await http.GetStringAsync("/berths/" + name, cancellationToken); // warning IC3102
                        await WarmAsync(name); // warning IC3101
                    }
                }

                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                private Task<int> WarmAsync(string name) => db.Berths.CountAsync(b => b.Name != name);
            }
            public sealed class Watching(Db db) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        foreach (var name in await db.Berths.Select(b => b.Name).ToListAsync(stoppingToken))
                        {
                            await db.Berths.CountAsync(b => b.Name == name, stoppingToken); // error IC3101
                        }

                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            public static class Startup
            {
                public static void Add(IServiceCollection services) => services.AddHostedService<Warming>().AddHostedService<Watching>();
            }
            """, optimised);

        solution.Verify();
    }
}
