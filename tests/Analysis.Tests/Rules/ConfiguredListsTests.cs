namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>As many as a deployment has configured are few: what is asked or stored for each of them is possible, and not certain.</summary>
public sealed class ConfiguredListsTests
{
    private const string Lighthouse = """
        public sealed class Beacon { public string Name { get; set; } = ""; }
        public sealed class BeaconOptions { public List<string> Names { get; set; } = []; public Shore Shore { get; set; } = new(); }
        public sealed class Shore { public string[] Ports { get; set; } = []; }
        public sealed class Db : DbContext { public DbSet<Beacon> Beacons => Set<Beacon>(); }

        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    private static RuleCase Case(string source, bool optimised) => new RuleCase { Optimised = optimised }.Add("Api", Lighthouse + source);

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_list_that_every_caller_brings_from_the_configuration(bool optimised)
    {
        using var solution = Case("""
            public sealed class Watch(Db db, HttpClient http)
            {
                public async Task<int> LookAsync(IReadOnlyList<string> names)
                {
                    var lit = 0;
                    foreach (var name in names)
                    {
                        lit += await db.Beacons.CountAsync(b => b.Name == name); // warning IC3101
                        lit += (await http.GetStringAsync("/beacons/" + name)).Length; // warning IC3102
                    }

                    return lit;
                }
            }
            public sealed class WatchController(Watch watch, Microsoft.Extensions.Options.IOptions<BeaconOptions> options) : ControllerBase
            {
                [HttpGet("/lit")] public Task<int> Lit() => watch.LookAsync(options.Value.Names);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_list_of_what_is_configured_for_one_caller_and_asked_for_by_another_is_any_list(bool optimised)
    {
        using var solution = Case("""
            public sealed class Watch(Db db)
            {
                public async Task<int> LookAsync(IReadOnlyList<string> names)
                {
                    var lit = 0;
                    foreach (var name in names)
                    {
                        lit += await db.Beacons.CountAsync(b => b.Name == name); // error IC3101
                    }

                    return lit;
                }
            }
            public sealed class WatchController(Watch watch, Microsoft.Extensions.Options.IOptions<BeaconOptions> options) : ControllerBase
            {
                [HttpGet("/lit")] public Task<int> Lit() => watch.LookAsync(options.Value.Names);
                [HttpGet("/some")] public Task<int> Some(List<string> names) => watch.LookAsync(names);
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_list_of_a_settings_type_that_is_handed_around(bool optimised)
    {
        using var solution = Case("""
            public static class Binding
            {
                public static void Add(IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration configuration)
                {
                    var options = new BeaconOptions();
                    Microsoft.Extensions.Configuration.ConfigurationBinder.Bind(configuration, options);
                    services.AddSingleton(options);
                }
            }
            public sealed class HarbourController(Db db, BeaconOptions options) : ControllerBase
            {
                [HttpPut("/ports")] public async Task Light()
                {
                    foreach (var port in options.Shore.Ports)
                    {
                        (await db.Beacons.FirstAsync(b => b.Name == port)).Name = port + "!"; // warning IC3101
                        await db.SaveChangesAsync(); // warning IC1101
                    }
                }
            }
            """, optimised);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_list_that_a_field_keeps_of_it(bool optimised)
    {
        using var solution = Case("""
            public sealed class BuoyController : ControllerBase
            {
                private readonly HttpClient _http;
                private readonly List<string> _names;

                public BuoyController(HttpClient http, Microsoft.Extensions.Options.IOptions<BeaconOptions> options)
                {
                    _http = http;
                    _names = options.Value.Names;
                }

                [HttpGet("/buoys")] public async Task<string[]> Get() =>
                    await Task.WhenAll(_names.Select(name => _http.GetStringAsync("/buoys/" + name))); // warning IC3102
            }
            """, optimised);

        solution.Verify();
    }
}
