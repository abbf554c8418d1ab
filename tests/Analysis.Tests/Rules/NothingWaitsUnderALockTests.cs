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
}
