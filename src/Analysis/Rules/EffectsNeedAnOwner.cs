using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2301: once a solution names owners, every change that a critical path makes has one.</summary>
internal sealed class EffectsNeedAnOwner : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (!context.Ownership.IsUsed)
        {
            yield break;
        }

        var unowned = context.Graph.Focus
            .Select(node => (Node: node, Effect: node.Effects.FirstOrDefault(e => e.Category != EffectCategory.DbRead)))
            .Where(found => found.Effect is not null && context.Ownership.Of(found.Node).Length == 0)
            .ToDictionary(found => found.Node, found => found.Effect!); // the decision is one for the type, however many effects it has
        if (unowned.Count == 0)
        {
            yield break;
        }

        var leads = context.Graph.CallsBackwards.Leading(unowned.Keys);
        foreach (var entry in context.Entries.Where(e => e.IsCritical && !e.IsStartup && leads[e.Node.Index]))
        {
            var search = new PathSearch(entry.Node, _ => false, leads);
            foreach (var node in search.Reached.Where(unowned.ContainsKey))
            {
                yield return Breach(context, entry, search.IsCertain(node), search.PathTo(node), node, unowned[node]);
            }
        }

        // When everything is looked at, most methods are entry points: one search from all of them.
        var visible = new EntryReach([.. context.Entries.Where(e => !e.IsCritical)]);
        foreach (var node in visible.Reached.Where(unowned.ContainsKey))
        {
            yield return Breach(context, visible.EntryOf(node), visible.IsCertain(node), visible.PathTo(node), node, unowned[node]);
        }
    }

    private static Violation Breach(RuleContext context, EntryPoint entry, bool certain, IReadOnlyList<CallEdge> path, MethodNode node, EffectSite effect)
    {
        var type = node.Owner(context.Graph).Type;
        return new(
            RuleTable.EffectsNeedOwner,
            certain,
            entry,
            path,
            new SiteLocation(node, effect.Site),
            "owner",
            "T:" + type.Name,
            $"nobody owns {effect.Subject} in {Names.Short(node)}",
            effect.Subject,
            $"declare [OwnedBy(\"team\")] on {Names.Type(type.Name)}, its namespace or its assembly");
    }
}
