[Expects("posts 2, back on it True")]
public static class A_synchronization_context_sees_what_it_sees_without_guards
{
    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), box => Counting.Run(async counting =>
    {
        await box.Act(static async () => { await Task.Yield(); return 1; });
        return $"back on it {SynchronizationContext.Current == counting}";
    }));
}

[Expects("posts 2, back on it True")]
public static class A_completed_member_does_not_leave_its_context
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), box => Counting.Run(async counting =>
    {
        var task = box.Act(static () => Task.FromResult(1));
        var completed = task.IsCompletedSuccessfully;
        await task;
        await Task.Yield();
        return $"back on it {completed && SynchronizationContext.Current == counting}";
    }));
}

[Expects("inside set")]
public static class What_a_direct_core_sets_in_the_execution_context_its_caller_sees
{
    private static readonly AsyncLocal<string?> Local = new();

    public static Task<string> Run() => Boxes.Each(Boxes.Direct(), async box =>
    {
        Local.Value = "outside";
        await Task.Yield();
        var task = box.Act(() => { Local.Value = "inside"; return Kit.After(1); });
        var seen = Local.Value;
        await task;
        return seen + " " + (Local.Value == "inside" ? "set" : "lost");
    });
}

[Expects("outside outside")]
public static class What_an_async_core_sets_in_the_execution_context_stays_inside
{
    private static readonly AsyncLocal<string?> Local = new();

    public static Task<string> Run() => Boxes.Each(Boxes.Async(), async box =>
    {
        Local.Value = "outside";
        var task = box.Act(async () => { Local.Value = "inside"; return await Kit.After(1); });
        var seen = Local.Value;
        await task;
        return seen + " " + Local.Value;
    });
}

[Expects("outside outside")]
public static class A_core_sees_the_execution_context_of_its_caller
{
    private static readonly AsyncLocal<string?> Local = new();

    public static Task<string> Run() => Boxes.Each(Boxes.All(), async box =>
    {
        Local.Value = "outside";
        var seen = "";
        await box.Act(async () => { seen = Local.Value; await Task.Yield(); seen += " " + Local.Value; return 1; });
        return seen;
    });
}

[Expects("inside")]
public static class What_a_synchronous_core_sets_in_the_execution_context_its_caller_sees
{
    private static readonly AsyncLocal<string?> Local = new();

    public static async Task<string> Run()
    {
        Local.Value = "outside";
        await Task.Yield();
        new SyncBox().Do(static () => Local.Value = "inside");
        return Local.Value!;
    }
}

[Expects("True")]
public static class A_completed_call_leaves_the_execution_context_as_it_was
{
    public static Task<string> Run() => Boxes.Each(Boxes.All(), box =>
    {
        var before = ExecutionContext.Capture();
        var task = box.Act(static () => Task.FromResult(1));
        return Task.FromResult(ReferenceEquals(before, ExecutionContext.Capture()).ToString());
    });
}

/// <summary>A context that counts, with a thread of its own.</summary>
public sealed class Counting : SynchronizationContext
{
    private readonly System.Collections.Concurrent.BlockingCollection<Action> _queue = [];
    private int _posts;

    public override void Post(SendOrPostCallback d, object? state) { Interlocked.Increment(ref _posts); _queue.Add(() => d(state)); }

    public static Task<string> Run(Func<Counting, Task<string>> scenario)
    {
        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            var counting = new Counting();
            SetSynchronizationContext(counting);
            counting.Post(async _ =>
            {
                try { var said = await scenario(counting); end.SetResult($"posts {counting._posts}, {said}"); }
                catch (Exception e) { end.SetException(e); }
                counting._queue.CompleteAdding();
            }, null);
            foreach (var action in counting._queue.GetConsumingEnumerable()) { action(); }
        });
        thread.Start();
        return end.Task;
    }
}
