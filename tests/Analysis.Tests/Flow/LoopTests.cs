using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Tests.Flow;

public sealed class LoopTests
{
    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) W();", 3)]
    [InlineData("for (var i = 1; i <= 3; i++) W();", 3)]
    [InlineData("for (var i = 3; i > 0; i--) W();", 3)]
    [InlineData("for (var i = 0; i < n; i++) W();", 0)]
    [InlineData("for (var i = 0; ; i += 2) { if (i >= 6) break; W(); }", 3)]
    [InlineData("foreach (var x in new[] { 1, 2, 3, 4 }) W();", 4)]
    [InlineData("foreach (var x in new[] { Name(), \"b\" }) W();", 2)]
    [InlineData("foreach (var x in items) W();", 0)]
    [InlineData("while (n-- > 0) W();", 0)]
    [InlineData("var i = 0; while (i < 5) { W(); i++; }", 5)]
    [InlineData("var i = 0; do { W(); } while (++i < 5);", 5)]
    [InlineData("var i = 0; do { W(); } while (i++ < 5);", 6)]
    [InlineData("while (true) { W(); if (n > 7) break; }", 0)]
    public void A_loop_that_counts_with_constants_says_how_often_it_turns(string body, int turns)
    {
        Assert.Equal(turns, Only(body).Turns);
        Assert.Null(Only(body).Retries);
    }

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { try { W(); return; } catch (IOException) { } }", 3)]
    [InlineData("for (var i = 0; i < 3; i++) { try { W(); break; } catch (IOException) { Name(); } }", 3)]
    [InlineData("for (var i = 1; ; i++) { try { W(); return; } catch (IOException) when (i < 3) { } }", 3)]
    [InlineData("var i = 0; while (true) { try { W(); return; } catch (IOException) when (i++ < 3) { } }", 4)]
    [InlineData("var i = 0; while (true) { try { W(); return; } catch (IOException) when (++i < 3) { } }", 3)]
    [InlineData("var i = 0; while (true) { try { W(); return; } catch (IOException) { if (++i >= 3) throw; } }", 3)]
    [InlineData("var i = 0; while (true) { try { W(); return; } catch (IOException) { i++; if (i > 3) throw; } }", 4)]
    [InlineData("var i = 0; while (true) { try { W(); return; } catch (IOException) { if (i == 2) throw; i++; } }", 3)]
    [InlineData("var i = 0; again: try { W(); } catch (IOException) when (i < 2) { i++; goto again; }", 3)]
    [InlineData("while (true) { try { W(); return; } catch (IOException) { } }", 0)]
    [InlineData("var i = 0; while (true) { try { i++; W(); return; } catch (IOException) when (i < 3) { } }", 3)]
    [InlineData("var i = 0; while (true) { try { i++; W(); return; } catch (IOException) { if (i >= 3) throw; } }", 3)]
    [InlineData("var i = 0; while (true) { try { i++; W(); return; } catch (Exception e) when (i < 3 && e is IOException) { Name(); } }", 3)]
    [InlineData("var i = 0; while (true) { try { Name(); i++; W(); return; } catch (IOException) when (i <= 3) { } }", 4)]
    [InlineData("var i = 0; while (true) { i++; try { W(); return; } catch (IOException) when (i < 3) { } }", 3)]
    [InlineData("var i = 0; while (true) { i++; try { W(); return; } catch (IOException) { if (i >= 3) throw; } }", 3)]
    [InlineData("var i = 1; while (true) { try { W(); return; } catch (IOException) { if (i >= 3) throw; i++; } }", 3)]
    [InlineData("var i = 3; while (true) { try { i--; W(); return; } catch (IOException) when (i > 0) { } }", 3)]
    [InlineData("var i = 0; var done = false; while (!done) { try { i++; W(); done = true; } catch (IOException) when (i < 3) { } }", 3)]
    [InlineData("var i = 0; var done = false; while (!done && i < 3) { try { i++; W(); done = true; } catch (IOException) { } }", 3)]
    [InlineData("var done = false; var i = 0; while (!done && i < 4) { try { W(); done = true; } catch (IOException) { i++; } }", 4)]
    [InlineData("var tried = false; while (true) { try { W(); return; } catch (IOException) when (!tried) { tried = true; } }", 2)]
    [InlineData("var fresh = true; while (true) { try { W(); return; } catch (IOException) { if (!fresh) throw; fresh = false; Name(); } }", 2)]
    [InlineData("var tried = false; while (true) { try { W(); return; } catch (IOException) { if (tried) throw; if (n > 3) tried = true; } }", 0)]
    [InlineData("var done = false; while (!done) { try { W(); done = true; } catch (IOException) { } }", 0)]
    public void A_loop_that_only_a_failure_closes_is_a_retry(string body, int attempts)
    {
        Assert.NotNull(Only(body).Retries);
        Assert.Equal(attempts, Only(body).Turns);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_failure_that_is_kept_is_the_last_but_one(bool release)
    {
        var facts = Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Snippet", """
            public class C
            {
                public void M()
                {
                    Exception? first = null;
                again:
                    try { System.IO.File.Delete("/x"); }
                    catch (System.IO.IOException e)
                    {
                        if (first == null) { first = e; goto again; }
                        throw;
                    }
                }
            }
            """).Facts();

        Assert.Equal(2, Assert.Single(new ControlFlow(facts.Methods.Single(m => m.Name == "M")).Loops).Turns);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_temporary_that_serves_several_values_does_not_hide_a_counter(bool release)
    {
        var facts = Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Snippet", """
            public class C(HttpClient http)
            {
                public async Task<string> M()
                {
                    for (var i = 0; i < 2; i++)
                    {
                        try { return await http.GetStringAsync("/"); }
                        catch (HttpRequestException) { await Task.Delay(10); }
                    }

                    throw new InvalidOperationException();
                }
            }
            """).Facts();
        Assert.Equal(2, Assert.Single(new ControlFlow(facts.Methods.Single(m => m.Name == "M")).Loops).Turns);
    }

    [Theory]
    [InlineData("for (var i = 1; ; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 2) { await Task.Delay(10); } }", 2, false)]
    [InlineData("for (var i = 1; ; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 2) { await Task.Delay(10); } }", 2, true)]
    [InlineData("var left = 3; while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (--left > 0) { await Task.Delay(10); } }", 3, false)]
    [InlineData("var left = 3; while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (--left > 0) { await Task.Delay(10); } }", 3, true)]
    [InlineData("var i = 0; string? x = null; while (x is null) { try { i++; x = await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (i < 3 && e.StatusCode is null) { await Task.Delay(10); } } return x;", 3, false)]
    [InlineData("var i = 0; string? x = null; while (x is null) { try { i++; x = await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (i < 3 && e.StatusCode is null) { await Task.Delay(10); } } return x;", 3, true)]
    [InlineData("var i = 0; while (true) { try { i++; return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i >= 3) throw; await Task.Delay(10); } }", 3, false)]
    [InlineData("var i = 0; while (true) { try { i++; return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (i >= 3) throw; await Task.Delay(10); } }", 3, true)]
    public void A_when_clause_bounds_a_loop_whose_handler_awaits(string body, int turns, bool release)
    {
        var facts = Compiled.Assembly(release ? CompileAs.Release : CompileAs.Debug, "Snippet", $"public class C(HttpClient http) {{ public async Task<string> M() {{ {body} }} }}").Facts();
        var flow = new ControlFlow(facts.Methods.Single(m => m.Name == "M"));
        Assert.Equal(turns, Assert.Single(flow.Loops).Turns);
    }

    [Theory]
    [InlineData("foreach (var x in items) { try { W(); } catch (IOException) { } }")]
    [InlineData("while (n > 0) { try { W(); } catch (IOException) { Name(); } }")]
    [InlineData("while (true) { try { W(); } catch (IOException) { Name(); } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { W(); } catch (IOException) { continue; } Name(); }")]
    [InlineData("foreach (var x in items) { try { W(); } finally { Name(); } }")]
    public void A_loop_that_goes_on_after_success_is_none(string body) => Assert.Null(Only(body).Retries);

    [Theory]
    [InlineData("W(); if (n > 0) Name(); else W();")]
    [InlineData("try { W(); } catch (IOException) { Name(); } W();")]
    [InlineData("switch (n) { case 1: W(); break; case 2: Name(); goto case 1; }")]
    public void No_loop_is_seen_where_none_is(string body)
    {
        foreach (var flow in Flows(body))
        {
            Assert.Empty(flow.Loops);
        }
    }

    /// <summary>An await comes back to where it stands: it is no way out of a loop.</summary>
    [Theory]
    [InlineData("foreach (var x in items) { W(); }", 1)]
    [InlineData("while (n > 3) { W(); }", 1)]
    [InlineData("while (true) { W(); if (n > 7) break; }", 1)]
    [InlineData("foreach (var x in items) { W(); if (x > 7) return; W(); }", 2)]
    [InlineData("again: W(); if (n > 7) goto again;", 1)]
    public void A_loop_ends_where_the_user_wrote_it(string body, int exits)
    {
        foreach (var flow in Flows(body))
        {
            var loop = Assert.Single(flow.Loops);
            Assert.Equal(exits, loop.Blocks.Count(b => flow.Body.Blocks[b].Next.Any(next => !loop.Contains(next))));
        }
    }

    /// <summary>An iterator begins behind a question for its state, and goes on behind each yield.</summary>
    [Theory]
    [InlineData("IEnumerable<int> M(int[] items) { foreach (var x in items) { yield return W(x); } }")]
    [InlineData("IEnumerable<int> M(List<int> items) { foreach (var x in items) { yield return W(x); } }")]
    [InlineData("IEnumerable<int> M(List<int> items) { yield return 0; yield return 1; foreach (var x in items) { yield return W(x); } yield return 2; }")]
    [InlineData("async IAsyncEnumerable<int> M(List<int> items) { yield return 0; foreach (var x in items) { await Task.Yield(); yield return W(x); } }")]
    [InlineData("async IAsyncEnumerable<int> M(IAsyncEnumerable<int> items) { await foreach (var x in items) { yield return W(x); } }")]
    public void The_loop_of_an_iterator_is_one(string member)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var method = Compiled.Assembly(how, "Loops", "public class C { static int W(int x) => x; public static " + member + " }").Facts().Methods.Single(m => m.Name == "M");
            var flow = new ControlFlow(method);
            var loop = Assert.Single(flow.Loops);
            var site = method.Sites.Select((s, i) => (s, i)).Single(x => x.s.Target.Name == "W").i;
            Assert.True(loop.Contains(method.Body.BlockOfSite[site]));
            Assert.Equal(1, loop.Blocks.Count(b => flow.Body.Blocks[b].Next.Any(next => !loop.Contains(next))));
        }
    }

    private static Loop Only(string body)
    {
        // Debug and Release, plain and async.
        var loops = Flows(body).Select(flow => Assert.Single(flow.Loops)).ToList();
        Assert.Equal(Enumerable.Repeat((loops[0].Turns, loops[0].Retries is null), loops.Count), loops.Select(loop => (loop.Turns, loop.Retries is null)));
        return loops[0];
    }

    /// <summary>The same statements in a plain and in an async method, in Debug and in Release.</summary>
    private static IEnumerable<ControlFlow> Flows(string body)
    {
        var asyncBody = body.Replace("W();", "await WAsync();", StringComparison.Ordinal);
        var source = $$"""
            namespace N;
            public class C
            {
                void W() { } Task WAsync() => Task.Delay(1); string Name() => "";
                public void Plain(int n, IEnumerable<int> items) { {{body}} }
                public async Task AsyncAsync(int n, IEnumerable<int> items) { {{asyncBody}} }
            }
            """;
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Loops", source).Facts();
            foreach (var name in new[] { "Plain", "AsyncAsync" })
            {
                yield return new(facts.Methods.Single(m => m.Name == name));
            }
        }
    }
}
