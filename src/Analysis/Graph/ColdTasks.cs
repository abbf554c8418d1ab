using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Tasks that are made and not started by whoever makes them: <c>_queue.Add(new Task(() => Save(row)))</c>. Somebody takes them out and runs them, at a time of his own; the flow that made them has handed the work over.
/// </summary>
internal static class ColdTasks
{
    public static bool Is(CodeGraph graph, MethodNode maker, int site)
    {
        var made = maker.Method.Sites[site];
        return made.Target is { Type: "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1", Name: ".ctor" }
            && !Around(graph, maker).Any(m => m.Sites.Any(Starts))
            && !maker.Method.Sites.Any(s => IsStartedBy(graph, s, Values.MadeBy(site)));
    }

    /// <summary>The method as it was written, with its lambdas: one of them makes the tasks, another one starts them.</summary>
    private static IEnumerable<MethodFact> Around(CodeGraph graph, MethodNode maker) =>
        graph.Types.Find(maker.Assembly.Name, maker.Type.Name) is { } type
            ? type.Methods.Select(n => n.Method).Where(m => m.Owner == maker.Method.Owner)
            : [maker.Method];

    private static bool Starts(SiteFact site) =>
        site.Target is { Type: "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1", Name: "Start" or "RunSynchronously" };

    /// <summary>A helper that is handed the task and starts it.</summary>
    private static bool IsStartedBy(CodeGraph graph, SiteFact call, ValueFact task)
    {
        for (var a = 0; a < call.Arguments.Count; a++)
        {
            if (call.Arguments[a] == task
                && graph.Find(call.Target) is { } helper
                && helper.Method.Sites.Any(s => Starts(s) && s.Receiver.Kind == ValueKind.Parameter && Values.Index(s.Receiver) == a))
            {
                return true;
            }
        }

        return false;
    }
}
