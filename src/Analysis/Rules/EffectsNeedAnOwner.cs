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

        foreach (var entry in context.Entries)
        {
            if (entry.IsStartup)
            {
                continue;
            }

            var search = new PathSearch(entry.Node, _ => false);
            foreach (var node in search.Reached)
            {
                foreach (var effect in node.Effects)
                {
                    if (effect.Category != EffectCategory.DbRead && context.Ownership.Of(node).Length == 0)
                    {
                        yield return Breach(context, entry, search, node, effect);
                        break; // the decision is one for the type, however many effects it has
                    }
                }
            }
        }
    }

    private static Violation Breach(RuleContext context, EntryPoint entry, PathSearch search, MethodNode node, EffectSite effect)
    {
        var type = node.Owner(context.Graph).Type;
        return new(
            RuleTable.EffectsNeedOwner,
            search.IsCertain(node),
            entry,
            search.PathTo(node),
            new SiteLocation(node, effect.Site),
            "owner",
            "T:" + type.Name,
            $"nobody owns {effect.Subject} in {Names.Short(node)}",
            effect.Subject,
            $"declare [OwnedBy(\"team\")] on {Names.Type(type.Name)}, its namespace or its assembly");
    }
}
