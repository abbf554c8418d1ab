namespace IntentContracts.Tests.Generators.Shapes;

/// <summary>One source for each shape. In each call, § is a number: 1 is right, -1 is not what is asked for, and 9 is not what is promised.</summary>
internal static class ShapeSources
{
    /// <summary>What calls need that are no expressions.</summary>
    public const string Support = """
        public static class Ends
        {
            public static object Ended<T>(this Task<T> task) => task.GetAwaiter().GetResult()!;

            public static object Ended(this Task task) { task.GetAwaiter().GetResult(); return "done"; }
        }

        public static partial class Support
        {
            public static int Count(IAsyncEnumerable<int> stream) => System.Linq.AsyncEnumerable.CountAsync(stream).AsTask().Result;

            public sealed class Runner : ITransactionRunner
            {
                public Task<R> RunAsync<S, R>(TransactionRequest request, S state, Func<S, CancellationToken, Task<R>> body, CancellationToken ct) => body(state, ct);
            }
        }
        """;

    public static IReadOnlyDictionary<string, (string Source, string Call, string Expected)> All { get; } = new Dictionary<string, (string, string, string)>
    {
        ["async"] = (
            """
            public sealed partial class Box { private int _n; [Requires("n > 0"), Ensures("_n == old(_n) + n")] public partial Task AddAsync(int n); private async Task AddAsyncCore(int n) { await Task.Yield(); _n += n == 9 ? 0 : n; } }
            """,
            """new Box().AddAsync(§).Ended()""",
            "done required:n > 0 unkept:_n == old(_n) + n"),
        ["value-task"] = (
            """
            public sealed partial class Box { [Requires("n > 0"), Ensures("result < 9")] public partial ValueTask<int> SameAsync(int n); private async ValueTask<int> SameAsyncCore(int n) { await Task.Yield(); return n; } }
            """,
            """new Box().SameAsync(§).AsTask().Ended()""",
            "1 required:n > 0 unkept:result < 9"),
        ["generic"] = (
            """
            public sealed partial class Box<TKey> where TKey : notnull { [Requires("n.CompareTo(0) > 0"), Ensures("result is null || other is null || n.CompareTo(9) != 0")] public partial TKey? Pick<T>(T n, TKey? other) where T : struct, IComparable<int>; private TKey? PickCore<T>(T n, TKey? other) where T : struct, IComparable<int> => other; }
            """,
            """new Box<string>().Pick(§, "x")""",
            "x required:n.CompareTo(0) > 0 unkept:result is null || other is null || n.CompareTo(9) != 0"),
        ["by-reference"] = (
            """
            public sealed partial class Box { [Requires("n > 0 && fee == 2"), Ensures("left != 9")] public partial void Take(ref int n, in int fee, out int left); private void TakeCore(ref int n, in int fee, out int left) { left = n; n += fee; } } public static partial class Support { public static object ByReference(int n) { new Box().Take(ref n, 2, out _); return n; } }
            """,
            """Support.ByReference(§)""",
            "3 required:n > 0 && fee == 2 unkept:left != 9"),
        ["params-span"] = (
            """
            public sealed partial class Box { [Requires("all[0] > 0"), Ensures("result < 9")] public partial int Sum(params ReadOnlySpan<int> all); private int SumCore(ReadOnlySpan<int> all) { var sum = 0; foreach (var n in all) { sum += n; } return sum; } }
            """,
            """new Box().Sum(§)""",
            "1 required:all[0] > 0 unkept:result < 9"),
        ["static"] = (
            """
            public static partial class Maths { [Requires("n > 0"), Ensures("result < 9")] public static partial int Same(int n); private static int SameCore(int n) => n; [Requires("n > 0")] public static partial Task<int> LaterAsync(int n); private static Task<int> LaterAsyncCore(int n) => Task.FromResult(n); }
            """,
            """Maths.Same(§)""",
            "1 required:n > 0 unkept:result < 9"),
        ["record"] = (
            """
            [Invariant("N < 9")] public sealed partial record Box { public int N { get; private set; } public Box() { EnsureInvariants(); } [Requires("n > 0")] public partial int Add(int n); private int AddCore(int n) => N += n; }
            """,
            """new Box().Add(§)""",
            "1 required:n > 0 broken:N < 9"),
        ["record-struct"] = (
            """
            public readonly partial record struct Box(int N) { [Requires("n > N"), Ensures("result < 9")] public partial int Add(int n); private int AddCore(int n) => N + n; }
            """,
            """new Box(0).Add(§)""",
            "1 required:n > N unkept:result < 9"),
        ["struct"] = (
            """
            [Invariant("N < 9")] public partial struct Box { public int N; [Requires("n > 0"), Ensures("N == old(N) + n")] public partial void Add(int n); private void AddCore(int n) => N += n; } public static partial class Support { public static object Struct(int n) { var b = new Box(); b.Add(n); return b.N; } }
            """,
            """Support.Struct(§)""",
            "1 required:n > 0 broken:N < 9"),
        ["readonly-struct"] = (
            """
            public readonly partial struct Box(int start) { private readonly int _n = start; [Requires("n > _n"), Ensures("result < 9")] public readonly partial int Add(int n); private int AddCore(int n) => _n + n; }
            """,
            """new Box(0).Add(§)""",
            "1 required:n > _n unkept:result < 9"),
        ["ref-struct"] = (
            """
            public ref partial struct Box { public Span<int> S; [Requires("n > S.Length"), Ensures("result.Length < 9")] public partial Span<int> Make(int n); private Span<int> MakeCore(int n) => new int[n]; }
            """,
            """new Box().Make(§).Length""",
            "1 required:n > S.Length unkept:result.Length < 9"),
        ["nested-generic"] = (
            """
            namespace A.B { public static partial class Outer<T> { internal partial struct Middle { public sealed partial class Inner<U>(U u) where U : class { public U Value => u; [Requires("n > 0"), Ensures("result.Item3 < 9")] public partial (T? First, U, int) Make(T? first, int n); private (T? First, U, int) MakeCore(T? first, int n) => (first, Value, n); } } } }
            """,
            """new A.B.Outer<long>.Middle.Inner<string>("u").Make(4, §).Item3""",
            "1 required:n > 0 unkept:result.Item3 < 9"),
        ["property"] = (
            """
            [Invariant("_n < 9")] public sealed partial class Box { private int _n; public Box() { EnsureInvariants(); } [Requires("value > 0", Because = "it is a limit")] public partial int Limit { get; set; } private int LimitCore { get => _n; set => _n = value; } } public static partial class Support { public static object Property(int n) { var b = new Box(); b.Limit = n; return b.Limit; } }
            """,
            """Support.Property(§)""",
            "1 required:value > 0 broken:_n < 9"),
        ["accessors"] = (
            """
            public sealed partial class Box { public partial int Limit { [Ensures("result < 9")] get; [Requires("value > 0")] internal set; } private int LimitCore { get; set; } } public static partial class Support { public static object Property(int n) { var b = new Box(); b.Limit = n; return b.Limit; } }
            """,
            """Support.Property(§)""",
            "1 required:value > 0 unkept:result < 9"),
        ["init-required"] = (
            """
            public sealed partial class Box { [Requires("value > 0"), Ensures("result < 9")] public required partial int Limit { get; init; } private readonly int LimitCore; }
            """,
            """new Box { Limit = § }.Limit""",
            "1 required:value > 0 unkept:result < 9"),
        ["indexer"] = (
            """
            public sealed partial class Box { private readonly int[] _a = new int[4]; [Requires("value > 0"), Ensures("result < 9")] public partial int this[[Requires("i < 4")] int i] { get; set; } private int GetItemCore(int i) => _a[i]; private void SetItemCore(int i, int value) => _a[i] = value; } public static partial class Support { public static object Indexer(int n) { var b = new Box(); b[3] = n; return b[3]; } }
            """,
            """Support.Indexer(§)""",
            "1 required:value > 0 unkept:result < 9"),
        ["event"] = (
            """
            public sealed partial class Box { public int Next; private int _n; [Requires("value != null"), Ensures("_n < 9")] public partial event Action? Changed; private event Action? ChangedCore { add => _n = Next; remove => _n = 0; } } public static partial class Support { public static object Event(int n) { var b = new Box { Next = n }; b.Changed += n < 0 ? null : () => { }; return n; } }
            """,
            """Support.Event(§)""",
            "1 required:value != null unkept:_n < 9"),
        ["constructor"] = (
            """
            [Invariant("N < 9")] public sealed partial class Box { public int N { get; private set; } [Requires("n > 0")] public partial Box(int n); private void BoxCore(int n) => N = n; }
            """,
            """new Box(§).N""",
            "1 required:n > 0 broken:N < 9"),
        ["abstract-core"] = (
            """
            public abstract partial class Base { [Requires("n > 0"), Ensures("result < 9")] public partial int Same(int n); protected abstract int SameCore(int n); } public sealed class Box : Base { protected override int SameCore(int n) => n; }
            """,
            """new Box().Same(§)""",
            "1 required:n > 0 unkept:result < 9"),
        ["virtual-core"] = (
            """
            [Invariant("N < 9")] public partial class Base { public int N { get; protected set; } public Base() { EnsureInvariants(); } [Requires("n > 0")] public partial int Add(int n); protected virtual int AddCore(int n) => 1; } [Invariant("N > -9")] public sealed partial class Box : Base { public Box() { EnsureInvariants(); } protected override int AddCore(int n) => N += n; }
            """,
            """new Box().Add(§)""",
            "1 required:n > 0 broken:N < 9"),
        ["sealed-override"] = (
            """
            public abstract class Base { [Requires("n > 0", Because = "the base says so"), Ensures("result < 9")] public abstract int Same(int n); } public partial class Box : Base { public sealed override partial int Same(int n); private int SameCore(int n) => n; }
            """,
            """new Box().Same(§)""",
            "1 required:n > 0 unkept:result < 9"),
        ["implicit-implementation"] = (
            """
            namespace Contracts { using Numbers = System.Math; [Invariant("Total < 99")] public interface IBox { int Total { get; } [Requires("Numbers.Sign(number) > 0"), Ensures("result < 9")] int Same(int number); } } public sealed partial class Box : Contracts.IBox { public int Total { get; private set; } public Box() { EnsureInvariants(); } public partial int Same(int n); private int SameCore(int n) => Total = n; }
            """,
            """new Box().Same(§)""",
            "1 required:Numbers.Sign(number) > 0 unkept:result < 9"),
        ["explicit-forwarding"] = (
            """
            public interface IBox { [Ensures("result < 99")] int Same(int n); } public sealed partial class Box : IBox { int IBox.Same(int n) => Same(n); [Requires("n > 0"), Ensures("result < 9")] public partial int Same(int n); private int SameCore(int n) => n; }
            """,
            """((IBox)new Box()).Same(§)""",
            "1 required:n > 0 unkept:result < 9"),
        ["iterator"] = (
            """
            public sealed partial class Box { [Requires("n > 0"), Requires("n < 9")] public partial IEnumerable<int> Count(int n); private IEnumerable<int> CountCore(int n) { for (var i = 0; i < n; i++) { yield return i; } } }
            """,
            """new Box().Count(§).Count()""",
            "1 required:n > 0 required:n < 9"),
        ["async-stream"] = (
            """
            public sealed partial class Box { [Requires("n > 0"), Requires("n < 9")] public partial IAsyncEnumerable<int> CountAsync(int n, CancellationToken stop = default); private async IAsyncEnumerable<int> CountAsyncCore(int n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop) { for (var i = 0; i < n; i++) { await Task.Yield(); yield return i; } } }
            """,
            """Support.Count(new Box().CountAsync(§))""",
            "1 required:n > 0 required:n < 9"),
        ["extension"] = (
            """
            public static partial class Numbers { [Requires("n > 0"), Ensures("result < 9")] public static partial int Same(this int n); private static int SameCore(int n) => n; }
            """,
            """(§).Same()""",
            "1 required:n > 0 unkept:result < 9"),
        ["keywords"] = (
            """
            namespace @event { public sealed partial class @class { [Requires("@in > 0"), Ensures("result < 9")] public partial int @is(int @in); private int isCore(int @in) => @in; } }
            """,
            """new @event.@class().@is(§)""",
            "1 required:@in > 0 unkept:result < 9"),
        ["overloads"] = (
            """
            public sealed partial class Box { [Requires("n > 0"), Ensures("result < 9")] public partial int Same(int n); private int SameCore(int n) => n; [Requires("s.Length > 0")] public partial int Same(string s); private int SameCore(string s) => Same(int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)); }
            """,
            """new Box().Same("§")""",
            "1 required:n > 0 unkept:result < 9"),
        ["unicode"] = (
            """
            namespace Lädchen { public sealed partial class Straße { [Requires("größe > 0"), Ensures("result < 9")] public partial int Länge(int größe); private int LängeCore(int größe) => größe; } }
            """,
            """new Lädchen.Straße().Länge(§)""",
            "1 required:größe > 0 unkept:result < 9"),
        ["several-parts"] = (
            """
            [Invariant("A < 9")] public sealed partial class Box { public int A { get; private set; } public Box() { EnsureInvariants(); } } [Invariant("B >= 0")] public sealed partial class Box { public int B { get; private set; } public partial int Add(int n); private int AddCore(int n) { B = n; return A += n; } } public sealed partial class Box { public partial int Twice(int n); private int TwiceCore(int n) => Add(n); }
            """,
            """new Box().Twice(§)""",
            "1 broken:B >= 0 broken:A < 9"),
        ["transition"] = (
            """
            public enum Status { Open, Held, Closed } [StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed]), Invariant("N < 9")] public sealed partial class Box { public Status Status { get; private set; } public int N { get; private set; } public Box() { EnsureInvariants(); } [Transition(From = [Status.Open], To = Status.Held), Transition(From = [Status.Held], To = Status.Closed), Requires("n > 0"), Ensures("N == old(N) + n")] public partial void Go(int n); private void GoCore(int n) => N += n; } public static partial class Support { public static object Transition(int n) { var b = new Box(); b.Go(n); return b.Status; } }
            """,
            """Support.Transition(§)""",
            "Held required:n > 0 broken:N < 9"),
        ["transition-async"] = (
            """
            public enum Status { Open, Closed } [StateMachine(nameof(_status), Initial = Status.Open, Terminal = [Status.Closed])] public sealed partial class Box { private Status _status; public int N { get; private set; } [Transition(From = [Status.Open], To = Status.Closed), Requires("n > 0"), Ensures("N == old(N) + n && n < 9")] public partial Task<Status> GoAsync(int n); private async Task<Status> GoAsyncCore(int n) { await Task.Yield(); N += n; return _status; } }
            """,
            """new Box().GoAsync(§).Ended()""",
            "Open required:n > 0 unkept:N == old(N) + n && n < 9"),
        ["every-guard"] = (
            """
            /// <summary>Sells.</summary> 
            [Invariant("N < 99"), OwnedBy("shop")] public sealed partial class Box { private readonly ITransactionRunner _runner = new Support.Runner(); private readonly string _id = Guid.NewGuid().ToString(); public int N { get; private set; } public Box() { EnsureInvariants(); } 
            /// <summary>Sells some.</summary>
             [Requires("n > 0"), Ensures("result < 9"), Deadline("00:01:00"), Exclusive(Key = "_id"), Idempotent(Key = "_id", Scope = "\"shapes\""), RetryPolicy(MaxAttempts = 2, On = [typeof(TimeoutException)]), TransactionBoundary] public partial Task<int> SellAsync(int n, string note, CancellationToken stop); private async Task<int> SellAsyncCore(int n, string note, CancellationToken stop) { await Task.Yield(); return N += n; } }
            """,
            """new Box().SellAsync(§, "", default).Ended()""",
            "1 required:n > 0 unkept:result < 9"),
        ["every-guard-value-task"] = (
            """
            public sealed partial class Box { private readonly ITransactionRunner _runner = new Support.Runner(); private readonly string _id = Guid.NewGuid().ToString(); [Requires("n > 0"), Ensures("result < 9"), Deadline("00:01:00"), Exclusive(Key = "_id"), Idempotent(Key = "_id", Scope = "\"shapes\""), RetryPolicy(MaxAttempts = 2, On = [typeof(TimeoutException)]), TransactionBoundary] public partial ValueTask<int> SellAsync(int n, CancellationToken stop); private async ValueTask<int> SellAsyncCore(int n, CancellationToken stop) { await Task.Yield(); return n; } }
            """,
            """new Box().SellAsync(§, default).AsTask().Ended()""",
            "1 required:n > 0 unkept:result < 9"),
        ["every-guard-static"] = (
            """
            public static partial class Box { private static readonly ITransactionRunner _runner = new Support.Runner(); private static string _id => Guid.NewGuid().ToString(); [Requires("n.CompareTo(0) > 0"), Ensures("result.CompareTo(9) < 0"), Deadline("00:01:00"), Exclusive(Key = "_id"), Idempotent(Key = "_id", Scope = "\"shapes\""), RetryPolicy(MaxAttempts = 2, On = [typeof(TimeoutException)]), TransactionBoundary] public static partial Task<T> SellAsync<T>(T n, CancellationToken stop) where T : struct, IComparable<int>; private static Task<T> SellAsyncCore<T>(T n, CancellationToken stop) where T : struct, IComparable<int> => Task.FromResult(n); }
            """,
            """Box.SellAsync(§, default).Ended()""",
            "1 required:n.CompareTo(0) > 0 unkept:result.CompareTo(9) < 0"),
    };
}
