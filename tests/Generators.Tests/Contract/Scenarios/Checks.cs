[Expects("Faulted1: NullReferenceException Object reference not set to an instance of an object. | Closed", Enforced = "Faulted1: requires behave != null | Open")]
public static class What_a_task_requires_fails_the_task
{
    public static Task<string> Run() => Boxes.Each(Boxes.Async(), async box => $"{await Kit.How(() => box.Act(null))} | {box.Status}");
}

[Expects("out of the call: NullReferenceException Object reference not set to an instance of an object. | Closed", Enforced = "Faulted1: requires behave != null | Open")]
public static class A_core_does_not_run_when_what_it_requires_is_missing
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), async box => $"{await Kit.How(() => box.Act(null))} | {box.Status}");
}

[Expects("done 8", Enforced = "Faulted1: ensures Balance == old(Balance) + 1 8")]
public static class What_a_task_ensures_is_checked_when_it_has_ended
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box => $"{await Kit.How(() => box.Act(async () => { await Task.Yield(); box.Balance = 8; return 1; }))} {box.Balance}");
}

[Expects("done", Enforced = "Faulted1: ensures Balance == old(Balance) + 1")]
public static class A_completed_task_that_breaks_a_promise_is_a_failed_task
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), box => Kit.How(() => box.Act(() => { box.Balance = 8; return Task.FromResult(1); })));
}

[Expects("Faulted1: BodyException b same -5", Enforced = "Faulted1: BodyException b same -5")]
public static class The_bodys_exception_wins_over_a_broken_invariant
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => { box.Balance = -5; return Kit.Later(thrown); }), thrown) + " " + box.Balance;
    });
}

[Expects("done Closed True", Enforced = "Faulted1: IllegalTransitionException False")]
public static class A_transition_is_refused_from_another_state
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        await box.Act(() => Kit.After(1));
        var ran = false;
        var said = await Kit.How(() => box.Act(() => { ran = true; return Kit.After(1); }));
        return $"{said.Split(" TaskOfIntBox")[0].Split(" is ")[0].Split(" Async")[0].Split(" Task")[0].Split(" Value")[0]}{(said == "done" ? " " + box.Status : "")} {ran}";
    });
}

[Expects("Faulted1: BodyException b same Closed", Enforced = "Faulted1: BodyException b same Open")]
public static class The_state_is_put_back_when_the_core_fails_later
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        var thrown = new BodyException("b");
        return $"{await Kit.How(() => box.Act(() => Kit.Later(thrown)), thrown)} {box.Status}";
    });
}

[Expects("Closed", Enforced = "Open")]
public static class The_state_is_put_back_when_the_core_throws_out_of_the_call
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        await Kit.How(() => box.Act(() => Kit.Throw(new BodyException("b"))));
        return box.Status.ToString();
    });
}

[Expects("Canceled: TaskCanceledException A task was canceled. Closed", Enforced = "Canceled: TaskCanceledException A task was canceled. Open")]
public static class The_state_is_put_back_when_the_core_is_cancelled
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
        $"{await Kit.How(() => box.Act(async () => { await Task.Yield(); await Task.FromCanceled(new CancellationToken(true)); return 1; }))} {box.Status}");
}

[Expects("done Open", Observed = "done Closed", Enforced = "done Closed")]
public static class A_state_that_the_core_leaves_is_set
{
    public static Task<string> Run() => Boxes.Each([new LazyBox()], async box => $"{await Kit.How(() => box.Act(() => Kit.After(1)))} {box.Status}");
}

[Expects("BodyException b same Closed 1", Enforced = "BodyException b same Open 1")]
public static class A_synchronous_transition_puts_the_state_back
{
    public static Task<string> Run()
    {
        var box = new SyncBox();
        var thrown = new BodyException("b");
        return Task.FromResult($"{Kit.Sync(() => box.Do(() => throw thrown), thrown)} {box.Status} {box.Balance}");
    }
}

[Expects("done", Enforced = "invariant Balance >= 0")]
public static class A_synchronous_member_leaves_the_object_whole
{
    public static Task<string> Run()
    {
        var box = new SyncBox { Balance = -9 };
        return Task.FromResult(Kit.Sync(() => box.Do(static () => { })));
    }
}

[Expects("Faulted1: BodyException late same, done 5", Enforced = "Faulted1: BodyException late same, Faulted1: ensures !result!.Equals(5)")]
public static class A_generic_task_is_checked_after_it_has_completed
{
    public static async Task<string> Run()
    {
        var thrown = new BodyException("late");
        var box = new GenericBox();
        var failed = await Kit.How(() => box.Get<int>(() => Kit.Later(thrown)), thrown);
        var value = 0;
        var said = await Kit.How(async () => value = await box.Get(() => Kit.After(5)));
        return $"{failed}, {said}{(said == "done" ? " " + value : "")}";
    }
}

[StateMachine(nameof(Status), Initial = Status.Open, Terminal = [Status.Closed])]
public sealed partial class LazyBox : IBox
{
    public int Balance { get; set; }
    public Status Status { get; private set; }
    Task IBox.Act(Func<Task<int>>? behave) => Act(behave);

    [Transition(From = [Status.Open], To = Status.Closed)]
    public partial Task<int> Act(Func<Task<int>>? behave);
    private Task<int> ActCore(Func<Task<int>>? behave) => behave!();
}

public sealed partial class GenericBox
{
    [Requires("get != null"), Ensures("!result!.Equals(5)")]
    public partial Task<T> Get<T>(Func<Task<T>> get) where T : notnull;
    private async Task<T> GetCore<T>(Func<Task<T>> get) where T : notnull => await get();
}
