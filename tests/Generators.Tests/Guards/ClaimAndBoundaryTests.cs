namespace IntentContracts.Tests.Generators.Guards;

/// <summary>Shells of <c>[Idempotent]</c> and <c>[TransactionBoundary]</c>, compiled and run against the real runtime.</summary>
public sealed class ClaimAndBoundaryTests
{
    private const string Runner = """
        public sealed class Log { public List<string> Lines { get; } = []; }

        public sealed class Runner(Log log) : ITransactionRunner
        {
            public async Task<TResult> RunAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
            {
                log.Lines.Add("begin " + request.Isolation + " " + request.Owner);
                var result = await body(state, cancellationToken);
                log.Lines.Add("commit");
                return result;
            }
        }
        """;

    [Theory]
    [InlineData("[Idempotent(Key = \"request\"), TransactionBoundary]")]
    [InlineData("[TransactionBoundary, Idempotent(Key = \"request\")]")]
    [InlineData("[TransactionBoundary][Idempotent(Key = \"request\")]")]
    public async Task Guards_nest_in_one_order_whatever_the_order_of_attributes(string attributes) =>
        Assert.Equal("begin Unspecified shop,core,commit,1,1 | begin Unspecified shop,core,InvariantViolationException", await Compile.Generate(
            $$"""
            [OwnedBy("shop")]
            [Invariant("Placed < 2")]
            public sealed partial class Orders(Log log, ITransactionRunner runner, IntentGuards guards)
            {
                private readonly Log _log = log;
                public int Placed { get; private set; }
                {{attributes}}
                public partial Task<int> PlaceAsync(string request, CancellationToken ct);
                private async Task<int> PlaceAsyncCore(string request, CancellationToken ct) { await Task.Yield(); _log.Lines.Add("core"); return ++Placed; }
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var log = new Log();
                    var orders = new Orders(log, new Runner(log), new IntentGuards(new InMemoryIdempotencyStore(), new Alone()));
                    log.Lines.Add((await orders.PlaceAsync("a", default)).ToString());
                    log.Lines.Add((await orders.PlaceAsync("a", default)).ToString());
                    var first = string.Join(",", log.Lines);
                    log.Lines.Clear();
                    try { await orders.PlaceAsync("b", default); } catch (Exception e) { log.Lines.Add(e.GetType().Name); }
                    return first + " | " + string.Join(",", log.Lines);
                }
                private sealed class Alone : ICallerScope { public string Current => "me"; }
            }
            """,
            Runner).RunAsync());

    [Fact]
    public async Task A_claim_takes_key_scope_fingerprint_and_contract_from_the_declaration() =>
        Assert.Equal("1 1 2 3 IdempotencyMismatchException:Shop.Desk`1.BookAsync``1(`0,``0,System.Int32[],System.String,System.Threading.CancellationToken):desk", await Compile.Generate(
            """
            namespace Shop
            {
                using static System.String;

                public record Seat(string Id);

                [OwnedBy("desk")]
                public partial class Desk<TSeat> where TSeat : Seat
                {
                    private readonly IntentGuards _guards = new(new InMemoryIdempotencyStore());
            #pragma warning disable CS0414 // named like the shell's own variables
                    private string contract = "k", key = "k", fingerprint = "", state = "";
                    private int _runs;

                    [Idempotent(Key = "Concat(seat.Id, key, token)", Scope = "tenant", Lease = "00:00:05", Retention = "01:00:00", OnConcurrent = ConcurrentDuplicate.Reject, OnFault = FaultedClaim.Release)]
                    public partial Task<int> BookAsync<T>(TSeat seat, T fingerprint, int[] state, string token, CancellationToken tenant_ = default) where T : notnull;
                    private async Task<int> BookAsyncCore<T>(TSeat seat, T fingerprint, int[] state, string token, CancellationToken tenant_) where T : notnull
                    {
                        await Task.Yield();
                        return ++_runs;
                    }

                    public string tenant = "a";
                }
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var desk = new Shop.Desk<Shop.Seat>();
                    var a = await desk.BookAsync(new("1"), 1, [1], "t");
                    var b = await desk.BookAsync(new("1"), 1, [1], "t");
                    var c = await desk.BookAsync(new("2"), 1, [1], "t");
                    desk.tenant = "b";
                    var d = await desk.BookAsync(new("1"), 1, [1], "t");
                    string e;
                    try { await desk.BookAsync(new("1"), 2, [1], "t"); e = ""; }
                    catch (IntentContractException x) { e = x.GetType().Name + ":" + x.ContractId + ":" + x.Owner; }
                    return $"{a} {b} {c} {d} {e}";
                }
            }
            """).RunAsync());

    [Fact]
    public async Task The_token_reaches_the_core_and_a_static_member_is_guarded() =>
        Assert.Equal("True 1 1", await Compile.Generate(
            """
            public static partial class Jobs
            {
                private static readonly ITransactionRunner Tx = new Runner(new Log());
                private static int _runs;

                [Idempotent(Key = "id", Scope = "\"all\"")]
                public static partial Task<int> OnceAsync(int id);
                private static async Task<int> OnceAsyncCore(int id) { await Task.Yield(); return ++_runs; }

                [TransactionBoundary(Isolation = System.Data.IsolationLevel.Serializable)]
                public static partial Task<bool> TokenAsync(CancellationToken cancellationToken);
                private static Task<bool> TokenAsyncCore(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.CanBeCanceled);
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    using var source = new CancellationTokenSource();
                    return $"{await Jobs.TokenAsync(source.Token)} {await Jobs.OnceAsync(7)} {await Jobs.OnceAsync(7)}";
                }
            }
            """,
            Runner).RunAsync());

    [Theory]
    [InlineData("private readonly ShopDb _db = new();", "", "ShopDb")]
    [InlineData("private ShopDb Db { get; } = new();", "", "ShopDb")]
    [InlineData("private readonly ShopDb _db = new(); private readonly OtherDb _other = new();", "(Context = typeof(OtherDb))", "OtherDb")]
    public async Task A_boundary_runs_in_the_context(string members, string argument, string expected) =>
        Assert.Equal(expected, await Compile.Generate(
            $$"""
            public class ShopDb : Microsoft.EntityFrameworkCore.DbContext;
            public class OtherDb : Microsoft.EntityFrameworkCore.DbContext;

            public sealed partial class Orders
            {
                {{members}}
                [TransactionBoundary{{argument}}]
                public partial Task SaveAsync();
                private Task SaveAsyncCore() => Task.CompletedTask;
            }

            public static class Scenario
            {
                public static async Task<string> Run() { await new Orders().SaveAsync(); return IntentContracts.EntityFrameworkCore.DbContextTransactionRunner.Last; }
            }
            """,
            StandIns).RunAsync());

    [Fact]
    public async Task A_boundary_runs_in_a_parameter_or_a_primary_constructors_context() =>
        Assert.Equal("ShopDb OtherDb", await Compile.Generate(
            """
            public class ShopDb : Microsoft.EntityFrameworkCore.DbContext;
            public class OtherDb : Microsoft.EntityFrameworkCore.DbContext;

            public sealed partial class Orders(ShopDb db)
            {
                [TransactionBoundary]
                public partial Task SaveAsync();
                private Task SaveAsyncCore() => Task.CompletedTask;

                [TransactionBoundary]
                public partial Task SaveAsync(OtherDb db);
                private Task SaveAsyncCore(OtherDb db) => Task.CompletedTask;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    var orders = new Orders(new());
                    await orders.SaveAsync();
                    var first = IntentContracts.EntityFrameworkCore.DbContextTransactionRunner.Last;
                    await orders.SaveAsync(new OtherDb());
                    return first + " " + IntentContracts.EntityFrameworkCore.DbContextTransactionRunner.Last;
                }
            }
            """,
            StandIns).RunAsync());

    /// <summary>The generator matches these by full name; the real ones have tests of their own.</summary>
    internal const string StandIns = """
        namespace Microsoft.EntityFrameworkCore { public class DbContext; }

        namespace IntentContracts.EntityFrameworkCore
        {
            public sealed class DbContextTransactionRunner(Microsoft.EntityFrameworkCore.DbContext context) : ITransactionRunner
            {
                public static string Last { get; private set; } = "";
                public Task<TResult> RunAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
                {
                    Last = context.GetType().Name;
                    return body(state, cancellationToken);
                }
            }
        }
        """;
}
