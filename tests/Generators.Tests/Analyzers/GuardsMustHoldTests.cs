namespace IntentContracts.Tests.Generators.Analyzers;

public sealed class GuardsMustHoldTests
{
    private const string Runner = "public sealed partial class Orders(ITransactionRunner runner) { private readonly ITransactionRunner _runner = runner; ";

    [Theory]
    [InlineData(
        "[Idempotent] on 'PlaceAsync' guards nothing because the method is not partial: declare 'public partial Task<int> PlaceAsync(…);' and move the body into 'private Task<int> PlaceAsyncCore(int n)'",
        "public class Orders { [Idempotent(Key = \"n\")] public async Task<int> [|PlaceAsync|](int n) { await Task.Yield(); return n; } }")]
    [InlineData(
        "'PlaceAsync' already has an implementing part, so no guard can be written: rename that part to 'PlaceAsyncCore' and make it private, without partial",
        "public partial class Orders { [Idempotent(Key = \"n\")] public partial Task<int> [|PlaceAsync|](int n); public partial Task<int> PlaceAsync(int n) => Task.FromResult(n); }")]
    [InlineData(
        "[Idempotent] on 'PlaceAsync' needs a key: write [Idempotent(Key = \"…\")] with an expression over its parameters that the caller repeats",
        "public partial class Orders { [[|Idempotent|]] public partial Task PlaceAsync(int n); private Task PlaceAsyncCore(int n) => Task.CompletedTask; }")]
    [InlineData(
        "Lease = \"soon\" is no positive duration: write it as [days.]hours:minutes:seconds, such as \"00:01:00\"",
        "public partial class Orders { [Idempotent(Key = \"n\", Lease = [|\"soon\"|])] public partial Task PlaceAsync(int n); private Task PlaceAsyncCore(int n) => Task.CompletedTask; }")]
    [InlineData(
        "Retention = \"00:00:00\" is no positive duration: write it as [days.]hours:minutes:seconds, such as \"1.00:00:00\"",
        "public partial class Orders { [Idempotent(Key = \"n\", Retention = [|\"00:00:00\"|])] public partial Task PlaceAsync(int n); private Task PlaceAsyncCore(int n) => Task.CompletedTask; }")]
    [InlineData(
        "[TransactionBoundary] on 'SaveAsync' has nothing to run in: give 'Orders' a field, property or constructor parameter of type ITransactionRunner or DbContext",
        "public partial class Orders { [[|TransactionBoundary|]] public partial Task SaveAsync(); private Task SaveAsyncCore() => Task.CompletedTask; }")]
    [InlineData(
        "[TransactionBoundary] on 'SaveAsync' could run in several (_a, _b): choose with Context = typeof(…), or pass the one to use as a parameter",
        "public partial class Orders { private ITransactionRunner _a = null!, _b = null!; [[|TransactionBoundary|]] public partial Task SaveAsync(); private Task SaveAsyncCore() => Task.CompletedTask; }")]
    [InlineData(
        "[Invariant] of 'Money' cannot be guarded: declare the type 'Money' partial",
        "[[|Invariant(\"Amount >= 0\")|]] public struct Money { public int Amount { get; } }")]
    [InlineData(
        "'Money' is static and has no instance that an invariant could be true of: remove [Invariant]",
        "[[|Invariant(\"true\")|]] public static partial class Money { }")]
    [InlineData(
        "'Money' declares 'EnsureInvariants', which is the name of a generated member: rename it",
        "[[|Invariant(\"true\")|]] public sealed partial class Money { private void EnsureInvariants() { } }")]
    [InlineData(
        "nothing would check the invariants of 'Money': declare a constructor that ends with EnsureInvariants(); and the methods that change it partial",
        "[[|Invariant(\"true\")|]] public sealed partial class Money { }")]
    public Task An_intent_stands_where_it_can_hold(string message, string source) => Refuses.WithAsync("IC0004", message, source);

    [Theory]
    [InlineData("'Take' returns 'int' and its guard has to wait: return 'Task<int>'", "[Idempotent(Key = \"n\")] public partial int [|Take|](int n); private int TakeCore(int n) => n;")]
    [InlineData("'Take' returns 'void' and its guard has to wait: return 'Task'", "[TransactionBoundary] public partial void [|Take|](); private void TakeCore() { }")]
    [InlineData("'Take' takes 'n' by reference, which cannot outlive the call: pass it by value and return what changes", "[Idempotent(Key = \"n\")] public partial Task [|Take|](ref int n); private Task TakeCore(ref int n) => Task.CompletedTask;")]
    [InlineData("'Take' takes 'n' of type 'Span<int>', which cannot outlive the call: take a copy, such as an array or a Memory<T>", "[Idempotent(Key = \"1\")] public partial Task [|Take|](Span<int> n); private Task TakeCore(Span<int> n) => Task.CompletedTask;")]
    [InlineData("[Idempotent] on the local function 'Local' guards nothing: move its body into a partial method of a type, and declare the intent there", "public void M() { _ = Local(); [[|Idempotent(Key = \"1\")|]] static Task Local() => Task.CompletedTask; }")]
    [InlineData("[Idempotent] on a lambda guards nothing: move its body into a partial method of a type, and declare the intent there", "public Func<Task> F = [[|Idempotent(Key = \"1\")|]] static () => Task.CompletedTask;")]
    [InlineData("[Idempotent] on 'operator +' guards nothing: only an ordinary method can be partial; move the body into one, and declare the intent there", "[Idempotent(Key = \"1\")] public static Orders operator [|+|](Orders a, Orders b) => a;")]
    public Task A_claim_or_boundary_waits(string message, string members) =>
        Refuses.WithAsync("IC5003", message, Runner + members + " }");

    [Theory]
    [InlineData("sealed partial class", "'Take' is static and has no instance whose invariants could be checked: make it an ordinary method", "public static partial int [|Take|](); private static int TakeCore() => 1;")]
    [InlineData("sealed partial class", "'Take' has no accessibility modifier, so its calls vanish when it has no implementation: write 'private partial' or 'public partial'", "partial void [|Take|](); private void TakeCore() { }")]
    [InlineData("sealed partial class", "'Items' returns before its core has run, so the invariants of 'Box' cannot be checked at its exit: return a list, or make it an ordinary method", "public partial IEnumerable<int> [|Items|](); private IEnumerable<int> ItemsCore() { yield return 1; }")]
    [InlineData("sealed partial class", "'Items' returns before its core has run, so the invariants of 'Box' cannot be checked at its exit: return a list, or make it an ordinary method", "public partial IAsyncEnumerable<int> [|Items|](); private async IAsyncEnumerable<int> ItemsCore() { await Task.Yield(); yield return 1; }")]
    [InlineData("sealed partial class", "'Slot' hands out a reference through which its caller can change the object after the check: return by value", "private int _n; public partial ref int [|Slot|](); private ref int SlotCore() => ref _n;")]
    [InlineData("partial class", "'Take' is virtual, so an override would go around its guard: remove 'virtual' here and declare 'protected virtual' on 'TakeCore'", "public virtual partial int [|Take|](); private int TakeCore() => 1;")]
    [InlineData("partial class", "'ToString' could be overridden again, around its guard: declare it 'sealed override' or seal the type", "public override partial string [|ToString|](); private string ToStringCore() => \"\";")]
    [InlineData("partial struct", "'Take' ends after it has returned, and the struct 'Box' may be elsewhere by then: return synchronously, or make the type a class", "public partial Task [|Take|](); private Task TakeCore() => Task.CompletedTask;")]
    public Task Invariants_are_checked_when_the_member_has_ended(string type, string message, string members) =>
        Refuses.WithAsync("IC5003", message, $"[Invariant(\"true\")] public {type} Box {{ public Box(int n) {{ EnsureInvariants(); }} {members} }}");

    [Fact]
    public Task An_interface_declares_and_its_implementation_is_guarded() => Refuses.WithAsync(
        "IC5003",
        "'Take' belongs to the interface 'IOrders': declare the intent there without partial, and guard the implementation",
        "public partial interface IOrders { [Idempotent(Key = \"n\")] public partial Task [|Take|](int n); }");

    [Theory]
    [InlineData("'PlaceAsync' has no core: declare 'private Task<List<string?>> PlaceAsyncCore(int n, CancellationToken ct)' with the body", "public partial Task<List<string?>> [|PlaceAsync|](int n, CancellationToken ct);")]
    [InlineData("'PlaceAsync' has a core with other parameters: declare 'private Task PlaceAsyncCore(int n)' with the body", "public partial Task [|PlaceAsync|](int n); private Task PlaceAsyncCore(long n) => Task.CompletedTask;")]
    [InlineData("'PlaceAsync' has a core with the same parameters in another order: declare 'private Task PlaceAsyncCore(int a, int b)' with the body", "public partial Task [|PlaceAsync|](int a, int b); private Task PlaceAsyncCore(int b, int a) => Task.CompletedTask;")]
    [InlineData("'PlaceAsync' has a core with another result: declare 'private Task<int> PlaceAsyncCore(int n)' with the body", "public partial Task<int> [|PlaceAsync|](int n); private Task PlaceAsyncCore(int n) => Task.CompletedTask;")]
    [InlineData("'PlaceAsync' has a core that anybody can call around the guard: declare 'private Task PlaceAsyncCore(int n)' with the body", "public partial Task [|PlaceAsync|](int n); public Task PlaceAsyncCore(int n) => Task.CompletedTask;")]
    [InlineData("'PlaceAsync' has no core: declare 'private Task PlaceAsyncCore<T>(T n) where T : class' with the body", "public partial Task [|PlaceAsync|]<T>(T n) where T : class;")]
    public Task A_core_has_the_signature_of_its_shell(string message, string members) =>
        Refuses.WithAsync("IC5005", message, $"[Invariant(\"true\")] public sealed partial class Orders {{ public Orders() {{ EnsureInvariants(); }} {members} }}");

    [Fact]
    public Task A_guarded_service_is_silent() => Refuses.NothingAsync(
        """
        public interface IOrders { [Idempotent(Key = "n")] Task PlaceAsync(int n); }
        public abstract class Base { [TransactionBoundary] public abstract Task SaveAsync(); }

        public sealed partial class Orders(ITransactionRunner runner) : IOrders
        {
            [Idempotent(Key = "n"), TransactionBoundary]
            public partial Task PlaceAsync(int n);
            private Task PlaceAsyncCore(int n) => Task.CompletedTask;
        }
        """);

    [Fact]
    public async Task A_refused_member_throws_even_when_the_rule_is_silenced() =>
        Assert.Equal("IC5003 Orders.Take(System.Int32) There is no guard here: IC5003 at the declaration says why.", await Compile.Generate(
            """
            public sealed partial class Orders
            {
            #pragma warning disable IC5003
                [Idempotent(Key = "n")]
                public partial int Take(int n);
                private int TakeCore(int n) => n;
            }

            public static class Scenario
            {
                public static async Task<string> Run()
                {
                    await Task.Yield();
                    try { return new Orders().Take(1).ToString(); }
                    catch (IntentContractException e) { return e.RuleId + " " + e.ContractId + " " + e.Message; }
                }
            }
            """).RunAsync());
}
