namespace IntentContracts.Analysis.Tests.Rules;

public sealed class CausesAreKeptTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_lost_cause_is_reported_where_it_is_thrown(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public static class Api
            {
                public static void Map(WebApplication app, HttpClient http)
                {
                    app.MapPut("/a", async () =>
                    {
                        try { await http.GetAsync("/a"); }
                        catch (HttpRequestException e)
                        {
                            await Task.Yield();
                            throw e; // error IC2105
                        }
                    });
                    app.MapPut("/b", () => Parse("b"));
                }

                private static int Parse(string text)
                {
                    try { return int.Parse(text); }
                    catch (FormatException)
                    {
                        throw new InvalidOperationException("no number"); // warning IC2105
                    }
                }
            }
            """);

        var messages = solution.Verify().Diagnostics.Select(d => d.Message).ToList();
        Assert.Equal(
            "Api.Parse catches FormatException and throws InvalidOperationException without it: the cause is lost · PUT /b → Api.Parse · pass the caught exception as its inner exception",
            messages[1]);
        Assert.StartsWith("lambda in Api.Map throws what it caught as if it were new: the trace of where it came from is lost · PUT /a", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_pure_code_throws_is_possible_and_a_better_word_for_it_is_nothing()
    {
        using var solution = new RuleCase().Add("Shop", """
            public static class Api
            {
                public static void Map(WebApplication app)
                {
                    app.MapPut("/a", (string text) => Constant(text));
                    app.MapPut("/b", (string text) => Named(text));
                    app.MapPut("/c", (string text) => Thrown(text));
                    app.MapPut("/d", (string path) => Read(path));
                }

                private static int Constant(string text)
                {
                    try { return int.Parse(text); }
                    catch (Exception) { throw new FormatException("no number"); } // warning IC2105
                }

                private static int Named(string text)
                {
                    try { return int.Parse(text); }
                    catch (FormatException) { throw new FormatException($"'{text}' is no number"); }
                }

                private static int Thrown(string text)
                {
                    try { return int.Parse(text); }
                    catch (FormatException) { Throw($"'{text}' is no number"); return 0; }
                }

                private static int Read(string path)
                {
                    try { return File.ReadAllLines(path).Length; }
                    catch (Exception) { throw new InvalidOperationException($"{path} cannot be read"); } // error IC2105
                }

                private static void Throw(string text) => throw new FormatException(text);
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_refusal_to_handle_a_failure_is_none_to_lose_its_cause()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public static class Parser
            {
                [Swallows(typeof(FormatException), "whatever it is")]
                public static int Parse(string text) { try { return int.Parse(text); } catch (FormatException) { throw new InvalidOperationException("no number"); } } // warning IC0009 // warning IC2105
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Of_a_task_that_has_failed_the_words_alone_are_possible()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public sealed class Pages(HttpClient http)
            {
                public async Task<string> ReadAsync()
                {
                    var reading = http.GetStringAsync("/page");
                    await Task.WhenAny(reading);
                    if (reading.IsFaulted)
                    {
                        throw new InvalidOperationException(reading.Exception!.Message); // warning IC2105
                    }

                    return await reading;
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_cause_whose_message_is_repeated_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2105"] }.Add("Shop", """
            public static class Api
            {
                public static void Map(WebApplication app, HttpClient http)
                {
                    app.MapPut("/a", async () =>
                    {
                        try { await http.GetAsync("/a"); }
                        catch (HttpRequestException e) { throw new InvalidOperationException(e.Message); } // warning IC2105
                    });
                    app.MapPut("/b", async (string shelf) =>
                    {
                        try { await http.GetAsync("/b"); }
                        catch (HttpRequestException e) { throw new InvalidOperationException($"no shelf {shelf}: {e.Message}"); } // warning IC2105
                    });
                    app.MapPut("/c", async (string shelf) =>
                    {
                        try { await http.GetAsync("/c"); }
                        catch (HttpRequestException e) { throw new InvalidOperationException(string.Format("no shelf {0}: {1}", shelf, e.StatusCode)); } // error IC2105
                    });
                    app.MapPut("/d", async (string shelf) =>
                    {
                        try { await http.GetAsync("/d"); }
                        catch (HttpRequestException) { throw new InvalidOperationException($"no shelf {shelf}"); } // error IC2105
                    });
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_a_compiler_has_made_without_a_line_is_nobodys(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2105"] }.Add("Shop", """
            public static class Api
            {
                public static void Map(WebApplication app, HttpClient http) => app.MapPut("/a", () => { Read(http); Close(http); });

                private static void Read(HttpClient http)
                {
                    try { http.GetAsync("/a").Wait(); }
                    catch (HttpRequestException e) { throw e; } // error IC2105
                }

            #line hidden
                private static void Close(HttpClient http)
                {
                    try { http.GetAsync("/b").Wait(); }
                    catch (HttpRequestException e) { throw e; }
                }
            #line default
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void The_constructor_that_drops_the_cause_stands_beside(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2105"] }.Add("Shop", """
            public class ShelfException : Exception
            {
                public ShelfException(string shelf, Exception cause)
                    : this(shelf, cause, 1)
                {
                }

                private ShelfException(string shelf, Exception cause, int code)
                    : base(shelf + ": " + cause.Message)
                {
                    HResult = code;
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, HttpClient http)
                {
                    app.MapPut("/a", async () =>
                    {
                        try { await http.GetAsync("/a"); }
                        catch (HttpRequestException e) { throw new ShelfException("a", e); } // error IC2105
                    });
                    app.MapPut("/b", async () =>
                    {
                        try { await http.GetAsync("/b"); }
                        catch (HttpRequestException) { throw new InvalidOperationException("no shelf"); } // error IC2105
                    });
                }
            }
            """);

        Assert.Equal(1, Assert.Single(solution.Verify().Files, f => f.Path.EndsWith(".sarif", StringComparison.Ordinal)).Text.Split("takes the cause and does not hand it on").Length - 1);
    }
}
