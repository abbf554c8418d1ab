using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Loops that ask until something has come: <c>again: if (_waiting.Count > 0) return _waiting.Dequeue(); foreach (var e in await PollAsync()) _waiting.Enqueue(e); goto again;</c>. What is taken out of the queue is handed out at once, and what is asked
/// for then is the next batch.
/// </summary>
internal static class AwaitedArrivals
{
    private static readonly HashSet<string> Takes = new(StringComparer.Ordinal) { "Dequeue", "Pop", "TryDequeue", "TryPop" };

    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal) { "get_Count", "get_IsEmpty", "Any", "TryDequeue", "TryPop", "TryPeek" };

    /// <param name="exits">The calls that decide where a loop is left.</param>
    public static bool Are(MethodFact method, IEnumerable<int?> exits) =>
        exits.Any(e => e is >= 0 && method.Sites[e.Value] is var test && Tests.Contains(test.Target.Name) && AreHandedOut(method, test.Target.HasReceiver ? test.Receiver : Values.Argument(test, 0)));

    /// <summary>Whether the method fills a queue of its object, and returns each element that it takes out of there.</summary>
    private static bool AreHandedOut(MethodFact method, ValueFact queue) =>
        queue.Kind == ValueKind.Field
        && method.Sites.Any(s => s.Receiver == queue && s.Target.Name is "Enqueue" or "Push")
        && Enumerable.Range(0, method.Sites.Count).Where(i => method.Sites[i].Receiver == queue && Takes.Contains(method.Sites[i].Target.Name)).ToList() is { Count: > 0 } taken
        && taken.TrueForAll(i => IsReturned(method, method.Sites[i].Target.Name.StartsWith("Try", StringComparison.Ordinal) ? Values.Argument(method.Sites[i], 0) : Values.ResultOf(i)));

    private static bool IsReturned(MethodFact method, ValueFact element) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == element)
        || method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Value == element && method.Body.Steps.Any(r => r.Kind == StepKind.Return && r.Value == new ValueFact(ValueKind.Local, s.Slot)));
}
