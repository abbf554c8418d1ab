namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>IC2102: which silence is certain, which may be meant, and what somebody is told after all.</summary>
public sealed class SwallowTiersTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_tag_that_says_what_a_span_is_about_makes_it_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2102"] }.Add("Shop", """
            public sealed class ParcelsController(HttpClient http) : ControllerBase
            {
                [HttpPost("/send/{parcel}")]
                public async Task SendAsync(string parcel)
                {
                    try
                    {
                        await http.GetStringAsync("/send");
                    }
                    catch (HttpRequestException) // warning IC2102
                    {
                        System.Diagnostics.Activity.Current?.SetTag("parcel", parcel);
                    }
                }

                [HttpPost("/drop/{parcel}")]
                public async Task DropAsync(string parcel)
                {
                    try
                    {
                        await http.GetStringAsync("/drop");
                    }
                    catch (HttpRequestException)
                    {
                        System.Diagnostics.Activity.Current?.SetTag("otel.status_code", parcel);
                    }
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_no_of_who_only_asks_the_database_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2102"] }.Add("Shop", """
            public sealed class Room { public int Id { get; set; } public bool IsOpen { get; set; } }
            public sealed class Db : DbContext { public DbSet<Room> Rooms => Set<Room>(); }
            public sealed class RoomsController : ControllerBase
            {
                [HttpGet("/rooms/any")]
                public async Task<bool> AnyAsync()
                {
                    try
                    {
                        await using var db = new Db();
                        return await db.Rooms.AnyAsync().ConfigureAwait(false);
                    }
                    catch // warning IC2102
                    {
                        return false;
                    }
                }

                [HttpGet("/rooms/{id}")]
                public async Task<Room?> FindAsync(int id)
                {
                    try
                    {
                        await using var db = new Db();
                        return await db.Rooms.FirstOrDefaultAsync(r => r.Id == id);
                    }
                    catch // error IC2102
                    {
                        return null;
                    }
                }

                [HttpPost("/rooms/{id}")]
                public async Task<bool> OpenAsync(int id)
                {
                    try
                    {
                        await using var db = new Db();
                        await db.Rooms.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.IsOpen, true));
                        return await db.Rooms.AnyAsync(r => !r.IsOpen);
                    }
                    catch // error IC2102
                    {
                        return false;
                    }
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_no_that_a_refusal_says_as_well_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2102"] }.Add("Shop", """
            public sealed class PartsController(HttpClient http) : ControllerBase
            {
                [HttpDelete("/parts/{id}")]
                public async Task<bool> RemoveAsync(string id)
                {
                    try
                    {
                        if (await http.GetStringAsync("/parts/" + id) == "kept")
                        {
                            return false;
                        }

                        await http.DeleteAsync("/parts/" + id);
                        return true;
                    }
                    catch // warning IC2102
                    {
                        return false;
                    }
                }

                [HttpGet("/parts/{id}")]
                public async Task<string?> ReadAsync(string id)
                {
                    try
                    {
                        var text = await http.GetStringAsync("/parts/" + id);
                        if (text == "lost")
                        {
                            return null;
                        }

                        return text;
                    }
                    catch // error IC2102
                    {
                        return null;
                    }
                }
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_continuation_is_told_where_the_statement_begins_that_drops_the_task(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Scope = CheckScope.All, Only = ["IC2102"] }.Add("Shop", """
            public class Archive(HttpClient http, System.Collections.Concurrent.ConcurrentQueue<string> told)
            {
                public void Keep(string text)
                {
                    http.PutAsync("/archive", new StringContent(text)) // warning IC2102
                        .ContinueWith(
                            kept => told.Enqueue("kept"),
                            TaskContinuationOptions.OnlyOnRanToCompletion);
                }

                public void KeepShort(string text)
                {
                    http.PutAsync("/archive", new StringContent(text)).ContinueWith(kept => told.Enqueue("kept"), TaskContinuationOptions.OnlyOnRanToCompletion); // warning IC2102
                }

                public void KeepBegun(string text)
                {
                    var begun = http.PutAsync("/archive", new StringContent(text));
                    begun.ContinueWith(kept => told.Enqueue("kept"), TaskContinuationOptions.OnlyOnRanToCompletion); // warning IC2102
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>What is known of the other side of a socket, and what is asked for behind the handler.</summary>
    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_socket_whose_other_side_has_gone_is_a_possible_swallow(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2102"] }.Add("Shop", """
            using System.Net.Sockets;
            using System.Net.WebSockets;
            public class SocketsController(Socket socket, WebSocket web) : ControllerBase
            {
                [HttpGet("/there")]
                public bool IsThere()
                {
                    var blocking = socket.Blocking;
                    try { socket.Blocking = false; socket.Send(Array.Empty<byte>(), 0, SocketFlags.None); }
                    catch (Exception) { } // warning IC2102
                    finally { socket.Blocking = blocking; }
                    return socket.Connected;
                }

                [HttpPost("/send")]
                public bool Send(bool isQuiet)
                {
                    try { socket.Send(Array.Empty<byte>(), 0, SocketFlags.None); }
                    catch (Exception) { } // error IC2102
                    return isQuiet;
                }

                [HttpGet("/listen")]
                public async Task ListenAsync(byte[] buffer)
                {
                    try { while ((await web.ReceiveAsync(buffer, default)).Count > 0) { } }
                    catch (WebSocketException) { } // warning IC2102
                }

                [HttpPost("/tell")]
                public async Task TellAsync(byte[] buffer)
                {
                    try { await web.SendAsync(buffer, WebSocketMessageType.Binary, true, default); }
                    catch (WebSocketException) { } // error IC2102
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>Whoever asks tells the one who sent it, also where another operand stands beside the question.</summary>
    [Fact]
    public void What_is_missed_and_said_to_the_user_is_no_swallow()
    {
        using var solution = new RuleCase { Optimised = true, Only = ["IC2102"] }.Add("Shop", """
            public class ImportController(HttpClient http) : ControllerBase
            {
                [HttpPost("/import")]
                public async Task<string> ImportAsync()
                {
                    string text = null;
                    try { text = await http.GetStringAsync("/prices"); }
                    catch (HttpRequestException) { }
                    if (text is null || !int.TryParse(text, out var count))
                    {
                        ModelState.AddModelError("prices", "There is no number in it");
                        return "again";
                    }
                    return "done " + count;
                }

                [HttpPost("/guess")]
                public async Task<string> GuessAsync()
                {
                    string text = null;
                    try { text = await http.GetStringAsync("/prices"); }
                    catch (HttpRequestException) { } // warning IC2102
                    if (text is null || !int.TryParse(text, out var count))
                    {
                        return "again";
                    }
                    return "done " + count;
                }
            }
            """);

        solution.Verify();
    }

    /// <summary>That there was a turn may be all that somebody wants to know, and who sets a limit may be content with what is there by then.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_bare_time_and_a_limit_of_ones_own_are_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2102"] }.Add("Shop", """
            public class PushController(HttpClient http) : ControllerBase
            {
                private static DateTimeOffset _lastPush;
                private static DateTimeOffset _lastFailure;
                private static DateTimeOffset _pushed;

                [HttpPost("/push")]
                public async Task PushAsync()
                {
                    try { (await http.PutAsync("/push", null)).EnsureSuccessStatusCode(); }
                    catch (HttpRequestException) { _lastPush = DateTimeOffset.UtcNow; } // warning IC2102
                }

                [HttpPost("/pull")]
                public async Task PullAsync()
                {
                    try { (await http.PutAsync("/pull", null)).EnsureSuccessStatusCode(); }
                    catch (HttpRequestException) { _lastFailure = DateTimeOffset.UtcNow; }
                }

                [HttpPost("/often")]
                public async Task OftenAsync()
                {
                    if (DateTimeOffset.UtcNow - _pushed < TimeSpan.FromMinutes(1)) return;
                    try { (await http.PutAsync("/often", null)).EnsureSuccessStatusCode(); }
                    catch (HttpRequestException) { _pushed = DateTimeOffset.UtcNow; }
                }

                [HttpPost("/limited")]
                public async Task LimitedAsync()
                {
                    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                    var pushing = http.PutAsync("/limited", null, limit.Token);
                    try { await pushing; }
                    catch (OperationCanceledException) { } // warning IC2102
                }

                [HttpGet("/status")] public string Status() => _lastPush + " " + _lastFailure;
            }
            """);

        solution.Verify();
    }
}
