using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1308: a retry waits for what it repeats. A synchronous member that is handed asynchronous work is done when the work has begun: it gives the task back, sees no failure of it, and tries nothing again. So does an own helper that is one to such a member, or waits for nothing in its loop: the call of it is told.
/// </summary>
internal sealed class RetriesAwaitTheirWork : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Reach.Reached)
        {
            if (node.Method.Has(MethodTraits.Generated))
            {
                continue;
            }

            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                if (context.Catalogue.OfCall(site.Target.Type, site.Target.Name) is RunsMeaning { Mode: RunMode.Retrying } && SynchronousRuns.HandTaskBack(site))
                {
                    yield return Breach(context, node, i, Names.Member(site.Target), $"await {Names.Member(site.Target)}Async");
                }
            }

            foreach (var edge in node.Edges.Where(context.Retries.IsDeaf).GroupBy(e => e.Site).Select(g => g.First()))
            {
                var helper = Names.Short(edge.Via!);
                yield return Breach(context, node, edge.Site, helper, $"give {helper} a form that takes a Func<Task> and awaits it");
            }
        }
    }

    private static Violation Breach(RuleContext context, MethodNode node, int index, string runner, string remedy) => new(
        RuleTable.RetriesAwaitTheirWork,
        context.Reach.IsCertain(node),
        context.Reach.EntryOf(node),
        context.Reach.PathTo(node),
        new SiteLocation(node, index),
        "runs:" + runner,
        node.Method.Id,
        $"{Names.Short(node)} runs asynchronous work in {runner}, which sees it begin and not fail: nothing is tried again",
        "",
        remedy);
}
