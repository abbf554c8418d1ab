namespace IntentContracts.Analysis.Tests.Rules;

public sealed class WorkIsObservedTests
{
    public static TheoryData<bool> BothConfigurations => [false, true];

    [Theory, MemberData(nameof(BothConfigurations))]
    public void A_dropped_task_is_reported_with_what_fails_in_it(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public class Mailer(HttpClient http)
            {
                public async Task SendAsync(string to) => await http.PutAsync("/mail", new StringContent(to));
            }

            public static class Api
            {
                public static void Map(WebApplication app, Mailer mailer) => app.MapPut("/orders", (string to) =>
                {
                    _ = mailer.SendAsync(to); // error IC2103
                });
            }
            """);

        Assert.Equal(
            "lambda in Api.Map drops the task of Mailer.SendAsync, and with it any failure of HttpClient.PutAsync · PUT /orders → Mailer.SendAsync → HttpClient.PutAsync · "
                + "await it, keep it, catch inside, or declare [Swallows(typeof(Exception), \"why\")]",
            Assert.Single(solution.Verify().Diagnostics).Message);
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void Work_begun_ahead_that_is_kept_for_others_is_possible(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised }.Add("Shop", """
            public class Rates(HttpClient http)
            {
                private Task? _today;
                public Task TodayAsync()
                {
                    lock (http) { _today ??= LoadAsync(); return _today; }
                }
                private async Task LoadAsync() => await http.PutAsync("/rates", null);
            }

            public static class Api
            {
                public static void Map(WebApplication app, Rates rates)
                {
                    app.MapPut("/warm", () => { _ = rates.TodayAsync(); }); // warning IC2103
                    app.MapPut("/ask", async () => { _ = rates.TodayAsync(); await Task.Delay(10); await rates.TodayAsync(); });
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void Where_nothing_below_is_known_to_fail_the_call_is_named_once()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public class Shelf(System.Threading.Channels.Channel<Task<System.IO.Stream>> streams)
            {
                public void Clear()
                {
                    while (streams.Reader.TryRead(out var stream))
                    {
                        _ = Task.Run(async () => await (await stream).DisposeAsync()); // warning IC2103
                    }
                }
            }
            """);

        Assert.StartsWith("Shelf.Clear drops the task of Task.Run · ", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_been_recorded_inside_may_be_dropped()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public class Mailer(HttpClient http)
            {
                public void Begin()
                {
                    _ = RecordedAsync();
                    _ = NarrowAsync(); // warning IC2103
                }

                private async Task RecordedAsync()
                {
                    try { await http.PutAsync("/mail", null); }
                    catch (Exception e) { Console.Error.WriteLine(e); throw; }
                }

                private async Task NarrowAsync()
                {
                    try { await http.PutAsync("/mail", null); }
                    catch (HttpRequestException e) { Console.Error.WriteLine(e); }
                }
            }
            """);

        solution.Verify();
    }

    [Fact]
    public void A_refusal_covers_it_for_every_exception_only()
    {
        using var solution = new RuleCase { Scope = CheckScope.All }.Add("Shop", """
            public class Mailer(HttpClient http)
            {
                [Swallows(typeof(Exception), "a counter")]
                public void One() => _ = http.PutAsync("/a", null);

                [Swallows(typeof(HttpRequestException), "a counter")]
                public void Two() => _ = http.PutAsync("/a", null); // warning IC0009 // warning IC2103
            }
            """);

        solution.Verify();
    }

    [Theory, MemberData(nameof(BothConfigurations))]
    public void The_rest_of_the_last_batch_is_left(bool optimised)
    {
        using var solution = new RuleCase { Optimised = optimised, Only = ["IC2103"] }.Add("Shop", """
            public class LabelsController : ControllerBase
            {
                [HttpPost("/labels")]
                public async Task PrintAsync(List<string> labels)
                {
                    var prints = new List<Task>();
                    foreach (var label in labels)
                    {
                        prints.Add(System.IO.File.WriteAllTextAsync("/" + label, label)); // error IC2103
                        if (prints.Count == 16)
                        {
                            await Task.WhenAll(prints);
                            prints.Clear();
                        }
                    }
                }

                [HttpPost("/slips")]
                public async Task PrintAllAsync(List<string> slips)
                {
                    var prints = new List<Task>();
                    for (var i = 0; i < slips.Count; i++)
                    {
                        prints.Add(System.IO.File.WriteAllTextAsync("/" + slips[i], slips[i]));
                        if (prints.Count >= 16 || i == slips.Count - 1)
                        {
                            await Task.WhenAll(prints);
                            prints = new List<Task>();
                        }
                    }
                }
            }
            """);

        Assert.Contains("waits for full batches only, and drops the last tasks of File.WriteAllTextAsync", Assert.Single(solution.Verify().Diagnostics).Message, StringComparison.Ordinal);
    }
}
