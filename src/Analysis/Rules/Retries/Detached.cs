using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Work that somebody else runs, and whose failure nobody who started it sees: on a timer, a thread, the pool's queue. No retry around the start tries it again for that.</summary>
internal static class Detached
{
    public static bool Is(CallEdge edge) => edge.Mode switch
    {
        RunMode.Later => true,
        RunMode.Spawned => edge.Site >= 0 && !GivesATask(edge.From.Method.Sites[edge.Site]),
        _ => false,
    };

    /// <summary>
    /// <c>_ = PollAsync();</c> and <c>_polling = PollAsync();</c>: an asynchronous method of our own whose task the body that starts it never waits for. What fails in it is in the task, and not in the attempt that has begun it; that another failure has it
    /// begun again is another question.
    /// </summary>
    public static bool IsLeftAlone(CallEdge edge) =>
        edge is { Mode: RunMode.Inline, Via: null, Site: >= 0 }
        && edge.To.Method.Has(MethodTraits.Async)
        && edge.To.Method.Returns.Name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        && edge.From.Method.Sites[edge.Site] is { Kind: SiteKind.Call or SiteKind.VirtualCall } start
        && (start.Use == ResultUse.Discarded || IsOnlyKept(edge.From.Method, edge.Site));

    /// <summary>Whether a task goes into fields and properties that the body does not wait for itself, and nowhere else.</summary>
    private static bool IsOnlyKept(MethodFact method, int task)
    {
        var kept = Enumerable.Range(0, method.Sites.Count).Where(i => Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)).Select(i => method.Sites[i]).ToList();
        return !method.Sites[task].IsAwaited
            && kept.Count > 0
            && kept.TrueForAll(s => !Is(s.Receiver) && IsStore(s))
            && !method.Body.Steps.Any(s => Is(s.Value))
            && !method.Body.Steps.Any(s => s.Kind is StepKind.Await or StepKind.Return && kept.Exists(k => IsReadOf(method, s.Value, k.Target)));

        bool Is(ValueFact value) => value == Values.ResultOf(task) || value.Elements.Any(Is);
    }

    private static bool IsStore(SiteFact site) => site.Kind == SiteKind.FieldWrite || (site.Target.ParameterCount == 1 && site.Target.Name.StartsWith("set_", StringComparison.Ordinal));

    private static bool IsReadOf(MethodFact method, ValueFact value, MethodRef store) =>
        (value.Kind == ValueKind.Field && value.Text == store.Id)
        || (Values.Source(method, value) is { Target: { ParameterCount: 0 } get } && get.Type == store.Type && get.Name.StartsWith("get_", StringComparison.Ordinal) && get.Name.Substring(4) == store.Name.Substring(Math.Min(4, store.Name.Length)));

    /// <summary>Task.Run hands out what the caller can wait for; so does a task that is made first and started then.</summary>
    private static bool GivesATask(SiteFact start) =>
        start.Target.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        || start.Target.Returns?.Name.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal) == true;
}
