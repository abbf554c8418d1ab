using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What a method does with a task that one of its calls returned.</summary>
internal static class TaskUses
{
    /// <summary>Whether anything but one call looks at it: it is awaited, returned, kept or handed on.</summary>
    /// <param name="passedOn">What only makes a list of them is no use of its own.</param>
    public static bool IsUsedBeside(MethodFact method, int task, int except, bool passedOn = false)
    {
        if (method.Sites[task].IsAwaited)
        {
            return true;
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (i != except && !(passedOn && method.Sites[i].Target is { Type: "System.Linq.Enumerable", Name: "ToList" or "ToArray" }) && (Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)))
            {
                return true;
            }
        }

        return method.Body.Steps.Any(s => Is(s.Value));

        bool Is(ValueFact value) =>
            (value.Kind is ValueKind.Result or ValueKind.New && Values.Index(value) == task) || (value.Kind == ValueKind.Many && value.Elements.Any(Is));
    }

    /// <summary><c>await Task.WhenAny(report, Task.Delay(limit)); return report.IsCompleted;</c>, which is yes after a failure as well. <c>IsCompletedSuccessfully</c> says no then.</summary>
    public static bool IsOnlyAskedWhetherDone(MethodFact method, int task, int except) =>
        !method.Sites[task].IsAwaited
        && method.Sites.Where((s, i) => i != except && (s.Receiver == Values.ResultOf(task) || s.Arguments.Contains(Values.ResultOf(task)))).ToList() is { Count: > 0 } users
        && users.TrueForAll(s => s.Receiver == Values.ResultOf(task) && s.Target.Name == "get_IsCompleted")
        && !method.Body.Steps.Any(s => s.Value == Values.ResultOf(task));

    /// <summary><c>return sending.Id;</c>: what a task is called, or was made with, stays the same whatever becomes of it.</summary>
    public static bool OnlyAsksWhichItIs(MethodRef target) => target is { Name: "get_Id" or "get_AsyncState" or "get_CreationOptions", Type: "System.Threading.Tasks.Task" };

    /// <summary>Of these no answer tells a failure from a success, or only by being no.</summary>
    public static bool OnlyAsksWhetherDone(MethodRef target) => target.Name is "get_IsCompleted" or "get_IsCompletedSuccessfully" || OnlyAsksWhichItIs(target);

    /// <summary>Whether a method looks at a task that it is handed at all.</summary>
    public static bool LooksAt(MethodNode node, int parameter)
    {
        return node.Method.Sites.Any(s => (Is(s.Receiver) && !OnlyAsksWhetherDone(s.Target)) || (s.Arguments.Any(Is) && s.Target is not { Type: "System.GC", Name: "KeepAlive" }))
            || node.Method.Body.Steps.Any(s => Is(s.Value)) || node.Method.Body.Blocks.Any(b => Is(b.Tested));

        bool Is(ValueFact value) => (value.Kind == ValueKind.Parameter && Values.Index(value) == parameter) || (value.Kind == ValueKind.Many && value.Elements.Any(Is));
    }
}
