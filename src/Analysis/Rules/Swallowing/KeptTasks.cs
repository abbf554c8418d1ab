using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Work that is begun ahead, by a member that keeps its task and hands the same one to whoever asks next: <c>_ = rates.TodayAsync();</c> over <c>lock (_gate) { _today ??= LoadAsync(); return _today; }</c>. Who awaits it later hears of the failure.
/// </summary>
internal static class KeptTasks
{
    /// <summary>Whether every answer of the called member is a task that it has put into a field of its own.</summary>
    public static bool Are(MethodNode node, int index)
    {
        var called = node.EdgesAt(index).Where(e => e.Via is null).Select(e => e.To).ToList();
        return called.Count > 0 && called.TrueForAll(c => !c.Method.Has(MethodTraits.Async) && Tasks.IsTask(c.Method.Returns) && HandsOutAgain(c.Method));
    }

    /// <summary>Whether the same is asked of the same object further on, and awaited.</summary>
    public static bool AreAwaitedLater(MethodNode node, int index)
    {
        var first = node.Method.Sites[index];
        return first.Receiver.Kind != ValueKind.Unknown
            && Enumerable.Range(index + 1, node.Method.Sites.Count - index - 1).Any(i => IsAgain(node.Method.Sites[i], first) && node.Method.Flow.CanFollow(index, i));
    }

    private static bool IsAgain(SiteFact site, SiteFact first) => site.IsAwaited && site.Target.Id == first.Target.Id && site.Receiver == first.Receiver;

    private static bool HandsOutAgain(MethodFact method)
    {
        var returned = method.Body.Steps.Where(s => s.Kind == StepKind.Return).SelectMany(s => Written(method, s.Value)).Distinct().ToList();
        return returned.Exists(v => v.Kind == ValueKind.Field) && returned.TrueForAll(v => method.Sites.Any(s => s.Kind == SiteKind.FieldWrite && (v == new ValueFact(ValueKind.Field, s.Target.Id) || (v.Kind == ValueKind.Result && s.Arguments.Contains(v)))));
    }

    /// <summary>What a local that is returned was given: a lock lets its value out that way.</summary>
    private static IEnumerable<ValueFact> Written(MethodFact method, ValueFact value) =>
        value.Kind != ValueKind.Local ? [value] : method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text).Select(s => s.Value);
}
