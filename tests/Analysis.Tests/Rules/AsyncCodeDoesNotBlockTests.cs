namespace IntentContracts.Analysis.Tests.Rules;

public sealed class AsyncCodeDoesNotBlockTests
{
    private const string Store = """
        namespace Shop;
        public sealed class BlobStore
        {
            public string Load(string name) => File.ReadAllText(name); // error IC3001
        }
        public sealed class UploadService(BlobStore store)
        {
            public async Task<string> SaveAsync(string name)
            {
                await Task.Yield();
                return store.Load(name);
            }
        }
        public sealed class UploadController(UploadService service) : ControllerBase
        {
            [HttpPost("/upload")] public Task<string> Post(string name) => service.SaveAsync(name);
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_read_two_calls_below_an_action(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Api", Store);

        var message = Assert.Single(solution.Verify().Diagnostics).Message;

        Assert.Equal(
            "BlobStore.Load blocks on File.ReadAllText in an async flow · POST /upload → UploadController.Post → UploadService.SaveAsync → BlobStore.Load · await File.ReadAllTextAsync, or declare [Blocking(\"why\")]",
            message);
    }

    [Fact]
    public void Only_what_an_entry_point_comes_to_is_reported()
    {
        const string Service = """
            namespace Shop;
            public sealed class Reports
            {
                public async Task RunAsync() { await Task.Yield(); Thread.Sleep(1); }
            }
            """;
        using var critical = new RuleCase().Add("Api", Service);
        using var all = new RuleCase { Scope = CheckScope.All }.Add("Api", Service.Replace("Sleep(1); }", "Sleep(1); } // warning IC3001", StringComparison.Ordinal));

        critical.Verify();
        var message = Assert.Single(all.Verify().Diagnostics).Message;
        Assert.Equal("Reports.RunAsync blocks on Thread.Sleep in an async flow · Reports.RunAsync · await Task.Delay, or declare [Blocking(\"why\")]", message);
    }

    [Fact]
    public void The_task_that_is_waited_for_is_named()
    {
        using var solution = new RuleCase().Add("Api", """
            public sealed class PriceController(HttpClient http) : ControllerBase
            {
                [HttpGet("/price")] public async Task<string> Get()
                {
                    await Task.Yield();
                    return http.GetStringAsync("/p").GetAwaiter().GetResult(); // error IC3001
                }
            }
            """);

        Assert.StartsWith("PriceController.Get blocks on GetAwaiter().GetResult() of HttpClient.GetStringAsync in an async flow", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SetPrice", "PriceCache.SetPriceAsync")]
    [InlineData("SetAll", "PriceCache.SetAllAsync")]
    public void A_pattern_of_a_catalogue_names_the_sibling_of_the_member_that_is_called(string member, string sibling)
    {
        using var solution = new RuleCase { Catalogue = "Shop.PriceCache::Set* -> blocks PriceCache.*Async" }.Add("Api", $$"""
            namespace Shop;
            public sealed class PriceCache { public void SetPrice() { } public void SetAll() { } }
            public sealed class PriceController(PriceCache cache) : ControllerBase
            {
                [HttpPut("/price")] public async Task Put()
                {
                    await Task.Yield();
                    cache.{{member}}(); // error IC3001
                }
            }
            """);

        Assert.EndsWith($"await {sibling}, or declare [Blocking(\"why\")]", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stream body", "body.Read(new byte[1], 0, 1); // warning IC3001")]
    [InlineData("IQueryable<int> rows", "rows.ToList(); // warning IC3001")]
    [InlineData("IVault vault", "vault.Open(); // warning IC3001")]
    public void What_may_wait_is_possible(string parameter, string statement)
    {
        using var solution = new RuleCase().Add("Api", $$"""
            public interface IVault { void Open(); Task OpenAsync(); }
            public sealed class VaultController : ControllerBase
            {
                [HttpPost("/open")] public async Task Post({{parameter}})
                {
                    await Task.Yield();
                    {{statement}}
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_synchronous_action_may_wait_for_a_file_but_not_for_a_task()
    {
        using var solution = new RuleCase().Add("Api", """
            public sealed class OldController(HttpClient http) : ControllerBase
            {
                [HttpGet("/file")] public string FromFile() => System.IO.File.ReadAllText("a.txt");
                [HttpGet("/web")] public string FromWeb() => http.GetStringAsync("/a").Result; // warning IC3001
            }
            """);

        Assert.Contains("while it serves a request", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_up_code_may_block_and_handlers_may_not()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Api", """
            var builder = WebApplication.CreateBuilder(args);
            var motd = File.ReadAllText("motd.txt");
            builder.Services.AddSingleton(_ => File.ReadAllText("key.pem"));
            var app = builder.Build();
            await Seed.PrepareAsync();
            await app.WarmUpAsync();
            app.MapGet("/motd", async () =>
            {
                await Task.Yield();
                return motd + File.ReadAllText("more.txt"); // error IC3001
            });
            app.Use(async (context, next) =>
            {
                Thread.Sleep(1); // error IC3001
                await next(context);
            });
            await app.RunAsync();

            public static class Seed
            {
                public static async Task PrepareAsync() { await Task.Yield(); Thread.Sleep(10); }
                public static async Task WarmUpAsync(this WebApplication app) { await Task.Yield(); Thread.Sleep(10); }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_up_code_may_block_where_Main_runs_the_host_in_a_try(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All }.Add("Api", """
            public class Program
            {
                protected Program() { }

                public static async Task Main(string[] args)
                {
                    Settings.Prepare("settings.json");
                    try
                    {
                        var host = Host.CreateDefaultBuilder(args).Build();
                        await Settings.MoveAsync();
                        await host.RunAsync();
                    }
                    finally
                    {
                        await Console.Out.FlushAsync();
                    }
                }
            }

            internal static class Settings
            {
                public static void Prepare(string path) => File.WriteAllText(path, File.ReadAllText(path + ".old"));
                public static async Task MoveAsync() { await Task.Yield(); Thread.Sleep(10); }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v8.0", "")]
    [InlineData(".NETFramework,Version=v4.8", "")]
    [InlineData(".NETCoreApp,Version=v10.0", "// warning IC3001")]
    public void What_the_target_framework_does_not_have_is_no_advice(string framework, string expected)
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Api", $$"""
            [assembly: System.Runtime.Versioning.TargetFramework("{{framework}}")]
            public sealed class Backups
            {
                public async Task PackAsync(string folder)
                {
                    await Task.Yield();
                    System.IO.Compression.ZipFile.CreateFromDirectory(folder, folder + ".zip"); {{expected}}
                }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData(3, "error")]
    [InlineData(16, "warning")]
    public void Of_many_implementations_of_which_the_code_names_a_few_none_is_certain(int count, string severity)
    {
        var drivers = string.Concat(Enumerable.Range(0, count).Select(i => $"public sealed class Driver{i} : IDriver {{ public string Name => {(i == 1 ? "File.ReadAllText(\"name\")" : "\"\"")}; }}\n"));
        using var solution = new RuleCase().Add("Api", drivers.Replace("\"name\");", $"\"name\"); // {severity} IC3001", StringComparison.Ordinal).Replace("IC3001 }", "IC3001\n}", StringComparison.Ordinal) + """
            public interface IDriver { string Name { get; } }
            public sealed class DriversController(IEnumerable<IDriver> drivers) : ControllerBase
            {
                public static Type Default => typeof(Driver1);
                [HttpGet("/drivers")] public async Task<string> Get()
                {
                    await Task.Yield();
                    return drivers.First().Name;
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_member_of_the_interface_above_is_that_of_the_receivers_own_type()
    {
        using var solution = new RuleCase().Add("Api", """
            public interface IPart { string Name { get; } }
            public interface IPump : IPart;
            public interface IValve : IPart;
            public sealed class Pump : IPump { public string Name => "pump"; }
            public sealed class Valve : IValve { public string Name => File.ReadAllText("valve"); }
            public sealed class PartsController(IPump pump) : ControllerBase
            {
                public static object[] All => [new Pump(), new Valve()];
                [HttpGet("/part")] public async Task<string> Get() { await Task.Yield(); return pump.Name; }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_console_program_blocks_in_its_Main_but_not_in_what_Main_awaits()
    {
        using var solution = new RuleCase().Add("Tool", """
            Console.WriteLine(File.ReadAllText("a.txt"));
            await Import.RunAsync();

            public static class Import
            {
                public static async Task RunAsync() { await Task.Yield(); Thread.Sleep(10); } // error IC3001
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Generated_code_is_reported_where_it_is_called()
    {
        using var solution = new RuleCase().Add("Api", """
            [System.CodeDom.Compiler.GeneratedCode("tool", "1")]
            public sealed class PricesClient(HttpClient http)
            {
                public string Get() => http.GetStringAsync("/p").Result;
            }
            public sealed class PriceController(PricesClient prices) : ControllerBase
            {
                [HttpGet("/price")] public async Task<string> Get()
                {
                    await Task.Yield();
                    return prices.Get(); // error IC3001
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Two_calls_of_one_member_are_two_findings()
    {
        using var solution = new RuleCase().Add("Api", """
            public sealed class NoteController : ControllerBase
            {
                [HttpPost("/note")] public async Task Post(string a)
                {
                    await Task.Yield();
                    System.IO.File.ReadAllText(a); // error IC3001
                    System.IO.File.ReadAllText(a + a); // error IC3001
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_catalogue_of_the_user_adds_what_blocks()
    {
        using var solution = new RuleCase { Catalogue = "Legacy.Bus::Ask -> blocks Bus.AskAsync" }
            .Add("Legacy", """
                namespace Legacy;
                public static class Bus { public static string Ask(string q) => q; }
                """)
            .Add("Api", """
                public sealed class AskController : ControllerBase
                {
                    [HttpGet("/ask")] public async Task<string> Get()
                    {
                        await Task.Yield();
                        return Legacy.Bus.Ask("?"); // error IC3001
                    }
                }
                """);

        Assert.EndsWith("await Bus.AskAsync, or declare [Blocking(\"why\")]", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
