namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1002: tiers, and the way from the lock to the wait.</summary>
public sealed class NothingWaitsUnderALockTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_path_leads_from_the_lock_to_the_wait(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("App", """
            public sealed class Prices(HttpClient http)
            {
                private readonly object _gate = new();
                private string _last = "";
                public void Refresh()
                {
                    lock (_gate)
                    {
                        Load();
                    }
                }

                private void Load() => _last = http.GetStringAsync("/").Result; // error IC1002 // warning IC3001
            }
            public sealed class PricesController(Prices prices) : ControllerBase
            {
                [HttpPost("/refresh")] public void Refresh() => prices.Refresh();
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics, d => d.RuleId == "IC1002");

        Assert.Equal(
            "Prices.Refresh waits for Task.Result while it holds _gate · POST /refresh → PricesController.Refresh → Prices.Refresh → Prices.Load → Task.Result · wait before or after the lock, or guard with a SemaphoreSlim and await",
            finding.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_parameter_of_a_primary_constructor_is_called_as_the_source_calls_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC1002"] }.Add("App", """
            public sealed class Prices(HttpClient http, object doorstep)
            {
                public string Last { get; private set; } = "";
                public void Refresh()
                {
                    lock (doorstep)
                    {
                        Last = http.GetStringAsync("/").Result; // error IC1002
                    }
                }
            }
            public sealed class PricesController(Prices prices) : ControllerBase
            {
                [HttpPost("/refresh")] public void Refresh() => prices.Refresh();
            }
            """);

        Assert.StartsWith("Prices.Refresh waits for Task.Result while it holds doorstep ", Assert.Single(solution.Verify().Diagnostics, d => d.RuleId == "IC1002").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_under_a_lock_is_possible_only()
    {
        using var solution = new RuleCase().Add("App", """
            public sealed class AuditLog
            {
                private readonly object _gate = new();
                public void Write(string line)
                {
                    lock (_gate)
                    {
                        File.AppendAllText("audit", line); // warning IC1002
                    }
                }
            }
            public sealed class AuditController(AuditLog log) : ControllerBase
            {
                [HttpGet("/audit")] public void Write() => log.Write("x");
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void An_await_that_keeps_a_monitor_is_certain()
    {
        using var solution = new RuleCase().Add("App", """
            public sealed class SlowController : ControllerBase
            {
                private static readonly object Gate = new();
                [HttpGet("/slow")] public async Task Get(Task task)
                {
                    Monitor.Enter(Gate);
                    try
                    {
                        await task; // error IC1002
                    }
                    finally
                    {
                        Monitor.Exit(Gate);
                    }
                }
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Contains("awaits while it holds Gate, which belongs to the thread that took it", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_class_asks_only_while_it_does_not_know_is_possible()
    {
        using var solution = new RuleCase { Only = ["IC1002"] }.Add("App", """
            public sealed class Fee { public int Id { get; set; } public decimal Amount { get; set; } }
            public sealed class Db : DbContext { public DbSet<Fee> Fees => Set<Fee>(); }
            public sealed class Fees(Db db)
            {
                private readonly System.Collections.Concurrent.ConcurrentDictionary<int, Fee> _known = new();
                public Fee Of(int id)
                {
                    if (_known.ContainsKey(id)) { return _known[id]; }
                    var fee = db.Fees.First(f => f.Id == id);
                    _known[id] = fee;
                    return fee;
                }
                public Fee Fresh(int id) => db.Fees.First(f => f.Id == id);
            }
            public sealed class Tills(Fees fees, Db db)
            {
                private readonly object _gate = new();
                private readonly Dictionary<int, Fee> _own = new();
                private decimal _sum;
                public void Known(int id) { lock (_gate) { _sum += fees.Of(id).Amount; } } // warning IC1002
                public void Fresh(int id) { lock (_gate) { _sum += fees.Fresh(id).Amount; } } // error IC1002
                public void Own(int id) { lock (_gate) { if (!_own.TryGetValue(id, out var fee)) { _own[id] = fee = db.Fees.Single(f => f.Id == id); } _sum += fee.Amount; } } // error IC1002
            }
            public sealed class TillController(Tills tills) : ControllerBase
            {
                [HttpPost("/till")] public void Post(int id) { tills.Known(id); tills.Fresh(id); tills.Own(id); }
            }
            """);

        solution.Verify();
    }

    [Theory]
    [InlineData("o => o.UseInMemoryDatabase(\"board\")", "", "warning")]
    [InlineData("o => o.UseNpgsql(\"Host=board\")", "", "error")]
    [InlineData("o => o.UseInMemoryDatabase(\"board\")", "services.AddDbContext<BoardDb>(o => o.UseNpgsql(\"Host=board\"));", "error")]
    public void A_database_in_memory_is_possible(string options, string other, string expected)
    {
        using var solution = new RuleCase { Only = ["IC1002"] }.Add("App", $$"""
            namespace Microsoft.EntityFrameworkCore
            {
                public static class InMemoryDbContextOptionsExtensions { public static DbContextOptionsBuilder UseInMemoryDatabase(this DbContextOptionsBuilder options, string name) => options; }
            }
            namespace App
            {
                public sealed class Pin { public int Id { get; set; } }
                public sealed class BoardDb(DbContextOptions<BoardDb> options) : DbContext(options) { public DbSet<Pin> Pins => Set<Pin>(); }
                public static class Setup { public static void Add(IServiceCollection services) { services.AddDbContext<BoardDb>({{options}}); {{other}} } }
                public sealed class Board(BoardDb db)
                {
                    private readonly object _gate = new();
                    public void Fill(List<Pin> pins)
                    {
                        lock (_gate)
                        {
                            db.Pins.AddRange(pins);
                            db.SaveChanges(); // {{expected}} IC1002
                        }
                    }
                }
                public sealed class BoardController(Board board) : ControllerBase
                {
                    [HttpPost("/pins")] public void Post(List<Pin> pins) => board.Fill(pins);
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>A lock around a row that is read and written back is there so that nobody else does so in between; one around a load is not.</summary>
    [Theory]
    [InlineData("var row = db.Rows.Find(id); row!.Level++; db.SaveChanges();", "warning IC1002", "warning IC1002")]
    [InlineData("var row = db.Rows.Find(id); _last = row!.Level;", "error IC1002", "")]
    public void Rows_that_are_read_and_written_back_under_a_lock_are_possible(string body, string first, string second)
    {
        var lines = body.Split(";", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = string.Join("\n", lines.Select((line, i) => line + ";" + (i == 0 ? " // " + first : i == lines.Length - 1 && second.Length > 0 ? " // " + second : "")));
        using var solution = new RuleCase { Only = ["IC1002"] }.Add("App", $$"""
            public sealed class Row { public int Id { get; set; } public int Level { get; set; } }
            public sealed class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            public sealed class Levels(Db db)
            {
                private static readonly object _gate = new();
                private int _last;
                public int Last => _last;
                public void Raise(int id)
                {
                    lock (_gate)
                    {
                        {{text}}
                    }
                }
            }
            public sealed class LevelsController(Levels levels) : ControllerBase
            {
                [HttpPost("/raise")] public void Raise(int id) => levels.Raise(id);
            }
            """);

        solution.Verify();
    }
}
