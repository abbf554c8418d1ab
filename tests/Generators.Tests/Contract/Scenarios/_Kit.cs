using System.Diagnostics;
using System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Class)]
public sealed class ExpectsAttribute(string outcome) : Attribute
{
    /// <summary>What the scenario comes to without guards.</summary>
    public string Outcome { get; } = outcome;

    /// <summary>What it comes to with guards that only observe, where that is not the same.</summary>
    public string? Observed { get; set; }

    /// <summary>What it comes to with guards, where they say no.</summary>
    public string? Enforced { get; set; }
}

public enum Status { Open, Closed }

public interface IBox
{
    int Balance { get; set; }
    Status Status { get; }
    Task Act(Func<Task<int>>? behave);
}

public sealed class BodyException(string message) : Exception(message);

public static partial class Boxes
{
    public static IBox[] All() => [.. Direct(), .. Async()];

    /// <summary>What all of them come to, in one word when it is the same.</summary>
    public static async Task<string> Each(IBox[] boxes, Func<IBox, Task<string>> scenario)
    {
        var outcomes = new List<(string Box, string Outcome)>();
        foreach (var box in boxes)
        {
            outcomes.Add((box.GetType().Name, await scenario(box)));
        }

        return outcomes.Select(o => o.Outcome).Distinct().Count() == 1 ? outcomes[0].Outcome : string.Join(" | ", outcomes.Select(o => o.Box + ": " + o.Outcome));
    }
}

public static class Kit
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> Throw(Exception e) => throw e;

    public static async Task<int> Later(Exception e) { await Task.Yield(); return await Throw(e); }

    public static async Task<int> After(int value) { await Task.Yield(); return value; }

    /// <summary>How a call ended, and how the exception came: thrown out of the call or with the task, the very object, its first frames.</summary>
    public static async Task<string> How(Func<Task> call, Exception? thrown = null)
    {
        Task task;
        try { task = call(); }
        catch (Exception e) { return "out of the call: " + Text(e, thrown); }
        try { await task; return "done"; }
        catch (Exception e) { return $"{task.Status}{(task.Exception is { } all ? all.InnerExceptions.Count.ToString() : "")}: {Text(e, thrown)}"; }
    }

    public static string Sync(Action call, Exception? thrown = null)
    {
        try { call(); return "done"; }
        catch (Exception e) { return Text(e, thrown); }
    }

    private static string Text(Exception e, Exception? thrown) => e switch
    {
        RequiresViolationException r => "requires " + r.Condition,
        EnsuresViolationException n => "ensures " + n.Condition,
        InvariantViolationException i => "invariant " + i.Condition,
        _ => $"{e.GetType().Name} {e.Message}{(ReferenceEquals(e, thrown) ? " same" : "")}{(e.InnerException is null ? "" : " wrapping " + e.InnerException.GetType().Name)}",
    };

    public static string FirstFrame(Exception e) => new StackTrace(e).GetFrame(0)?.GetMethod()?.Name ?? "nowhere";
}
