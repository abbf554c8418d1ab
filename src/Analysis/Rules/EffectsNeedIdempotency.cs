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
        var repeated = new RepeatedEffects(context.Graph, IsDecided);
        var leads = context.Graph.CallsBackwards.Leading(context.Graph.Nodes.Where(n => n.Effects.Any(e => e.Repetition != Repetition.Harmless)));
        foreach (var entry in context.Entries)
        {
            if (entry.Repeats == Repeats.No || entry.IsStartup || !entry.IsCritical)
            {
                continue;
            }

            var search = new PathSearch(entry.Node, IsDecided, leads, follows: repeated.IsPath);
            foreach (var effect in search.Reached.SelectMany(n => n.Effects).Where(e => Matters(entry, e)))
            {
                var path = search.PathTo(effect.Node);
                if (!IsLookedUp(lookups, path, effect))
                {
                    yield return Breach(entry, path, search.IsCertain(effect.Node) && path.All(repeated.IsWhole), effect);
                }
            }
        }

        // When everything is looked at, most methods are entry points: one search from those of which the code does not show who calls them.
        var visible = new EntryReach([.. Roots.Of(context.Graph, context.Entries).Where(e => !e.IsCritical && e.Repeats != Repeats.No)], IsDecided, repeated.IsPath);
        foreach (var effect in visible.Reached.SelectMany(n => n.Effects).Where(e => e.Repetition == Repetition.Harmful))
        {
            yield return Breach(visible.EntryOf(effect.Node), visible.PathTo(effect.Node), visible.IsCertain(effect.Node), effect);
        }
    }

    /// <summary>Where a repetition is a guess, only what would certainly do harm is told.</summary>
    private static bool Matters(EntryPoint entry, EffectSite effect) =>
        effect.Repetition == Repetition.Harmful || (effect.Repetition == Repetition.Unclear && entry.Repeats == Repeats.Yes);

    private static bool IsLookedUp(LookupsBefore lookups, IReadOnlyList<CallEdge> path, EffectSite effect) =>
        effect is { Category: EffectCategory.DbWrite, Repetition: Repetition.Unclear } && lookups.Precede(effect, path);

    private static bool IsDecided(MethodNode node) =>
        node.Declares(IntentNames.Idempotent) || node.Declares(IntentNames.NaturallyIdempotent) || node.Declares(IntentNames.NotIdempotent);

    private static Violation Breach(EntryPoint entry, IReadOnlyList<CallEdge> path, bool reached, EffectSite effect)
    {
        var node = effect.Node;
        var certain = reached && effect.Repetition == Repetition.Harmful && entry.Repeats == Repeats.Yes;
        return new(
            RuleTable.EffectsNeedIdempotency,
            certain,
            entry,
            path,
            new SiteLocation(node, effect.Site),
            effect.Category.Word() + ":" + effect.Subject,
            node.Method.Id,
            $"{entry.Title} {(certain ? "can" : "may")} run {effect.Subject} twice: nobody on the path decided about idempotency",
            effect.Subject,
            "declare [Idempotent], [NaturallyIdempotent(\"why\")] or [NotIdempotent(\"why\")] there");
    }
}
