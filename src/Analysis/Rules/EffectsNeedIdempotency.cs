using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1401: what runs at least once reaches no effect that happens twice, unless somebody on the path has decided about repetition.</summary>
internal sealed class EffectsNeedIdempotency : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var lookups = new LookupsBefore(context.Graph);
        foreach (var entry in context.Entries)
        {
            if (entry.Repeats == Repeats.No || entry.IsStartup)
            {
                continue;
            }

            var search = new PathSearch(entry.Node, IsDecided);
            foreach (var node in search.Reached)
            {
                foreach (var effect in node.Effects)
                {
                    if (effect.Repetition != Repetition.Harmless && !IsLookedUp(lookups, search, effect))
                    {
                        yield return Breach(entry, search, node, effect);
                    }
                }
            }
        }
    }

    private static bool IsLookedUp(LookupsBefore lookups, PathSearch search, EffectSite effect) =>
        effect is { Category: EffectCategory.DbWrite, Repetition: Repetition.Unclear } && lookups.Precede(effect, search.PathTo(effect.Node));

    private static bool IsDecided(MethodNode node) =>
        node.Declares(IntentNames.Idempotent) || node.Declares(IntentNames.NaturallyIdempotent) || node.Declares(IntentNames.NotIdempotent);

    private static Violation Breach(EntryPoint entry, PathSearch search, MethodNode node, EffectSite effect)
    {
        var certain = search.IsCertain(node) && effect.Repetition == Repetition.Harmful && entry.Repeats == Repeats.Yes;
        return new(
            RuleTable.EffectsNeedIdempotency,
            certain,
            entry,
            search.PathTo(node),
            new SiteLocation(node, effect.Site),
            effect.Category.Word() + ":" + effect.Subject,
            node.Method.Id,
            $"{entry.Title} {(certain ? "can" : "may")} run {effect.Subject} twice: nobody on the path decided about idempotency",
            effect.Subject,
            "declare [Idempotent], [NaturallyIdempotent(\"why\")] or [NotIdempotent(\"why\")] there");
    }
}
