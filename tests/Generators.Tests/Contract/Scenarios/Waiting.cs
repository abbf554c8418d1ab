[Expects("Faulted1: BodyException b same Throw")]
public static class Under_every_guard_a_fault_stays_what_it_is
{
    public static Task<string> Run() => Boxes.Each(Boxes.Waiting(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Kit.Later(thrown)), thrown) + " " + Kit.FirstFrame(thrown);
    });
}

[Expects("Faulted1: BodyException b same Throw")]
public static class Under_every_guard_a_fault_at_once_stays_what_it_is
{
    public static Task<string> Run() => Boxes.Each(Boxes.Waiting(), async box =>
    {
        var thrown = new BodyException("b");
        return await Kit.How(() => box.Act(() => Kit.Throw(thrown)), thrown) + " " + Kit.FirstFrame(thrown);
    });
}

[Expects("Canceled: OperationCanceledException stop same True")]
public static class Under_every_guard_a_cancellation_keeps_its_object_and_token
{
    public static Task<string> Run() => Boxes.Each(Boxes.Waiting(), async box =>
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var thrown = new OperationCanceledException("stop", cancelled.Token);
        Task? task = null;
        var said = await Kit.How(() => task = box.Act(() => Kit.Later(thrown)), thrown);
        return $"{said} {await A_cancelled_task_stays_cancelled_with_its_token.TokenOf(task!) == cancelled.Token}";
    });
}

[Expects("done Closed 1")]
public static class Under_every_guard_a_success_is_a_success
{
    public static Task<string> Run() => Boxes.Each(Boxes.Waiting(), async box => $"{await Kit.How(() => box.Act(() => Kit.After(1)))} {box.Status} {box.Balance}");
}

[Expects("posts 2, back on it True")]
public static class Under_every_guard_the_caller_comes_back_to_its_context
{
    public static Task<string> Run() => Boxes.Each([.. Boxes.Waiting().Take(1)], box => Counting.Run(async counting =>
    {
        await box.Act(static () => Task.FromResult(1));
        await Task.Yield();
        return $"back on it {SynchronizationContext.Current == counting}";
    }));
}

[Expects("done", Enforced = "Faulted1: invariant Balance >= 0")]
public static class Under_every_guard_a_broken_invariant_is_seen
{
    public static Task<string> Run() => Boxes.Each(Boxes.Waiting(), box => { box.Balance = -5; return Kit.How(() => box.Act(() => Kit.After(1))); });
}
