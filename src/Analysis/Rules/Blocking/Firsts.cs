using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// What <c>await Task.WhenAny(a, b)</c> says of a and b: that one of them is done, and by a comparison with what it gave which one. Of the other it says nothing.
/// </summary>
internal static class Firsts
{
    /// <summary>Whether a task is done on one side of a test that tells the first from the others.</summary>
    /// <param name="isTrue">The side where the test is true.</param>
    /// <param name="concerns">Whether a value is the task.</param>
    public static bool IsDone(MethodFact method, BlockFact test, bool isTrue, Func<ValueFact, bool> concerns)
    {
        if (Compared(method, test) is var (winner, other, isSame) && winner is not null)
        {
            return isSame == isTrue ? concerns(other) : IsAnotherOf(method, winner, other, concerns);
        }

        // if (timeout.IsCompleted) throw …: where it is not, the other one was first.
        return !isTrue
            && test.Compares == Comparison.None
            && Values.Source(method, test.Tested) is { } asked
            && TaskValues.IsTest(asked.Target)
            && method.Sites.Any(s => IsWhenAny(s.Target) && IsAnotherOf(method, s, TaskValues.Peel(method, TaskValues.Subject(asked)), concerns));
    }

    /// <summary>The tasks that a call of WhenAny waits for, where the code lists them.</summary>
    public static IReadOnlyList<ValueFact> Among(MethodFact method, SiteFact whenAny)
    {
        var listed = new List<ValueFact>();
        for (var a = 0; a < whenAny.Target.ParameterCount; a++)
        {
            var argument = TaskValues.Root(method, Values.Argument(whenAny, a));
            listed.AddRange(argument.Kind == ValueKind.Many ? argument.Elements : [argument]);
        }

        return listed;
    }

    /// <summary><c>await Task.WhenAny(a, b).Unwrap()</c>: the outcome of the one that is done is that of the whole.</summary>
    public static bool IsUnwrapped(MethodFact method, ValueFact awaited)
    {
        for (var turns = 0; turns < 8 && Values.Source(method, awaited) is { } source && !IsWhenAny(source.Target); turns++)
        {
            if (source.Target.Name == "Unwrap")
            {
                return true;
            }

            awaited = TaskValues.Subject(source);
        }

        return false;
    }

    /// <summary><c>Task.Delay(Timeout.Infinite, token)</c> ends only by being cancelled, and that throws.</summary>
    public static bool IsEndless(MethodFact method, ValueFact task) =>
        Values.Source(method, TaskValues.Peel(method, task)) is { Target: { Type: "System.Threading.Tasks.Task", Name: "Delay" } } delay
        && Values.Argument(delay, 0) is { Kind: ValueKind.Number, Text: "-1" } or { Kind: ValueKind.Field, Text: "F:System.Threading.Timeout.InfiniteTimeSpan" };

    private static bool IsAnotherOf(MethodFact method, SiteFact whenAny, ValueFact one, Func<ValueFact, bool> concerns)
    {
        var tasks = Among(method, whenAny);
        return tasks.Any(t => TaskValues.AreSame(method, TaskValues.Peel(method, t), one)) && tasks.Any(t => !TaskValues.AreSame(method, TaskValues.Peel(method, t), one) && concerns(t));
    }

    /// <summary>What a test compares: the call of WhenAny whose outcome it looks at, with which task, and whether it asks for their being the same.</summary>
    private static (SiteFact? Winner, ValueFact Other, bool IsSame) Compared(MethodFact method, BlockFact test)
    {
        if (test.Compares is Comparison.Equal or Comparison.NotEqual && test.Tested is { Kind: ValueKind.Many, Elements: { Count: 2 } pair })
        {
            return Compared(method, pair[0], pair[1], test.Compares == Comparison.Equal);
        }

        // winner.Equals(task), ReferenceEquals(winner, task)
        return test.Compares == Comparison.None && Values.Source(method, test.Tested) is { Target.Name: "Equals" or "ReferenceEquals" or "op_Equality" } call
            ? call.Target.HasReceiver ? Compared(method, call.Receiver, Values.Argument(call, 0), true) : Compared(method, Values.Argument(call, 0), Values.Argument(call, 1), true)
            : default;
    }

    private static (SiteFact? Winner, ValueFact Other, bool IsSame) Compared(MethodFact method, ValueFact left, ValueFact right, bool isSame) =>
        WhenAny(method, left) is { } first ? (first, TaskValues.Peel(method, right), isSame)
        : WhenAny(method, right) is { } second ? (second, TaskValues.Peel(method, left), isSame)
        : default;

    private static SiteFact? WhenAny(MethodFact method, ValueFact value) => Values.Source(method, TaskValues.Peel(method, value)) is { } source && IsWhenAny(source.Target) ? source : null;

    private static bool IsWhenAny(MethodRef target) => target is { Type: "System.Threading.Tasks.Task", Name: "WhenAny" };
}
