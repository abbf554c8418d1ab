using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Tests.Facts;

/// <summary>Where handlers stand and what they consist of, whatever the compiler made of them.</summary>
public sealed class HandlerTests
{
    private const string Members = """
        static bool Is; static int F() => 1; static void A() { } static void B() { } static void D() { }
        static Task X() => Task.CompletedTask; static bool Log(Exception e) => false; static void Drop(Exception e) { } static Exception? last;
        """;

    /// <summary>Each line of a catch ends in a star.</summary>
    [Theory]
    [InlineData("""
        void M()
        {
            try
            {
                A();
            }
            catch (InvalidOperationException e) // *
            {
                last = e;
            }
            catch (Exception e) when (Log(e)) // *
            {
                B();
            }
            catch // *
            {
                // nothing
            }
        }
        """)]
    [InlineData("""
        int M()
        {
            try
            {
                return F();
            }
            catch (ArgumentException e) // *
            {
                // why
                Drop(e);
                return 0;
            }
            catch (IOException e) // *
                when (Log(e))
            {
                return 1;
            }
            catch (Exception e) // *
            {
                throw e;
            }
        }
        """)]
    [InlineData("""
        void M() {
            try {
                A();
            } catch (ArgumentException e) { // *
                throw e;
            } catch { // *
                B();
            }
        }
        """)]
    [InlineData("""
        void M(Exception? kept)
        {
            for (var i = 0; i < 3; i++)
            {
                try { A(); return; }
                catch (Exception e) { kept = e; } // *
            }
            try { A(); } catch (Exception e) { Drop(e); } // *
        }
        """)]
    [InlineData("""
        async Task M()
        {
            try
            {
                await X();
            }
            catch (ArgumentException) // *
            {
                await X();
            }
            catch (IOException e) when (Log(e)) // *
            {
                await X();
                B();
            }
            catch // *
            {
                await X();
                throw;
            }
        }
        """)]
    [InlineData("""
        async Task<int> M()
        {
            try
            {
                try
                {
                    await X();
                    return 1;
                }
                catch (ArgumentException) // *
                {
                    await X();
                }
                catch (IOException) // *
                {
                    await X();
                }
                finally
                {
                    await X();
                }
            }
            catch (Exception e) // *
            {
                try
                {
                    await X();
                }
                catch (Exception inner) // *
                {
                    throw inner;
                }
                Drop(e);
            }
            return 2;
        }
        """)]
    [InlineData("""
        IEnumerable<int> M()
        {
            foreach (var x in new int[3])
            {
                try
                {
                    A();
                }
                catch (Exception e) // *
                {
                    Drop(e);
                    continue;
                }
                yield return x;
            }
        }
        """)]
    [InlineData("""
        async IAsyncEnumerable<int> M()
        {
            foreach (var x in new int[3])
            {
                try
                {
                    await X();
                }
                catch (Exception) // *
                {
                    await X();
                    continue;
                }
                yield return x;
            }
        }
        """)]
    public void The_line_of_a_catch(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var source = "public class C\n{\n" + Members + "\npublic static " + member + "\n}";
            var expected = source.Split('\n').Select((line, i) => (line, Number: i + 1)).Where(l => l.line.TrimEnd().EndsWith('*')).Select(l => l.Number);
            var method = Method(how, source);
            Assert.Equal(expected, method.Body.Regions.Where(r => r.IsCatch).Select(r => r.Span.Line).Order());
        }
    }

    [Theory]
    [InlineData("async Task M() { try { await X(); } catch (Exception) { A(); await X(); B(); } D(); }", "A B")]
    [InlineData("async Task M() { while (Is) { try { await X(); } catch (Exception) { A(); if (Is) { await X(); continue; } B(); } D(); } }", "A B")]
    [InlineData("async Task M() { try { await X(); } catch (Exception) { await X(); try { A(); } catch { B(); } } D(); }", "A B;B")]
    [InlineData("async Task M() { try { await X(); } catch (Exception) { await X(); try { A(); } catch { await X(); B(); } } D(); }", "A B;B")]
    [InlineData("async Task M() { try { await X(); } catch (Exception e) when (Log(e)) { await X(); A(); } catch (ArgumentException) { await X(); B(); } D(); }", "A;B")]
    [InlineData("async IAsyncEnumerable<int> M() { while (Is) { try { await X(); } catch (Exception) { await X(); A(); continue; } yield return 1; B(); } }", "A")]
    public void What_a_handler_consists_of(string member, string calls)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Method(how, "public class C { " + Members + " public static " + member + " }");
            var handlers = method.Body.Regions
                .Where(r => r.IsCatch)
                .Select(r => string.Join(' ', method.Sites.Where((s, i) => s.Target.Name.Length == 1 && s.Target.Name != "X" && r.Handler.Contains(method.Body.BlockOfSite[i])).Select(s => s.Target.Name)))
                .Order(StringComparer.Ordinal);
            Assert.Equal(calls, string.Join(';', handlers));
        }
    }

    [Theory]
    [InlineData("async Task M() { try { await X(); } catch (Exception) { await X(); throw; } }")]
    [InlineData("async Task M() { try { await X(); } catch { await X(); throw; } }")]
    [InlineData("async Task<int> M() { try { await X(); return 1; } catch (Exception) { await X(); throw; } finally { await X(); } }")]
    public void A_rethrow_is_a_rethrow_where_the_compiler_spells_it_out(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Method(how, "public class C { " + Members + " public static " + member + " }");
            Assert.DoesNotContain(method.Body.Steps, s => s.Kind == StepKind.Throw);
            Assert.Contains(method.Body.Steps, s => s.Kind == StepKind.Rethrow && method.Body.Regions[0].Handler.Contains(s.Block));
            Assert.DoesNotContain(method.Sites, s => s.Target.Name is "Capture" or "Throw");
        }
    }

    [Theory]
    [InlineData("async void M(Task t) { await t; }", ValueKind.Parameter)]
    [InlineData("async void M(Func<Task> f) { var t = f(); while (Is) { t = X(); } await t; }", ValueKind.Local)]
    public void An_await_of_what_no_call_made_is_a_step(string member, object kind)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Method(how, "public class C { " + Members + " public static " + member + " }");
            Assert.Equal((ValueKind)kind, Assert.Single(method.Body.Steps, s => s.Kind == StepKind.Await).Value.Kind);
        }
    }

    [Theory]
    [InlineData("public static async void M()\n{\n    await X();\n}")]
    [InlineData("public static async void M() {\n    await X();\n}")]
    [InlineData("public static async void M() => await X();")]
    [InlineData("public static async void M() { await X(); }")]
    public void The_line_that_declares_a_method(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            // Without its braces an optimised build looks the same whichever line they stand on.
            var expected = how == CompileAs.Release && member.Contains("() {\n", StringComparison.Ordinal) ? 3 : 4;
            Assert.Equal(expected, Method(how, "public class C\n{\n" + Members.ReplaceLineEndings(" ") + "\n" + member + "\n}").Declared.Line);
        }
    }

    private static MethodFact Method(CompileAs how, string source) => Compiled.Assembly(how, "Snippet", source).Facts().Methods.Single(m => m.Name == "M");

    /// <summary>What a predicate over an exception asks besides, of a helper without parameters, says nothing about exceptions: the assembly is read all the same.</summary>
    [Theory]
    [InlineData("Enabled()")]
    [InlineData("e is TimeoutException && Enabled()")]
    [InlineData("Enabled() || Other()")]
    public void A_predicate_may_ask_what_takes_nothing(string asked)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Snippet", $$"""
                using System;
                public static class C
                {
                    static bool Enabled() => Environment.TickCount > 0; static bool Other() => true;
                    static bool IsWorthIt(Exception e) => {{asked}};
                    public static void M() { try { Enabled(); } catch (Exception e) when (IsWorthIt(e)) { } }
                }
                """).Facts();

            Assert.Contains(facts.Methods, m => m.Name == "IsWorthIt");
        }
    }
}
