using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>Tests that compare a parameter with a constant: how often a method tries that calls itself follows from them.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("void M(int n) { if (n < 3) Take(); }", "Less", 3)]
    [InlineData("void M(int n) { if (n >= 1) Take(); }", "GreaterOrEqual", 1)]
    [InlineData("async Task M(int n) { await X(); if (n > 2) Take(); }", "Greater", 2)]
    [InlineData("async Task M(int n) { try { await X(); } catch (Exception) when (n <= 4) { Take(); } }", "LessOrEqual", 4)]
    public void A_parameter_is_compared_with_a_constant(string member, string comparison, int against)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var test = Assert.Single(Tests(how, member));

            // A compiler may ask the opposite, and jump the other way.
            var asked = Enum.Parse<Comparison>(comparison);
            Assert.Contains(test.Compares, new[] { asked, Opposite(asked) });
            Assert.Equal(against, test.Against);
        }
    }

    [Theory]
    [InlineData("void M(int n) { if (n == 0) Take(); }")]
    [InlineData("void M(bool n) { if (n) Take(); }")]
    [InlineData("void M(string n) { if (n != null) Take(); }")]
    public void A_parameter_that_is_asked_for_a_value_is_the_test_itself(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            Assert.Equal(Comparison.None, Assert.Single(Tests(how, member)).Compares);
        }
    }

    [Theory]
    [InlineData("void M(object n) { if (n is string) Take(); }", "System.String")]
    [InlineData("void M(object n) { if (n is not int m) Take(); }", "System.Int32")]
    [InlineData("void M(object n) { if (n as IDisposable is { } m) Take(); }", "System.IDisposable")]
    [InlineData("void M(object n) { if (n is not null) Take(); }", "")]
    public void A_parameter_that_is_asked_for_its_type_is_a_test_of_that(string member, string type)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            Assert.Equal(type, Assert.Single(Tests(how, member)).OfType);
        }
    }

    private static IEnumerable<BlockFact> Tests(CompileAs how, string member) => Compiled.Assembly(how, "Snippet", $$"""
        public class C
        {
            static Task X() => Task.CompletedTask; static void Take() { }
            public {{member}}
        }
        """).Facts().Methods.Single(m => m.Name == "M").Body.Blocks.Where(b => b.Tested == new ValueFact(ValueKind.Parameter, "0"));

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.GreaterOrEqual,
        Comparison.GreaterOrEqual => Comparison.Less,
        Comparison.Greater => Comparison.LessOrEqual,
        _ => Comparison.Greater,
    };
}
