[Expects("BodyException b same Throw")]
public static class A_synchronous_member_throws_what_its_body_throws
{
    public static Task<string> Run()
    {
        var thrown = new BodyException("b");
        var box = new SyncBox();
        return Task.FromResult(Kit.Sync(() => box.Act(() => Kit.Throw(thrown).Result), thrown) + " " + Kit.FirstFrame(thrown));
    }
}

[Expects("BodyException b same Throw")]
public static class A_void_member_throws_what_its_body_throws
{
    public static Task<string> Run()
    {
        var thrown = new BodyException("b");
        return Task.FromResult(Kit.Sync(() => new SyncBox().Do(() => Kit.Throw(thrown)), thrown) + " " + Kit.FirstFrame(thrown));
    }
}

[Expects("BodyException b same Throw")]
public static class A_setter_throws_what_its_body_throws
{
    public static Task<string> Run()
    {
        var thrown = new BodyException("b");
        return Task.FromResult(Kit.Sync(() => new SyncBox { Limit = () => Kit.Throw(thrown) }, thrown) + " " + Kit.FirstFrame(thrown));
    }
}

[Expects("out of the call: BodyException b same Throw")]
public static class What_a_core_throws_out_of_the_call_leaves_the_call
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Kit.Throw(thrown)), thrown) + " " + Kit.FirstFrame(thrown);
    });
}

[Expects("Faulted1: BodyException b same Throw")]
public static class What_an_async_core_throws_at_once_is_in_the_task
{
    public static Task<string> Run() => Boxes.Each(Boxes.Async(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Kit.Throw(thrown)), thrown) + " " + Kit.FirstFrame(thrown);
    });
}

[Expects("Faulted1: BodyException b same Throw")]
public static class What_a_core_throws_later_is_in_the_task
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Kit.Later(thrown)), thrown) + " " + Kit.FirstFrame(thrown);
    });
}

[Expects("Faulted1: BodyException b same")]
public static class A_task_that_has_already_failed_is_handed_on
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Task.FromException<int>(thrown)), thrown);
    });
}

[Expects("Faulted2: BodyException b same a b")]
public static class Several_exceptions_stay_on_the_task
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), async box =>
    {
        var thrown = new BodyException("b");
        Task? task = null;
        async Task<int> Both() { await Task.Yield(); return 0; }
        var said = await Kit.How(() => task = box.Act(() => WhenAll(Kit.Later(thrown), Task.FromException<int>(new BodyException("a")), Both())), thrown);
        return said + " " + string.Join(" ", task!.Exception!.InnerExceptions.Select(e => e.Message).Order());
    });

    private static Task<int> WhenAll(params Task<int>[] tasks) => Task.WhenAll(tasks).ContinueWith(t => t, TaskScheduler.Default).Unwrap().ContinueWith(
        t => { var all = new TaskCompletionSource<int>(); if (t.Exception is { } e) all.SetException(e.InnerExceptions); else all.SetResult(0); return all.Task; }, TaskScheduler.Default).Unwrap();
}

[Expects("Faulted2: BodyException a same")]
public static class Task_WhenAll_is_handed_on_with_all_that_failed
{
    public static async Task<string> Run()
    {
        var thrown = new BodyException("a");
        var box = new Gatherer();
        return await Kit.How(() => box.All(Task.FromException(thrown), Kit.Later(new BodyException("b"))), thrown);
    }
}

[Expects("Canceled: TaskCanceledException A task was canceled. True False")]
public static class A_cancelled_task_stays_cancelled_with_its_token
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), async box =>
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Task? task = null;
        var said = await Kit.How(() => task = box.Act(() => Task.FromCanceled<int>(cancelled.Token)));
        var token = await TokenOf(task!);
        return $"{said} {token == cancelled.Token} {task!.IsFaulted}";
    });

    public static async Task<CancellationToken> TokenOf(Task task)
    {
        try { await task; return default; }
        catch (OperationCanceledException e) { return e.CancellationToken; }
    }
}

[Expects("Canceled: OperationCanceledException stop same True")]
public static class A_cancellation_thrown_later_keeps_its_object_and_token
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var thrown = new OperationCanceledException("stop", cancelled.Token);
        Task? task = null;
        var said = await Kit.How(() => task = box.Act(() => Kit.Later(thrown)), thrown);
        return $"{said} {await A_cancelled_task_stays_cancelled_with_its_token.TokenOf(task!) == cancelled.Token}";
    });
}

[Expects("out of the call: OperationCanceledException stop same")]
public static class A_cancellation_thrown_out_of_the_call_leaves_the_call
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), box =>
    {
        var thrown = new OperationCanceledException("stop");
        return Kit.How(() => box.Act(() => Kit.Throw(thrown)), thrown);
    });
}

[Invariant("Balance >= 0"), StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed])]
public sealed partial class SyncBox
{
    public int Balance { get; set; }
    public Status Status { get; private set; }
    public SyncBox() { EnsureInvariants(); }

    [Requires("behave != null"), Ensures("Balance == old(Balance) + 1"), Transition(From = [Status.Open], To = Status.Closed)]
    public partial int Act(Func<int>? behave);
    private int ActCore(Func<int>? behave) { Balance++; Status = Status.Closed; return behave!(); }

    [Requires("behave != null"), Ensures("Balance == old(Balance) + 1"), Transition(From = [Status.Open], To = Status.Closed)]
    public partial void Do(Action? behave);
    private void DoCore(Action? behave) { Balance++; Status = Status.Closed; behave!(); }

    [Requires("value != null")]
    public partial Action? Limit { get; set; }
    private Action? LimitCore { get; set { field = value; value!(); } }
}

[Invariant("true")]
public sealed partial class Gatherer
{
    public Gatherer() { EnsureInvariants(); }
    [Ensures("true")] public partial Task All(Task a, Task b);
    private Task AllCore(Task a, Task b) => Task.WhenAll(a, b);
}
