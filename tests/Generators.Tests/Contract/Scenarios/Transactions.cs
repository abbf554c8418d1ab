[Expects("begin core commit", Enforced = "begin core rollback Faulted1: invariant Rows < 2")]
public static class A_broken_invariant_rolls_its_transaction_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Write(2));
}

[Expects("begin core commit", Enforced = "begin core rollback Faulted1: ensures result < 10")]
public static class A_broken_promise_rolls_its_transaction_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Promise(10));
}

[Expects("begin core commit", Enforced = "begin rollback Faulted1: requires n < 10")]
public static class What_is_required_inside_a_transaction_rolls_it_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Ask(10));
}

[Expects("begin core rollback Faulted1: BodyException b same")]
public static class What_the_core_throws_rolls_its_transaction_back_and_passes_unchanged
{
    public static Task<string> Run()
    {
        var thrown = new BodyException("b");
        return Ledger.Try(l => l.Fail(thrown), thrown);
    }
}

[Expects("begin core commit 7")]
public static class A_value_task_in_a_transaction_gives_its_result
{
    public static Task<string> Run() => Ledger.Try(async l => l.Log.Add((await l.Value(7)).ToString()));
}

public sealed class FakeRunner(List<string> log) : ITransactionRunner
{
    public async Task<TResult> RunAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        log.Add("begin");
        TResult result;
        try { result = await body(state, cancellationToken); }
        catch { log.Add("rollback"); throw; }
        log.Add("commit");
        return result;
    }
}

[Invariant("Rows < 2")]
public sealed partial class Ledger
{
    private readonly ITransactionRunner _runner;
    public List<string> Log { get; }
    public int Rows { get; private set; }
    public Ledger() { Log = []; _runner = new FakeRunner(Log); EnsureInvariants(); }

    public static async Task<string> Try(Func<Ledger, Task> act, Exception? thrown = null)
    {
        var ledger = new Ledger();
        var said = await Kit.How(() => act(ledger), thrown);
        return string.Join(" ", ledger.Log) + (said == "done" ? "" : " " + said);
    }

    // Without guards there is no transaction: the same runner around the same core.
    private Task<T> InTransaction<T>(Func<Task<T>> core) => _runner.RunAsync(default, core, static (c, _) => c(), default);

    public async Task Write(int n) { if (Guards.AreOff) { await InTransaction(async () => { await WriteBody(n); return 0; }); } else { await WriteGuarded(n); } }
    public async Task Promise(int n) { if (Guards.AreOff) { await InTransaction(() => PromiseBody(n)); } else { await PromiseGuarded(n); } }
    public async Task Ask(int n) { if (Guards.AreOff) { await InTransaction(() => PromiseBody(n)); } else { await AskGuarded(n); } }
    public async Task Fail(Exception e) { if (Guards.AreOff) { await InTransaction(() => FailBody(e)); } else { await FailGuarded(e); } }
    public async Task<int> Value(int n) => Guards.AreOff ? await InTransaction(() => PromiseBody(n)) : await ValueGuarded(n);

    [TransactionBoundary] private partial Task WriteGuarded(int n);
    private Task WriteGuardedCore(int n) => WriteBody(n);
    private async Task WriteBody(int n) { await Task.Yield(); Log.Add("core"); Rows += n; }

    [TransactionBoundary, Ensures("result < 10")] private partial Task<int> PromiseGuarded(int n);
    private Task<int> PromiseGuardedCore(int n) => PromiseBody(n);
    private async Task<int> PromiseBody(int n) { await Task.Yield(); Log.Add("core"); return n; }

    [TransactionBoundary, Requires("n < 10")] private partial Task<int> AskGuarded(int n);
    private Task<int> AskGuardedCore(int n) => PromiseBody(n);

    [TransactionBoundary, Requires("e != null")] private partial Task<int> FailGuarded(Exception e);
    private Task<int> FailGuardedCore(Exception e) => FailBody(e);
    private async Task<int> FailBody(Exception e) { await Task.Yield(); Log.Add("core"); throw e; }

    [TransactionBoundary, Ensures("result > 0")] private partial ValueTask<int> ValueGuarded(int n);
    private ValueTask<int> ValueGuardedCore(int n) => new(PromiseBody(n));
}

public static class Guards
{
    /// <summary>No shell opens a transaction: the twin, or guards that are compiled out.</summary>
    public static bool AreOff =>
#if UNGUARDED
        true;
#else
        false;
#endif
}
