using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>What a handler stores is behind the try one of two values, also where the other one is only the default, and the local lives in a state machine.</summary>
public sealed class StoredInHandlerTests
{
    [Theory]
    [InlineData("async Task M() { string? s = null; try { await X(); } catch (IOException) { s = Text(); } await X(); Take(s); }")]
    [InlineData("async Task M() { var s = \"\"; try { await X(); } catch (IOException) { s = Text(); } await X(); Take(s); }")]
    [InlineData("void M() { string? s = null; try { Text(); } catch (IOException) { s = Text(); } Take(s); }")]
    public void Behind_the_handler_it_is_not_sure(string member)
    {
        foreach (var method in Methods(member))
        {
            Assert.DoesNotContain(method.Sites.Single(s => s.Target.Name == "Take").Arguments, a => a.Kind == ValueKind.Result);
            Assert.Contains(method.Body.Steps, s => s.Kind == StepKind.LocalWrite && s.Value.Kind == ValueKind.Result && method.Body.Regions[0].Handler.Contains(s.Block));
        }
    }

    [Theory]
    [InlineData("async Task M() { string? s = null; try { await X(); } catch (IOException) { s = Text(); Take(s); } await X(); Console.WriteLine(s); }")]
    [InlineData("void M() { string? s = null; try { X(); } catch (IOException) { s = Text(); Take(s); } Console.WriteLine(s); }")]
    public void Within_the_handler_it_is(string member)
    {
        foreach (var method in Methods(member))
        {
            Assert.Equal(ValueKind.Result, method.Sites.Single(s => s.Target.Name == "Take").Arguments.Single().Kind);
        }
    }

    /// <summary>An optimised build stores what was awaited at once, a debug build through a field of the machine.</summary>
    [Fact]
    public void What_is_awaited_is_stored_in_every_build()
    {
        foreach (var method in Methods("async Task<string?> M() { var s = Text(); var n = 0; while (s is null && n++ < 3) { s = await Y(); } return s; }"))
        {
            Assert.Contains(method.Body.Steps, s => s.Kind == StepKind.LocalWrite && s.Value.Kind == ValueKind.Result);
        }
    }

    /// <summary>Without a loop and a handler as well: what a test asks for.</summary>
    [Fact]
    public void What_is_tested_is_stored_in_every_body()
    {
        foreach (var method in Methods("async Task M(string word) { string? why = null; if (word == \"\") { why = \"none\"; } else if (word == \"x\") { why = \"one\"; } else { await X(); } if (why is not null) { Take(Text()); } await X(); }"))
        {
            Assert.Equal([ValueKind.Null, ValueKind.Text, ValueKind.Text], method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite).Take(3).Select(s => s.Value.Kind)); // a state machine clears what it kept
        }
    }

    private static IEnumerable<MethodFact> Methods(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            yield return Compiled.Assembly(how, "Snippet", $$"""
                public class C
                {
                    static Task X() => Task.CompletedTask; static Task<string?> Y() => null!; static string Text() => ""; static void Take(string? s) { }
                    public {{member}}
                }
                """).Facts().Methods.Single(m => m.Name == "M");
        }
    }
}
