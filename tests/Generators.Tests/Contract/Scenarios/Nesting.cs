[Expects("done 0", Enforced = "done 0")]
public static class A_callback_may_come_back_while_the_object_is_unfinished
{
    public static async Task<string> Run()
    {
        var pair = new Pair();
        return await Kit.How(() => pair.MoveAsync(async () => { await Task.Yield(); pair.Touch(); await pair.TouchAsync(); })) + " " + pair.Sum;
    }
}

[Expects("done done", Enforced = "done invariant Sum == 0")]
public static class A_synchronous_callback_may_come_back_and_the_outermost_exit_checks
{
    public static Task<string> Run()
    {
        var pair = new Pair();
        return Task.FromResult(Kit.Sync(() => pair.Move(pair.Touch)) + " " + Kit.Sync(() => pair.Move(() => { pair.Touch(); pair.A++; })));
    }
}

[Expects("done | done 2", Enforced = "Faulted1: invariant Sum == 0 | done 2")]
public static class Two_flows_inside_one_object_are_each_checked
{
    public static async Task<string> Run()
    {
        var pair = new Pair();
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var a = pair.StepAsync(1, first.Task, 0);
        var b = pair.StepAsync(1, second.Task, -2);
        first.SetResult();
        var one = await Kit.How(() => a);
        second.SetResult();
        var two = await Kit.How(() => b);
        return $"{one} | {two} {pair.A}";
    }
}

[Expects("done 10", Enforced = "done 10")]
public static class Recursion_is_checked_once_at_its_end
{
    public static Task<string> Run()
    {
        var pair = new Pair();
        return Task.FromResult(Kit.Sync(() => pair.Down(10)) + " " + pair.A);
    }
}

[Expects("done 10", Enforced = "done 10")]
public static class Asynchronous_recursion_is_checked_once_at_its_end
{
    public static async Task<string> Run()
    {
        var pair = new Pair();
        return await Kit.How(() => pair.DownAsync(10)) + " " + pair.A;
    }
}

[Expects("done", Enforced = "Faulted1: invariant Sum == 0")]
public static class Asynchronous_recursion_that_ends_broken_is_seen
{
    public static async Task<string> Run()
    {
        var pair = new Pair { A = 5 };
        return await Kit.How(() => pair.DownAsync(10));
    }
}

[Expects("False", Enforced = "False")]
public static class A_flow_that_a_member_has_left_behind_is_outermost_again
{
    public static async Task<string> Run()
    {
        var pair = new Pair();
        var go = new TaskCompletionSource();
        Task? left = null;
        pair.Move(() => left = Task.Run(async () => { await go.Task; pair.Touch(); }));
        go.SetResult();
        return (await Kit.How(() => left!)).StartsWith("Faulted").ToString();
    }
}

[Expects("done done done", Enforced = "invariant A <= 100 invariant Sum == 0 invariant A <= 100")]
public static class Invariants_of_base_and_derived_classes_hold
{
    public static Task<string> Run() => Task.FromResult(string.Join(" ",
        Kit.Sync(() => new Small().Grow(200)),
        Kit.Sync(() => new Small().Tear()),
        Kit.Sync(() => _ = new Small(101))));
}

[Expects("done done done", Enforced = "done Faulted1: invariant A <= 100 Faulted1: invariant Sum == 0")]
public static class A_shell_of_the_base_checks_what_the_derived_class_adds
{
    public static async Task<string> Run()
    {
        Pair small = new Small();
        return await Kit.How(() => small.StepAsync(0, Task.CompletedTask, 0)) + " "
            + await Kit.How(() => { small = new Small(); return small.StepAsync(101, Task.CompletedTask, -101); }) + " "
            + await Kit.How(() => { small = new Small(); return small.StepAsync(1, Task.CompletedTask, 0); });
    }
}

[Expects("done 0 done", Enforced = "done 0 invariant Left + Right == 0")]
public static class A_core_may_set_guarded_properties_one_after_the_other
{
    public static Task<string> Run()
    {
        var scale = new Scale();
        return Task.FromResult(Kit.Sync(() => scale.Put(3)) + " " + (scale.Left + scale.Right) + " " + Kit.Sync(() => scale.Left = 4));
    }
}

[Invariant("Left + Right == 0")]
public sealed partial class Scale
{
    public Scale() { EnsureInvariants(); }

    public partial int Left { get; set; }
    private int LeftCore { get; set; }

    public partial int Right { get; set; }
    private int RightCore { get; set; }

    public partial void Put(int n);
    private void PutCore(int n) { Left = n; Right = -n; }
}

[Invariant("Sum == 0")]
public partial class Pair
{
    public int A;
    public int B;
    public int Sum => A + B;
    public Pair() { EnsureInvariants(); }

    public partial void Move(Action between);
    private void MoveCore(Action between) { A++; between(); B--; }

    public partial Task MoveAsync(Func<Task> between);
    private async Task MoveAsyncCore(Func<Task> between) { A++; await between(); B--; }

    public partial void Touch();
    private void TouchCore() { }

    public partial Task TouchAsync();
    private async Task TouchAsyncCore() => await Task.Yield();

    public partial Task StepAsync(int a, Task wait, int b);
    private async Task StepAsyncCore(int a, Task wait, int b) { A += a; await wait; B += b; }

    public partial void Down(int n);
    private void DownCore(int n) { if (n == 0) { return; } A++; Down(n - 1); B--; }

    public partial Task DownAsync(int n);
    private async Task DownAsyncCore(int n) { if (n == 0) { return; } A++; await Task.Yield(); await DownAsync(n - 1); B--; }
}

[Invariant("A <= 100")]
public sealed partial class Small : Pair
{
    public Small() { EnsureInvariants(); }
    public Small(int a) { A = a; B = -a; EnsureInvariants(); }

    public partial void Grow(int n);
    private void GrowCore(int n) { A += n; B -= n; }

    public partial void Tear();
    private void TearCore() => A++;
}
