using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>A debug build keeps the outcome of <c>&amp;&amp;</c> in a local: what is known behind the test is the same.</summary>
public sealed class KnownOutcomeTests
{
    [Theory]
    [InlineData("if (a && Is()) Take();", true)]
    [InlineData("if (Is() && F()) Take();", true)]
    [InlineData("if (a && Is() && F()) Take();", true)]
    [InlineData("if (o?.Is == true) Take();", true)]
    [InlineData("if (a || Is()) Take();", false)]
    [InlineData("if (!a && !Is()) Take();", false)]
    public void What_is_tested_together_is_known(string body, bool isKnown)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Compiled.Assembly(how, "Snippet", $$"""
                public class O { public virtual bool Is => true; }
                public class C
                {
                    static bool Is() => true; static bool F() => true; static void Take() { }
                    public static void M(bool a, O o) { {{body}} }
                }
                """).Facts().Methods.Single(m => m.Name == "M");
            var asked = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name is "Is" or "get_Is").i;
            var taken = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == "Take").i;

            var known = new ControlFlow(method).Known(method.Body.BlockOfSite[taken]);

            Assert.Equal(isKnown, known.Contains((new ValueFact(ValueKind.Result, $"{asked}"), true)));
        }
    }
}
