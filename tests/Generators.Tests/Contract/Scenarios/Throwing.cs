using System.Diagnostics;

[Expects("done", Enforced = "IndexOutOfRangeException Index was outside the bounds of the array. at the attribute")]
public static class What_a_condition_throws_passes_unchanged_with_the_attributes_line
{
    public static Task<string> Run() => Task.FromResult(Line.Of(() => new Fragile().Ask(9)));
}

[Expects("done", Enforced = "IndexOutOfRangeException Index was outside the bounds of the array. at the attribute")]
public static class What_a_promise_throws_passes_unchanged_with_the_attributes_line
{
    public static Task<string> Run() => Task.FromResult(Line.Of(() => new Fragile().Promise(9)));
}

[Expects("done", Enforced = "IndexOutOfRangeException Index was outside the bounds of the array. at the attribute")]
public static class What_an_old_value_throws_passes_unchanged_with_the_attributes_line
{
    public static Task<string> Run() => Task.FromResult(Line.Of(() => new Fragile().Remember(9)));
}

[Expects("done done done", Enforced = "Faulted1: IndexOutOfRangeException Index was outside the bounds of the array. Faulted1: IndexOutOfRangeException Index was outside the bounds of the array. Faulted1: IndexOutOfRangeException Index was outside the bounds of the array.")]
public static class What_a_condition_of_a_task_throws_fails_the_task
{
    public static async Task<string> Run() =>
        await Kit.How(() => new Fragile().AskAsync(9)) + " " + await Kit.How(() => new Fragile().PromiseAsync(9)) + " " + await Kit.How(() => new Fragile().RememberAsync(9).AsTask());
}

[Expects("done", Enforced = "IndexOutOfRangeException Index was outside the bounds of the array. at the attribute")]
public static class What_an_invariant_throws_passes_unchanged_with_the_attributes_line
{
    public static Task<string> Run() => Task.FromResult(Line.Of(() => new Brittle().Break()));
}

[Expects("done", Enforced = "requires n < 9 at the attribute")]
public static class A_broken_condition_has_the_attributes_line_in_its_stack
{
    public static Task<string> Run() => Task.FromResult(Line.Of(() => new Fragile().Plain(9)));
}

[Expects("done done done", Enforced = "InvalidOperationException no value InvalidOperationException no value InvalidOperationException no value")]
public static class What_a_getter_in_a_condition_throws_passes_unchanged
{
    public static Task<string> Run() => Task.FromResult(
        Kit.Sync(() => new Moody().Ask(1)) + " " + Kit.Sync(() => new Moody().Promise(1)) + " " + Kit.Sync(() => new Moody().Remember(1)));
}

public sealed partial class Moody
{
    public int Value => throw new InvalidOperationException("no value");

    [Requires("Value > n")] public partial int Ask(int n);
    private int AskCore(int n) => n;

    [Ensures("Value > n")] public partial int Promise(int n);
    private int PromiseCore(int n) => n;

    [Ensures("old(Value) < n")] public partial int Remember(int n);
    private int RememberCore(int n) => n;
}

public static class Line
{
    /// <summary>The lines of the attributes of the scenarios in this file.</summary>
    private const int First = 77, Last = 117;

    public static string Of(Action call)
    {
        try { call(); return "done"; }
        catch (Exception e)
        {
            var at = new StackTrace(e, fNeedFileInfo: true).GetFrames().FirstOrDefault(f => f.GetFileName()?.EndsWith("Throwing.cs") == true && f.GetFileLineNumber() is >= First and <= Last);
            return (e is RequiresViolationException r ? "requires " + r.Condition : e.GetType().Name + " " + e.Message) + (at is null ? " nowhere\n" + e.StackTrace : " at the attribute");
        }
    }
}

public sealed partial class Fragile
{
    private readonly int[] _few = [1, 2];

    [Requires("_few[n] > 0")] public partial int Ask(int n);
    private int AskCore(int n) => n;

    [Ensures("_few[result] > 0")] public partial int Promise(int n);
    private int PromiseCore(int n) => n;

    [Ensures("old(_few[n]) > 0")] public partial int Remember(int n);
    private int RememberCore(int n) => n;

    [Requires("_few[n] > 0")] public partial Task AskAsync(int n);
    private Task AskAsyncCore(int n) => Task.CompletedTask;

    [Ensures("_few[result] > 0")] public partial Task<int> PromiseAsync(int n);
    private async Task<int> PromiseAsyncCore(int n) { await Task.Yield(); return n; }

    [Ensures("old(_few[n]) > 0")] public partial ValueTask<int> RememberAsync(int n);
    private async ValueTask<int> RememberAsyncCore(int n) { await Task.Yield(); return n; }

    [Requires("n < 9")] public partial int Plain(int n);
    private int PlainCore(int n) => n;
}

[Invariant("_few[At] > 0")]
public sealed partial class Brittle
{
    private readonly int[] _few = [1, 2];
    public int At;
    public Brittle() { EnsureInvariants(); }

    public partial void Break();
    private void BreakCore() => At = 9;
}
