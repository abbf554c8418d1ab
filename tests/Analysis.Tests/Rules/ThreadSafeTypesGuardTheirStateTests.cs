namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC1006: one finding a field, at its first unguarded change, or where others may change it.</summary>
public sealed class ThreadSafeTypesGuardTheirStateTests
{
    [Fact]
    public void A_field_is_one_finding_and_a_refusal_on_it_none()
    {
        using var solution = new RuleCase().Add("App", """
            [ThreadSafe]
            public sealed class Totals
            {
                private readonly List<int> _all = [];
                private int _sum;
                [NotThreadSafe("only a metric, and wrong by a few is right enough")] private int _calls;
                public void Add(int value)
                {
                    _calls++;
                    _all.Add(value); // error IC1006
                    _sum += value; // error IC1006
                }

                public void Clear()
                {
                    _all.Clear();
                    _sum = 0;
                }
            }
            public sealed class TotalsController(Totals totals) : ControllerBase
            {
                [HttpGet("/add")] public void Add() => totals.Add(1);
                [HttpGet("/clear")] public void Clear() => totals.Clear();
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_public_setter_is_reported_where_it_stands()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Guards = "Off" }.Add("App", """
            [ThreadSafe]
            public sealed class Options
            {
                public string Name { get; set; } = ""; // warning IC1006
                public string Fixed { get; init; } = "";
                public string Own { get; private set; } = "";
            }
            """);

        solution.Verify();
    }
}
