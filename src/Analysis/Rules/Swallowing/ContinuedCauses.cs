using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Continuations that handle a failure without a catch, and throw another one in its place: <c>t =&gt; t.IsFaulted ? throw new ExportFailed(id) : t.Result</c>.</summary>
internal static class ContinuedCauses
{
    public static IEnumerable<LostCause> Find(RuleContext context, MethodNode node)
    {
        var method = node.Method;
        if (!method.Has(MethodTraits.Lambda) || method.Parameters.Count == 0 || !Tasks.IsTask(method.Parameters[0]) || method.Sites.Any(AsksForException))
        {
            yield break;
        }

        var flow = context.Flows.Of(method);
        foreach (var step in method.Body.Steps.Where(s => s.Kind == StepKind.Throw))
        {
            if (Values.Source(method, step.Value) is { Kind: SiteKind.New } made && !made.Arguments.Any(IsTask) && flow.Known(step.Block).Any(k => SaysFaulted(method, k.Tested, k.IsTrue)))
            {
                yield return new(
                    $"{Names.Short(node)} throws {Names.Type(made.Target.Type)} for a task that has failed, without what it failed with: the cause is lost",
                    "pass the task's exception as its inner exception",
                    Certain: false,
                    new SpanLocation(node, step.Span));
            }
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (method.Sites[i].Target is { Name: "SetException" or "TrySetException" or "FromException" } target && target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal)
                && Values.Source(method, Values.Argument(method.Sites[i], 0)) is { Kind: SiteKind.New } told && !told.Arguments.Any(IsTask)
                && flow.Known(method.Body.BlockOfSite[i]).Any(k => SaysFaulted(method, k.Tested, k.IsTrue)))
            {
                yield return new(
                    $"{Names.Short(node)} fails with {Names.Type(told.Target.Type)} for a task that has failed, without what it failed with: the cause is lost",
                    "pass the task's exception as its inner exception",
                    Certain: false,
                    new SiteLocation(node, i));
            }
        }
    }

    private static bool AsksForException(SiteFact site) =>
        (site.Target.Name is "get_Exception" && IsTask(site.Receiver)) || site.Arguments.Any(IsTask);

    private static bool SaysFaulted(MethodFact method, ValueFact tested, bool isTrue) =>
        Values.Source(method, tested) is { } asked && IsTask(asked.Receiver)
        && (asked.Target.Name == "get_IsFaulted" ? isTrue : asked.Target.Name == "get_IsCompletedSuccessfully" && !isTrue);

    private static bool IsTask(ValueFact value) => value.Kind == ValueKind.Parameter && Values.Index(value) == 0;
}
