using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Tasks that the items of a collection hold: <c>await Task.WhenAll(jobs.Select(j => j.Work))</c> completes the <c>Work</c> of each of the jobs.
/// </summary>
internal sealed class MemberTasks(CodeGraph graph, Flows flows, GivenValues given)
{
    /// <summary>Whether the member of an item that a call would wait for was awaited before, in all items of its collection.</summary>
    public bool IsDone(MethodNode node, int site, ValueFact task)
    {
        if (Member(node.Method, task) is not { } member)
        {
            return false;
        }

        if (member.Of.Kind == ValueKind.Parameter)
        {
            // jobs.Sum(j => j.Work.Result)
            var makers = node.Method.Has(MethodTraits.Lambda) ? given.Makers(node) : [];
            return makers.Count > 0 && makers.All(m => m.Maker.Method.Sites[m.Site].Consumer is >= 0 and var consumer
                && m.Maker.Method.Sites[consumer] is { Target: { Type: "System.Linq.Enumerable", HasReceiver: false } } runs
                && IsAwaited(m.Maker, consumer, member.Id, TaskValues.Root(m.Maker.Method, Values.Argument(runs, 0))));
        }

        return TaskValues.IsItem(node.Method, member.Of) && IsAwaited(node, site, member.Id, TaskValues.Root(node.Method, member.Of));
    }

    private bool IsAwaited(MethodNode node, int site, string member, ValueFact collection)
    {
        if (collection.Kind is ValueKind.Unknown or ValueKind.Local)
        {
            return false;
        }

        var flow = flows.Of(node.Method);
        var block = node.Method.Body.BlockOfSite[site];
        return node.Method.Body.Steps.Any(s => s.Kind == StepKind.Await
            && (s.Block == block ? s.SitesBefore <= site : flow.Dominates(s.Block, block))
            && Values.Source(node.Method, TaskValues.Peel(node.Method, s.Value)) is { Target: { Type: "System.Threading.Tasks.Task", Name: "WhenAll" } } all
            && Projects(node, Values.Argument(all, 0), member, collection));
    }

    private bool Projects(MethodNode node, ValueFact tasks, string member, ValueFact collection) =>
        Values.Source(node.Method, tasks) is { Target: { Type: "System.Linq.Enumerable", Name: "Select" } } select
        && TaskValues.Root(node.Method, Values.Argument(select, 0)) == collection
        && Values.Argument(select, 1) is { Kind: ValueKind.Delegate } selector
        && graph.Find(node.Assembly.Name, selector.Text) is { } body
        && body.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList() is { Count: 1 } returned
        && Member(body.Method, returned[0].Value) is { Of.Kind: ValueKind.Parameter } selected
        && selected.Id == member;

    /// <summary>Which property or field of what a task is.</summary>
    private static (string Id, ValueFact Of)? Member(MethodFact method, ValueFact task) =>
        task.Kind == ValueKind.Field ? method.Sites.LastOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == task.Text && s.Target.HasReceiver) is { } read ? (read.Target.Id, read.Receiver) : null
        : Values.Source(method, task) is { } source && TaskValues.IsProperty(source.Target) ? (source.Target.Id, source.Receiver)
        : null;
}
