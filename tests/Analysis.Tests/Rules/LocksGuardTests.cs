namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1007: declared locks are reported at the attribute, others at the lock, and what is not given back where it is taken, with the return or throw that leaves with it.</summary>
public sealed class LocksGuardTests
{
    [Fact]
    public void A_declared_lock_exists_is_readonly_and_fits()
    {
        using var solution = new RuleCase { Guards = "Off" }.Add("App", """
            public sealed class State
            {
                private readonly object _gate = new();
                private object _soft = new();
                private readonly int _number = 1;

                [GuardedBy("_gat")] // error IC1007
                private int _a;

                [GuardedBy(nameof(_soft))] // error IC1007
                private int _b;

                [GuardedBy(nameof(_number))] // error IC1007
                private int _c;

                [GuardedBy(nameof(_gate))] // error IC1007
                private static int _d;

                public int Sum() { lock (_gate) { lock (_soft) { return _a + _b + _c + _d + _number; } } } // warning IC1001
            }
            public sealed class StateController(State state) : ControllerBase { [HttpGet("/")] public int Get() => state.Sum(); }
            """);

        var result = solution.Run();

        var messages = result.Diagnostics.Where(d => d.RuleId == "IC1007").Select(d => (d.Severity, Line: d.Message.Split(" · ")[0])).ToList();
        Assert.Equal(4, messages.Count);
        Assert.All(messages, m => Assert.Equal(DiagnosticSeverity.Error, m.Severity));
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("_a is guarded by _gat, which is no field of State", StringComparison.Ordinal) && d.Message.EndsWith("did you mean nameof(_gate)?", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Line == "_soft, which guards _b, is not readonly: after an assignment two threads hold two locks");
        Assert.Contains(messages, m => m.Line == "_number, which guards _c, is of type Int32, which cannot be locked");
        Assert.Contains(messages, m => m.Line == "_d is static and _gate is not: every object has a lock of its own, and all share the state");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_return_keeps_the_lock_for_certain_and_an_exception_perhaps(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("App", """
            public sealed class Slots
            {
                private readonly object _gate = new();
                private readonly SemaphoreSlim _slots = new(4);
                public void Return(bool early)
                {
                    Monitor.Enter(_gate); // error IC1007
                    if (early)
                    {
                        return;
                    }

                    Monitor.Exit(_gate);
                }

                public async Task ReturnLate(bool early)
                {
                    await _slots.WaitAsync(); // error IC1007
                    if (early)
                    {
                        return;
                    }

                    _slots.Release();
                }

                public async Task Throw(Func<Task> work)
                {
                    await _slots.WaitAsync(); // warning IC1007
                    await work();
                    _slots.Release();
                }
            }
            public sealed class SlotsController(Slots slots) : ControllerBase
            {
                [HttpGet("/a")] public void A() => slots.Return(true);
                [HttpGet("/b")] public Task B() => slots.Throw(() => Task.CompletedTask);
                [HttpGet("/c")] public Task C() => slots.ReturnLate(true);
            }
            """);

        var result = solution.Verify();

        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith("Slots.Return can return without giving _gate back", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Single(result.Files, f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text.Split("leaves with ").Length - 1);
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith("Slots.Throw keeps _slots for ever when Func.Invoke throws", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lock_that_is_replaced_is_told_once_with_all_who_take_it()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Only = ["IC1007"] }.Add("App", """
            public sealed class Samples
            {
                private Queue<int> _kept = new();

                public void Keep(int sample)
                {
                    lock (_kept) // warning IC1007
                    {
                        _kept.Enqueue(sample);
                    }
                }

                public Queue<int> Drain()
                {
                    lock (_kept)
                    {
                        var drained = _kept;
                        _kept = new();
                        return drained;
                    }
                }
            }
            """);

        var report = Assert.Single(solution.Verify().Files, f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text;
        Assert.Contains("and is locked here", report, StringComparison.Ordinal);
        Assert.Equal(2, report.Split("is assigned here").Length - 1);
    }
}
