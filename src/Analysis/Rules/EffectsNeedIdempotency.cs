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
        var roots = Roots.Of(context.Graph, context.Entries, context.StartupReach).Where(e => !e.IsCritical && e.Repeats != Repeats.No).ToList();
        var choices = RepeatedEffects.ByHalf(context.Graph);
        foreach (var kind in context.Graph.Focus.SelectMany(n => n.Effects).Where(e => e.Repetition != Repetition.Harmless).GroupBy(e => Kind(e.Category)).OrderBy(g => g.Key))
        {
            foreach (var violation in Check(context, kind.ToList(), choices, lookups, roots))
            {
                yield return violation;
            }
        }
    }

    /// <param name="effects">All of one kind: whether most implementations repeat it can be asked of one only.</param>
    private static IEnumerable<Violation> Check(RuleContext context, IReadOnlyList<EffectSite> effects, Choices choices, LookupsBefore lookups, IReadOnlyList<EntryPoint> roots)
    {
        var repeated = new RepeatedEffects(context.Graph, effects, choices, IsDecided);
        var leads = context.Graph.CallsBackwards.Leading(effects.Select(e => e.Node));
        var of = effects.ToLookup(e => e.Node);
        foreach (var entry in context.Entries)
        {
            if (entry.Repeats == Repeats.No || entry.IsStartup || !entry.IsCritical)
            {
                continue;
            }

            var search = new PathSearch(entry.Node, IsDecided, leads, follows: repeated.IsPath);
            foreach (var effect in search.Reached.SelectMany(n => of[n]).Where(e => Matters(entry, e)))
            {
                var path = search.PathTo(effect.Node);
                var isWhole = path.All(repeated.IsWhole);
                if (!IsLookedUp(lookups, path, effect) && (isWhole || effect.Repetition == Repetition.Harmful))
                {
                    yield return Breach(entry, path, search.IsCertain(effect.Node) && isWhole, effect);
                }
            }
        }

        // When everything is looked at, most methods are entry points: one search from those of which the code does not show who calls them.
        var visible = new EntryReach(roots, IsDecided, e => leads[e.To.Index] && repeated.IsPath(e), context.GivenArguments.Exclude);
        foreach (var effect in visible.Reached.SelectMany(n => of[n]).Where(e => e.Repetition == Repetition.Harmful))
        {
            yield return Breach(visible.EntryOf(effect.Node), visible.PathTo(effect.Node), visible.IsCertain(effect.Node), effect);
        }
    }

    private static EffectCategory Kind(EffectCategory category) => category == EffectCategory.DbCommit ? EffectCategory.DbWrite : category;

    /// <summary>Where a repetition is a guess, only what would certainly do harm is told; and so it is where the implementation is.</summary>
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
