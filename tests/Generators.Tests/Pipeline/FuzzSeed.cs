namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>A source with every attribute and every shape, to be mutated.</summary>
internal static class FuzzSeed
{
    public const string Source = """
        using System; using Db = System.Text.StringBuilder;
        [assembly: OwnedBy("a")]
        namespace Shop
        {
            using static System.Math;
            public enum Status { Draft, Paid, @class }
            /// <summary>Text.</summary>
            [OwnedBy("billing"), CriticalPath, Invariant("N >= 0 && Max(N, 1) < 9", Because = "b"), Invariant(nameof(Whole)), StateMachine(nameof(State), Initial = Status.Draft, Terminal = [Status.@class])]
            public abstract partial class Orders<T> : Base<T>, IOrders, IDisposable where T : class, new()
            {
                private readonly ITransactionRunner runner = null!;
                public int N { get; private set; }
                public Status State { get; private set; }
                private bool Whole() => true;
                public Orders() { EnsureInvariants(); }
                [Idempotent(Key = "request", Scope = "\"x\"", Lease = "00:01:00"), TransactionBoundary(Isolation = System.Data.IsolationLevel.Chaos), Deadline("00:00:05"), Exclusive(Key = "request", Group = "g"), RetryPolicy(MaxAttempts = 3, BaseDelay = "00:00:01", On = [typeof(TimeoutException)])]
                [Requires("request.Length > 0", Because = "w"), Ensures("N == old(N) + 1")]
                public partial Task<(int A, T? B)> PlaceAsync<U>(string request, U[] u, CancellationToken ct = default) where U : struct, Enum;
                private async Task<(int A, T? B)> PlaceAsyncCore<U>(string request, U[] u, CancellationToken ct) where U : struct, Enum { await Task.Yield(); return default; }
                [Transition(From = [Status.Draft], To = Status.Paid), Transition(From = [Status.Paid], To = Status.@class), Requires("n > 0"), Ensures("result.Length == old(this.N)")]
                public partial ValueTask<string> Pay([Requires("n < 7")] int n, in int scope, ReadOnlyMemory<int> fault);
                private ValueTask<string> PayCore(int n, in int scope, ReadOnlyMemory<int> fault) => new("");
                [Requires("x > 0"), Ensures("y > 0 && result")] public partial bool Slot(in int x, out int y, ref int r, params ReadOnlySpan<int> z);
                private bool SlotCore(in int x, out int y, ref int r, ReadOnlySpan<int> z) { y = 1; return true; }
                [Requires("value > 0"), Ensures("Limit == value")] public partial int Limit { get; private set; }
                private int LimitCore { get; set; }
                [Requires("value != null")] public partial string? this[[Requires("i >= 0")] int i] { get; set; }
                private string? GetItemCore(int i) => null;
                private void SetItemCore(int i, string? value) { }
                [Requires("value != null")] public partial event Action? Changed;
                private event Action? ChangedCore;
                [Requires("n > 0")] public partial Orders(int n);
                private void OrdersCore(int n) { }
                [Requires("n > 0")] public partial IEnumerable<int> Items(int n);
                private IEnumerable<int> ItemsCore(int n) { yield return n; }
                public partial void Run(int number);
                protected virtual void RunCore(int number) { }
                public void Dispose() { }
                [Requires("n != 0")] public static partial int Root(int n);
                private static int RootCore(int n) => n;
                internal partial record struct Nested([property: Obsolete] int @class) { [Requires("n > @class")] public partial void M(int n); private void MCore(int n) { } }
        #pragma warning disable IC1401
                [Effect(EffectKind.Http, "x")] public static void Call() { [Idempotent] static void L() { } Func<int> f = [NotIdempotent("w")] () => 1; }
                [IntentException("IC1401", Reason = "r", Owner = "o", Until = "2030-01-01"), NoTransaction("w"), NaturallyIdempotent("w")] public void Excused() { }
            }
            [Invariant("Key != null")] public interface IOrders { object Key => this; [Requires("number > 0", Because = "x"), Ensures("true")] void Run(int number); }
            public abstract class Base<T> { }
            file partial interface IHidden { [TransactionBoundary] partial void X(); }
        }
        """;
}
