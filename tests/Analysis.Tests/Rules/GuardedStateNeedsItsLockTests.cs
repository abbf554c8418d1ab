using Microsoft.CodeAnalysis;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1001 for what is declared: tiers, the path on which the lock is missing, and what the message says.</summary>
public sealed class GuardedStateNeedsItsLockTests
{
    private const string Counter = """
        public sealed class Counter
        {
            private readonly object _gate = new();
            [GuardedBy(nameof(_gate))] private int _value;
            public void Add() { lock (_gate) { Grow(); } }
            public void Force() => Grow();
            private void Grow() => _value++; // error IC1001
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_path_leads_over_the_caller_that_does_not_hold_the_lock(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("App", Counter + """

            public sealed class CounterController(Counter counter) : ControllerBase
            {
                [HttpPost("/a")] public void Add() => counter.Add();
                [HttpPost("/f")] public void Force() => counter.Force();
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Equal(
            "Counter.Grow writes _value without _gate, which guards it · POST /f → CounterController.Force → Counter.Force → Counter.Grow → _value · take _gate here, or declare [GuardedBy(\"_gate\")] on the method and take it in the callers",
            finding.Message);
    }

    [Fact]
    public void What_no_entry_point_comes_to_is_not_reported_on_critical_paths()
    {
        using var solution = new RuleCase().Add("App", """
            public sealed class Counter
            {
                private readonly object _gate = new();
                [GuardedBy(nameof(_gate))] private int _value;
                public int Get() => _value;
            }
            public sealed class HomeController : ControllerBase { [HttpGet("/")] public string Get() => ""; }
            """);

        solution.Verify();
    }

    [Fact]
    public void With_everything_in_scope_a_certain_finding_is_a_warning()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", Counter.Replace("// error", "// warning", StringComparison.Ordinal));

        solution.Verify();
    }

    [Fact]
    public void A_lock_for_reading_is_told_from_no_lock()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", """
            public sealed class Table
            {
                private readonly ReaderWriterLockSlim _lock = new();
                [GuardedBy(nameof(_lock))] private int _rows;
                public void Add()
                {
                    _lock.EnterReadLock();
                    try
                    {
                        _rows++; // warning IC1001
                    }
                    finally
                    {
                        _lock.ExitReadLock();
                    }
                }
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Contains("while it holds _lock for reading only", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guarded_method_is_called_with_the_lock_from_another_assembly_too()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }
            .Add("Lib", """
                public sealed class Store
                {
                    public readonly object Gate = new();
                    [GuardedBy(nameof(Gate))] public void Clear() => Console.Write("");
                }
                """)
            .Add("App", """
                public sealed class User(Store store)
                {
                    public void Good() { lock (store.Gate) { store.Clear(); } }
                    public void Bad() => store.Clear(); // warning IC1001
                }
                """);

        solution.Verify();
    }
}
