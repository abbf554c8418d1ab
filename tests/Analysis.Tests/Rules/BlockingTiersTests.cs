namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC3001: which waits are certain, and which are known to be short, or to be waited for by nobody.</summary>
public sealed class BlockingTiersTests
{
    [Fact]
    public void A_semaphore_that_only_guards_memory_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3001"] }.Add("Api", """
                public sealed class Alerts
                {
                    private readonly SemaphoreSlim _gate = new(1, 1);
                    private readonly List<string> _all = new();

                    public void Add(string alert)
                    {
                        _gate.Wait(); // warning IC3001
                        try { _all.Add(Tidy(alert)); } finally { _gate.Release(); }
                    }

                    private static string Tidy(string alert) => alert.Trim();
                }
                public sealed class Throttle(HttpClient http)
                {
                    private readonly SemaphoreSlim _gate = new(4, 4);

                    public async Task<string> GetAsync(string url)
                    {
                        _gate.Wait(); // error IC3001
                        try { return await http.GetStringAsync(url); } finally { _gate.Release(); }
                    }
                }
                public sealed class Files
                {
                    private readonly SemaphoreSlim _gate = new(1, 1);

                    public string Read(string path)
                    {
                        _gate.Wait(); // error IC3001
                        try { return Text(path); } finally { _gate.Release(); }
                    }

                    private static string Text(string path) => File.ReadAllText(path); // error IC3001
                }
                public sealed class Shared
                {
                    private readonly SemaphoreSlim _gate = new(1, 1);
                    private int _count;

                    public int Count() { _gate.Wait(); try { return _count; } finally { _gate.Release(); } } // error IC3001

                    public async Task SlowAsync() { await _gate.WaitAsync(); try { await Task.Delay(1000); _count++; } finally { _gate.Release(); } }
                }
                public sealed class AlertsController(Alerts alerts, Throttle throttle, Files files, Shared shared) : ControllerBase
                {
                    [HttpPost("/alerts")] public async Task<string> Post(string alert)
                    {
                        await Task.Yield();
                        alerts.Add(alert);
                        await shared.SlowAsync();
                        return await throttle.GetAsync(alert) + files.Read(alert) + shared.Count();
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void What_a_service_does_once_when_it_starts_is_possible()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Only = ["IC3001"] }.Add("Api", """
            public sealed class Seeds
            {
                public string Once(string path) => File.ReadAllText(path); // warning IC3001

                public string Often(string path) => File.ReadAllText(path); // error IC3001
            }
            public sealed class Seeder(Seeds seeds) : IHostedService
            {
                public async Task StartAsync(CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    seeds.Once("a");
                    seeds.Often("b");
                    _ = LoopAsync(cancellationToken);
                }

                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                private async Task LoopAsync(CancellationToken cancellationToken)
                {
                    while (!cancellationToken.IsCancellationRequested)
                    {
                        File.ReadAllText("c"); // error IC3001
                        await Task.Delay(1000, cancellationToken);
                    }
                }
            }
            public sealed class SeedsController(Seeds seeds) : ControllerBase
            {
                [HttpGet("/seeds")] public async Task<string> Get() { await Task.Yield(); return seeds.Often("d"); }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("new MemoryStream()", "warning")]
    [InlineData("System.IO.File.Create(\"portrait\")", "error")]
    public void A_file_of_a_form_that_is_copied_to_memory_is_possible(string target, string expected)
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", $$"""
            public sealed class PortraitsController : ControllerBase
            {
                [HttpPost("/portraits")] public async Task<long> Post(Microsoft.AspNetCore.Http.IFormFile file)
                {
                    await Task.Yield();
                    using var target = {{target}};
                    file.CopyTo(target); // {{expected}} IC3001
                    return target.Length;
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_file_of_one_value_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3001"] }.Add("Api", """
                public sealed class SecretsController : ControllerBase
                {
                    [HttpGet("/secrets")] public async Task<int> Get(string path)
                    {
                        await Task.Yield();
                        var key = System.IO.File.ReadAllText(path).Trim(); // warning IC3001
                        var text = System.IO.File.ReadAllText(path); // error IC3001
                        return key.Length + text.Trim().Length + text.Length;
                    }
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void What_a_container_makes_for_a_request_is_possible()
    {
        foreach (var optimised in new[] { false, true })
        {
            using var solution = new RuleCase { Optimised = optimised, Only = ["IC3001"] }.Add("Api", """
                public sealed class Rights
                {
                    public Rights(HttpClient http) => All = http.GetStringAsync("/rights").Result; // warning IC3001
                    public string All { get; }
                }
                public sealed class Roles
                {
                    public Roles(HttpClient http) => All = http.GetStringAsync("/roles").Result;
                    public string All { get; }
                }
                public static class Program
                {
                    public static void Main(string[] args)
                    {
                        var builder = WebApplication.CreateBuilder(args);
                        builder.Services.AddScoped<Rights>();
                        builder.Services.AddSingleton<Roles>();
                        builder.Build().Run();
                    }
                }
                public sealed class RightsController(Rights rights, Roles roles) : ControllerBase
                {
                    [HttpGet("/rights")] public string Get() => rights.All + roles.All;
                }
                """);

            solution.Verify();
        }
    }

    [Fact]
    public void A_reader_that_fetches_what_nobody_calls_an_address_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", """
            public sealed record Feed(string FeedUrl, string Source);
            public sealed class FeedsController : ControllerBase
            {
                [HttpPost("/feeds")]
                public async Task<int> Read(Feed feed)
                {
                    await Task.Delay(10);
                    using var fetched = System.Xml.XmlReader.Create(feed.FeedUrl); // error IC3001
                    using var shown = System.Xml.XmlReader.Create("https://feeds.example/all.xml"); // error IC3001
                    using var unclear = System.Xml.XmlReader.Create(feed.Source); // warning IC3001
                    using var file = System.Xml.XmlReader.Create(System.IO.Path.Combine("feeds", feed.Source));
                    return fetched.Depth + shown.Depth + unclear.Depth + file.Depth;
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>Awaiting a sibling would not give the thread back, either: so the message does not tell to.</summary>
    [Fact]
    public void What_asks_an_embedded_database_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC3001"] }.Add("Api", """
            using Dapper;
            using Microsoft.Data.Sqlite;
            using System.Data.Common;
            public sealed class Shelf(string path)
            {
                private SqliteConnection? _rows;
                public SqliteConnection Rows => _rows ??= new SqliteConnection(path);
            }
            public sealed class ShelvesController(Shelf shelf, DbConnection any) : ControllerBase
            {
                [HttpGet("/shelves")]
                public async Task<int> Count()
                {
                    await Task.Delay(10);
                    using var transaction = shelf.Rows.BeginTransaction(); // warning IC3001
                    using var command = shelf.Rows.CreateCommand();
                    command.ExecuteNonQuery(); // warning IC3001
                    using var several = shelf.Rows.QueryMultiple("SELECT 1; SELECT 2"); // warning IC3001
                    var first = several.ReadFirst<int>(); // warning IC3001
                    transaction.Commit(); // warning IC3001
                    return first + shelf.Rows.ExecuteScalar<int>("SELECT 3"); // warning IC3001
                }

                [HttpGet("/shelves/any")]
                public async Task<int> CountAny()
                {
                    await Task.Delay(10);
                    return any.ExecuteScalar<int>("SELECT 3"); // error IC3001
                }
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();
        Assert.Contains(messages, m => m.Contains("SQLite has no asynchronous sibling that would wait elsewhere"));
        Assert.DoesNotContain(messages, m => m.Contains("await DbConnection.BeginTransactionAsync"));
    }
}
