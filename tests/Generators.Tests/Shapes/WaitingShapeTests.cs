using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>Guards that wait, alone and all together, compiled and run against the real runtime.</summary>
public sealed class WaitingShapeTests
{
    private const string All = """
        public sealed class Runner : ITransactionRunner
        {
            public int Opened;
            public async Task<R> RunAsync<S, R>(TransactionRequest request, S state, Func<S, CancellationToken, Task<R>> body, CancellationToken ct) { Opened++; return await body(state, ct); }
        }

        [Invariant("N >= 0")]
        public sealed partial class Service(IntentGuards guards, Runner runner)
        {
            public int N { get; private set; }
            public int Runs;
            public IntentGuards Guards => guards;

            [Ensures("result == old(N) + n"), Requires("n > 0"), TransactionBoundary, RetryPolicy(MaxAttempts = 3, BaseDelay = "00:00:00.001"), Idempotent(Key = "n", Scope = "\"x\""), Exclusive(Key = "n"), Deadline("00:00:05")]
            public partial RETURN<int> AddAsync(int n, CancellationToken ct);
            private async RETURN<int> AddAsyncCore(int n, CancellationToken ct) { Runs++; await Task.Yield(); if (Runs < 3) { throw new TimeoutException("again"); } N += n; return N; }

            [Deadline("00:00:00.050")]
            public static partial Task WaitAsync(CancellationToken ct);
            private static Task WaitAsyncCore(CancellationToken ct) => Task.Delay(-1, ct);

            [Exclusive(Key = "key")]
            public static partial Task<T> AgainAsync<T>(string key, Func<Task<T>> inner);
            private static async Task<T> AgainAsyncCore<T>(string key, Func<Task<T>> inner) => await inner();
        }

        """;

    [Theory]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    public async Task All_guards_on_one_member(string returns)
    {
        var generated = Compile.Generate(
            All.Replace("RETURN", returns, StringComparison.Ordinal).Replace("[Invariant(\"N >= 0\")]", "", StringComparison.Ordinal),
            """
            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var runner = new Runner();
                    var s = new Service(new IntentGuards(new InMemoryIdempotencyStore()), runner);
                    var first = await s.AddAsync(5, default);
                    var again = await s.AddAsync(5, default);
                    var deadline = await Outcome.Of(async () => { await Service.WaitAsync(default); return 0; });
                    using var cancelled = new CancellationTokenSource(); cancelled.Cancel();
                    string token;
                    try { await Service.WaitAsync(cancelled.Token); token = "?"; } catch (OperationCanceledException e) { token = (e.CancellationToken == cancelled.Token).ToString(); }
                    var reentry = await Outcome.Of(() => Service.AgainAsync("a", () => Service.AgainAsync("a", () => Task.FromResult(1))));
                    var other = await Outcome.Of(() => Service.AgainAsync("a", () => Service.AgainAsync("b", () => Task.FromResult(1))));
                    return $"{first} {again} runs {s.Runs} opened {runner.Opened} | {deadline} | {token} | {reentry} | {other}";
                }
            }
            """,
            Outcome.Source);
        Assert.Equal(
            "5 5 runs 3 opened 3 | DeadlineExceededException:Service.WaitAsync did not end within the deadline of 00:00:00.0500000 | True"
            + " | ExclusiveReentryException:Service.AgainAsync was called for a key that Service.AgainAsync holds around it, and would wait for itself: call its core, or release the key first | 1",
            await generated.RunAsync());
        Assert.Empty((await Refuses.AllAsync(generated)).Select(d => d.ToString()));
    }
}
