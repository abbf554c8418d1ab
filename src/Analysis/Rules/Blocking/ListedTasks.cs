using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Tasks that are put into a list before that is waited for: <c>tasks.Add(first); … await Task.WhenAll(tasks);</c></summary>
internal static class ListedTasks
{
    /// <summary>Whether a task is in a list whenever a site that has the list is come to, on every way from where the task is made.</summary>
    public static bool Hold(ControlFlow flow, ValueFact list, ValueFact task, int at)
    {
        if (list.Kind is ValueKind.Unknown || task.Kind is ValueKind.Unknown)
        {
            return false;
        }

        var method = flow.Method;
        var made = task.Kind is ValueKind.Result or ValueKind.New && Values.Index(task) is { } index && index < method.Sites.Count ? index : -1;
        return Enumerable.Range(0, at).Any(put =>
            method.Sites[put] is var call
            && (call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0)) == list
            && call.Target.Name is "Add" or "AddRange" or "AddLast" or "Append" or "Enqueue" or "Push" or "TryAdd" or "Insert"
            && call.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Any(a => Is(method, a, task, put))
            && (flow.CompletesBefore(put, at) || (made >= 0 && made < put && method.Body.BlockOfSite[made] == method.Body.BlockOfSite[put])));
    }

    /// <summary>The task itself, or the local that has just been given it.</summary>
    private static bool Is(MethodFact method, ValueFact value, ValueFact task, int put)
    {
        value = TaskValues.Peel(method, value);
        if (value.Kind != ValueKind.Local || value == task)
        {
            return TaskValues.AreSame(method, value, task);
        }

        var last = method.Body.Steps.LastOrDefault(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && s.Block == method.Body.BlockOfSite[put] && s.SitesBefore <= put);
        return last is not null && TaskValues.Peel(method, last.Value) == task;
    }
}
