[Expects("core", Enforced = "begin core rollback Faulted1: invariant Rows < 2")]
public static class A_broken_invariant_rolls_its_transaction_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Write(2));
}

[Expects("core", Enforced = "begin core rollback Faulted1: ensures result < 10")]
public static class A_broken_promise_rolls_its_transaction_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Promise(10));
}

[Expects("core", Enforced = "begin rollback Faulted1: requires n < 10")]
public static class What_is_required_inside_a_transaction_rolls_it_back
{
    public static Task<string> Run() => Ledger.Try(l => l.Ask(10));
}

[Expects("core Faulted1: BodyException b same", Enforced = "begin core rollback Faulted1: BodyException b same")]
public static class What_the_core_throws_rolls_its_transaction_back_and_passes_unchanged
{
    public static Task<string> Run()
    {
        var thrown = new BodyException("b");
        return Ledger.Try(l => l.Fail(thrown), thrown);
    }
}

[Expects("core 7", Enforced = "begin core commit 7")]
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

    [TransactionBoundary] public partial Task Write(int n);
    private Task WriteCore(int n) => WriteBody(n);
    private async Task WriteBody(int n) { await Task.Yield(); Log.Add("core"); Rows += n; }

    [TransactionBoundary, Ensures("result < 10")] public partial Task<int> Promise(int n);
    private Task<int> PromiseCore(int n) => PromiseBody(n);
    private async Task<int> PromiseBody(int n) { await Task.Yield(); Log.Add("core"); return n; }

    [TransactionBoundary, Requires("n < 10")] public partial Task<int> Ask(int n);
    private Task<int> AskCore(int n) => PromiseBody(n);

    [TransactionBoundary, Requires("e != null")] public partial Task<int> Fail(Exception e);
    private Task<int> FailCore(Exception e) => FailBody(e);
    private async Task<int> FailBody(Exception e) { await Task.Yield(); Log.Add("core"); throw e; }

    [TransactionBoundary, Ensures("result > 0")] public partial ValueTask<int> Value(int n);
    private ValueTask<int> ValueCore(int n) => new(PromiseBody(n));
}
