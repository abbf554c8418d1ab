using IntentContracts.Tests.Generators.Guards;

namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>What waits for a commit, what a boundary does about others, and failures that are outcomes: compiled and run against the real runtime.</summary>
public sealed class CommitShapeTests
{
    private const string Desk = """
        public sealed class DeclinedException(string message) : Exception(message);

        public sealed class Runner : ITransactionRunner
        {
            public List<string> Log { get; } = [];
            public async Task<R> RunAsync<S, R>(TransactionRequest request, S state, Func<S, CancellationToken, Task<R>> body, CancellationToken ct)
            {
                Log.Add("begin " + request.Propagation);
                var result = await body(state, ct);
                Log.Add("commit");
                return result;
            }
        }

        public sealed partial class Desk(Runner runner, IntentGuards guards)
        {
            public int Runs;

            [TransactionBoundary(Propagation = TransactionPropagation.RequiresNew)]
            public partial Task<int> BookAsync(string seat);
            private async Task<int> BookAsyncCore(string seat) { await TellAsync(seat, default); await LaterAsync(seat); runner.Log.Add("book " + seat); return 1; }

            [AfterCommit, Deadline("00:00:05"), RetryPolicy(MaxAttempts = 2, BaseDelay = "00:00:00.001")]
            public partial ValueTask TellAsync(string seat, CancellationToken ct);
            private ValueTask TellAsyncCore(string seat, CancellationToken ct) { runner.Log.Add("tell " + seat); return ++Runs == 1 ? throw new TimeoutException() : default; }

            [AfterCommit]
            public partial Task LaterAsync<T>(T what) where T : notnull;
            private async Task LaterAsyncCore<T>(T what) where T : notnull { await Task.Yield(); runner.Log.Add("later " + what); }

            [Idempotent(Key = "seat", Scope = "\"x\"", ReplayFailures = [typeof(DeclinedException)], MarksEffects = true)]
            public partial Task<int> PayAsync(string seat);
            private async Task<int> PayAsyncCore(string seat) { Runs++; await IntentClaim.BeforeEffectAsync(); throw seat == "a" ? new DeclinedException("no money") : new TimeoutException("lost"); }

            [Idempotent(Key = "seat", Scope = "\"x\""), TransactionBoundary]
            public partial Task<int> BothAsync(string seat);
            private async Task<int> BothAsyncCore(string seat) { await TellAsync(seat, default); return ++Runs; }
        }

        """;

    [Fact]
    public async Task What_waits_for_a_commit_runs_after_it_with_its_other_guards() =>
        Assert.Equal("begin RequiresNew,book 1A,commit,tell 1A,tell 1A,later 1A", await RunAsync(
            "await desk.BookAsync(\"1A\"); return string.Join(\",\", runner.Log);"));

    [Fact]
    public async Task Outside_of_a_boundary_it_runs_at_once() =>
        Assert.Equal("tell 1A,tell 1A", await RunAsync("await desk.TellAsync(\"1A\", default); return string.Join(\",\", runner.Log);"));

    [Fact]
    public async Task A_declared_failure_is_replayed_and_another_one_after_a_mark_is_held() =>
        Assert.Equal("DeclinedException DeclinedException runs 1 | TimeoutException IdempotencyUnknownException runs 2", await RunAsync(
            """
            var a = await Of("a") + " " + await Of("a") + " runs " + desk.Runs;
            return a + " | " + await Of("b") + " " + await Of("b") + " runs " + desk.Runs;

            async Task<string> Of(string seat) { try { await desk.PayAsync(seat); return "?"; } catch (Exception e) { return e.GetType().Name; } }
            """));

    [Fact]
    public async Task Claim_boundary_and_after_commit_together() =>
        Assert.Equal("1,1: begin Required,commit,tell 1A", await RunAsync(
            "desk.Runs = 0; return await desk.BothAsync(\"1A\") + \",\" + await desk.BothAsync(\"1A\") + \": \" + string.Join(\",\", runner.Log);"));

    [Fact]
    public async Task A_key_of_other_type_arguments_is_another_key() =>
        Assert.Equal("Int32,Int32,Int64,String,Guid runs 4", await Compile.Generate("""
            public partial class Handler<T>
            {
                public int Runs;
                private readonly IntentGuards _guards;
                public Handler(IntentGuards guards) => _guards = guards;
                [Idempotent(Key = "id", Scope = "\"x\"")]
                public partial Task<string> HandleAsync(string id);
                private Task<string> HandleAsyncCore(string id) { Scenario.Runs++; return Task.FromResult(typeof(T).Name); }
                [Idempotent(Key = "id", Scope = "\"x\"")]
                public partial Task<string> NameAsync<U>(string id);
                private Task<string> NameAsyncCore<U>(string id) { Scenario.Runs++; return Task.FromResult(typeof(U).Name); }
            }

            public static class Scenario
            {
                public static int Runs;
                public static async Task<string> Run()
                {
                    var guards = new IntentGuards(new InMemoryIdempotencyStore());
                    var (a, b) = (new Handler<int>(guards), new Handler<long>(guards));
                    return string.Join(",", await a.HandleAsync("1"), await a.HandleAsync("1"), await b.HandleAsync("1"), await a.NameAsync<string>("1"), await a.NameAsync<Guid>("1")) + " runs " + Runs;
                }
            }
            """).RunAsync());

    private static Task<string> RunAsync(string body) => Compile.Generate(
        Desk,
        $$"""
        public static class Scenario
        {
            public static async Task<string> Run()
            {
                var runner = new Runner();
                var desk = new Desk(runner, new IntentGuards(new InMemoryIdempotencyStore()));
                {{body}}
            }
        }
        """).RunAsync();
}
