namespace IntentContracts.Analysis.Tests.Rules;

public sealed class FailuresAreNotSwallowedTests
{
    private const string Sync = """
        public class Sync(HttpClient http)
        {
            public Task PushAsync(string text) => http.PutAsync("/orders", new StringContent(text));
        }
        """;

    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void On_a_critical_path_it_is_an_error_with_the_path_down_to_what_fails(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", Sync + """

            public class Service(Sync sync)
            {
                public async Task SaveAsync(string text)
                {
                    try
                    {
                        await sync.PushAsync(text);
                    }
                    catch (HttpRequestException) // error IC2102
                    {
                    }
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, Service service) => app.MapPut("/orders", (string text) => service.SaveAsync(text));
            }
            """);

        Assert.Equal(
            "Service.SaveAsync swallows HttpRequestException of HttpClient.PutAsync · PUT /orders → Service.SaveAsync → Sync.PushAsync → HttpClient.PutAsync · "
                + "rethrow, record it, return a failure, or declare [Swallows(typeof(HttpRequestException), \"why\")]",
            Assert.Single(solution.Verify().Diagnostics).Message);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Where_somebody_asks_for_what_the_try_would_have_given_it_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public class Service(HttpClient http)
            {
                public async Task<int> LengthAsync()
                {
                    string? text = null;
                    try
                    {
                        text = await http.GetStringAsync("/a");
                    }
                    catch (HttpRequestException) // warning IC2102
                    {
                    }

                    if (text is null || text.Length == 0)
                    {
                        return 3;
                    }

                    return text.Length;
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, Service service) => app.MapPut("/orders", () => service.LengthAsync());
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void An_end_that_is_a_failure_anyway_and_a_file_that_is_left_are_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public class Tunnel(HttpClient http)
            {
                public async Task PumpAsync(System.Net.WebSockets.WebSocket socket, System.IO.Stream stream, CancellationToken stop)
                {
                    var buffer = new byte[4096];
                    try
                    {
                        while (true)
                        {
                            var message = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), stop);
                            await stream.WriteAsync(buffer, 0, message.Count, stop);
                        }
                    }
                    catch { } // warning IC2102
                }

                public async Task CopyAsync(System.IO.Stream from, System.IO.Stream to, CancellationToken stop)
                {
                    var buffer = new byte[4096];
                    try
                    {
                        int read;
                        while ((read = await from.ReadAsync(buffer, 0, 4096, stop)) > 0)
                        {
                            await to.WriteAsync(buffer, 0, read, stop);
                        }
                    }
                    catch { } // error IC2102
                }

                public async Task SendAsync(string file)
                {
                    await http.PutAsync("/files", new StringContent(file));
                    try { System.IO.File.Delete(file); }
                    catch { } // warning IC2102
                }

                public void DeleteUpload(string file)
                {
                    Console.WriteLine(file);
                    try { System.IO.File.Delete(file); }
                    catch { } // error IC2102
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, Tunnel tunnel, System.Net.WebSockets.WebSocket socket)
                {
                    app.MapPut("/pump", (System.IO.Stream stream, CancellationToken stop) => tunnel.PumpAsync(socket, stream, stop));
                    app.MapPut("/copy", (System.IO.Stream stream, CancellationToken stop) => tunnel.CopyAsync(stream, stream, stop));
                    app.MapPut("/send", (string file) => tunnel.SendAsync(file));
                    app.MapPut("/delete", (string file) => tunnel.DeleteUpload(file));
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void What_is_asked_again_without_a_bound_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public class Listener(HttpClient http)
            {
                private readonly System.Collections.Generic.Queue<string> _waiting = new();

                public async Task<string> NextAsync(CancellationToken stop)
                {
                    retry:
                    if (_waiting.Count > 0)
                    {
                        return _waiting.Dequeue();
                    }

                    string text;
                    try
                    {
                        text = await http.GetStringAsync("/next");
                    }
                    catch (HttpRequestException e) when (e.InnerException is TimeoutException) // warning IC2102
                    {
                        goto retry;
                    }

                    _waiting.Enqueue(text);
                    goto retry;
                }

                public async Task SendAsync(string name)
                {
                    try
                    {
                        await http.PutAsync("/" + name, null);
                    }
                    catch (TimeoutException) // error IC2102
                    {
                    }
                }
            }

            public static class Api
            {
                public static void Map(WebApplication app, Listener listener)
                {
                    app.MapPut("/next", (CancellationToken stop) => listener.NextAsync(stop));
                    app.MapPut("/send", (string name) => listener.SendAsync(name));
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Without_an_entry_point_nothing_is_said_unless_everything_is_looked_at()
    {
        const string Source = """

            public class Service(Sync sync)
            {
                public async Task SaveAsync(string text)
                {
                    try { await sync.PushAsync(text); }
                    catch { } // warning IC2102
                }
            }
            """;
        using var paths = new RuleCase { IsProgram = false }.Add("Shop", Sync + Source.Replace("// warning IC2102", "", StringComparison.Ordinal));
        using var all = new RuleCase { IsProgram = false, Scope = CheckScope.All }.Add("Shop", Sync + Source);

        paths.Verify();
        Assert.Contains("swallows every failure of HttpClient.PutAsync", Assert.Single(all.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_ones_own_is_named_by_who_throws_it()
    {
        using var solution = new RuleCase { IsProgram = false, Scope = CheckScope.All }.Add("Shop", """
            public class ParcelException(Exception cause) : Exception("lost", cause);
            public class Parcels(HttpClient http)
            {
                public async Task<bool> NextAsync()
                {
                    try { return await http.GetStringAsync("/open") != "" && await SendAsync(); }
                    catch (ParcelException) { return true; } // warning IC2102
                }
                private async Task<bool> SendAsync()
                {
                    try { await http.PutAsync("/parcels", null); return true; }
                    catch (HttpRequestException e) { throw new ParcelException(e); }
                }
            }
            """);

        Assert.Contains("swallows ParcelException of Parcels.SendAsync", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_may_fail_is_a_warning()
    {
        using var solution = new RuleCase().Add("Shop", """
            public interface IShipping { Task ShipAsync(int order); }
            public static class Api
            {
                public static void Map(WebApplication app, IShipping shipping) => app.MapPut("/orders", async (int order) =>
                {
                    try { await shipping.ShipAsync(order); }
                    catch (Exception) { } // warning IC2102
                });
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Several_in_one_method_are_several_findings()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public class Service(HttpClient http)
            {
                public async Task SaveAsync()
                {
                    try { await http.PutAsync("/a", null); }
                    catch { } // warning IC2102
                    try { await http.PutAsync("/b", null); }
                    catch { } // warning IC2102
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_refusal_covers_its_exception_and_what_derives_from_it(bool optimised)
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Optimised = optimised }.Add("Shop", """
            public class PageException(string message) : Exception(message);
            public class MissingPageException(string message) : PageException(message);
            public class Pages(HttpClient http)
            {
                [Swallows(typeof(PageException), "decoration")]
                public async Task OneAsync()
                {
                    try { await http.PutAsync("/a", null); }
                    catch (MissingPageException) { }
                }

                [Swallows(typeof(IOException), "decoration")]
                public async Task TwoAsync() { try { await http.PutAsync("/a", null); } catch (PageException) { } } // warning IC0009 // warning IC2102

                [Swallows(typeof(Exception), "decoration")]
                public string? Title
                {
                    get
                    {
                        try { return http.Send(new HttpRequestMessage(HttpMethod.Get, "/title")).ReasonPhrase; }
                        catch { return null; }
                    }
                }

                [Swallows(typeof(Exception), "decoration")]
                public Action Three() => async () => await http.PutAsync("/a", null);

                [Swallows(typeof(OperationCanceledException), "decoration")]
                public async Task FourAsync()
                {
                    try { await http.PutAsync("/a", null); }
                    catch (TaskCanceledException) { }
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_catalogue_can_name_a_recorder_and_an_expected_exception()
    {
        using var solution = new RuleCase
        {
            Scope = CheckScope.All,
            Catalogue = "Acme.Pager::Call -> records\ncatch Acme.QuietException -> expected\n",
        }.Add("Acme", """
            namespace Acme;
            public static class Pager { public static void Call() => System.GC.KeepAlive(null); }
            public class QuietException : Exception;
            """).Add("Shop", """
            public class Service(HttpClient http)
            {
                public async Task SaveAsync()
                {
                    try { await http.PutAsync("/a", null); }
                    catch (Acme.QuietException) { }
                    catch { Acme.Pager.Call(); }
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Generated_code_is_not_judged()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            [System.CodeDom.Compiler.GeneratedCode("tool", "1")]
            public class Client(HttpClient http)
            {
                public async Task SaveAsync()
                {
                    try { await http.PutAsync("/a", null); }
                    catch { }
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void What_can_fail_is_named_and_not_what_is_only_noted_before_it()
    {
        using var solution = new RuleCase { Scope = CheckScope.All, Only = ["IC2102"] }.Add("Shop", """
            public class Stock(DbContext db)
            {
                public async Task StoreAsync(object part)
                {
                    try
                    {
                        db.Remove(part);
                        db.Add(part);
                        await db.SaveChangesAsync();
                    }
                    catch (DbUpdateException) // warning IC2102
                    {
                    }
                }
            }
            """);

        Assert.StartsWith("Stock.StoreAsync swallows DbUpdateException of DbContext.SaveChangesAsync", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
