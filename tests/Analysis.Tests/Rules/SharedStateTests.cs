namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1001 for what nobody declared: possible only, and silenced by [NotThreadSafe], which then is of use.</summary>
public sealed class SharedStateTests
{
    [Fact]
    public void A_write_without_the_lock_of_the_other_writes_is_possible()
    {
        using var solution = new RuleCase().Add("App", """
            public sealed class Stats
            {
                private readonly object _sync = new();
                private int _count;
                public void Add() { lock (_sync) { _count++; } }
                public void Reset() => _count = 0; // warning IC1001
            }
            public sealed class StatsController(Stats stats) : ControllerBase
            {
                [HttpPost("/add")] public void Add() => stats.Add();
                [HttpPost("/reset")] public void Reset() => stats.Reset();
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Equal(
            "Stats.Reset writes Stats._count without _sync, under which Stats.Add writes it · POST /reset → StatsController.Reset → Stats.Reset → Stats._count · take _sync, or declare [GuardedBy] or [NotThreadSafe(\"why\")]",
            finding.Message);
    }

    [Theory]
    [InlineData("[NotThreadSafe(\"one thread fills it before the host starts\")] ", "", "")]
    [InlineData("", "[NotThreadSafe(\"one thread fills it before the host starts\")] ", "")]
    [InlineData("", "", "[NotThreadSafe(\"one thread fills it before the host starts\")] ")]
    public void A_refusal_on_type_field_or_method_silences_it(string onType, string onField, string onMethod)
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", $$"""
            {{onType}}public sealed class Stats
            {
                private readonly object _sync = new();
                {{onField}}private int _count;
                public void Add() { lock (_sync) { _count++; } }
                {{onMethod}}public void Reset() => _count = 0;
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Two_calls_of_a_concurrent_dictionary_are_not_one()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", """
            public sealed class Made
            {
                private readonly System.Collections.Concurrent.ConcurrentDictionary<string, object> _all = new();
                public object Get(string name)
                {
                    if (!_all.TryGetValue(name, out var made))
                    {
                        _all[name] = made = new object(); // warning IC1001
                    }

                    return made;
                }
            }
            """);

        var finding = Assert.Single(solution.Verify().Diagnostics);

        Assert.Contains("one atomic call instead: GetOrAdd or AddOrUpdate", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_that_a_caller_holds_for_a_part_is_that_of_the_whole()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("App", """
            public sealed class Totals { public int Sum; }
            public sealed class Board
            {
                private readonly object _gate = new();
                private Totals _totals = new();
                public void Count(int by) { lock (_gate) { Set(by); } }
                public void Correct(int by) => Set(by);
                public void Reset() => _totals = new(); // warning IC1001
                private void Set(int by) => _totals.Sum = by; // warning IC1001
            }
            """);

        Assert.All(solution.Verify().Diagnostics, d => Assert.Contains("another caller of Board.Set", d.Message, StringComparison.Ordinal));
    }
}
