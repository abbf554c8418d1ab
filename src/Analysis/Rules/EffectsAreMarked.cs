using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1409: a member that says it marks its effects (<c>MarksEffects</c>) reaches none that nothing undoes and that no mark stands before. Such an effect would be taken for one that has not
/// happened, and happen again.
/// </summary>
internal sealed class EffectsAreMarked : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        AssemblySight? sight = null;
        foreach (var member in context.Graph.Focus)
        {
            if (!GuardOrder.Runs(member.Guard, GuardWords.Idempotent) || !SaysItMarks(member))
            {
                continue;
            }

            var search = new CertainSearch(member, n => FirstMark(n) < int.MaxValue || IsDecided(n));
            foreach (var node in search.Reached.Where(n => !IsDecided(n)))
            {
                // The member's own build has reported it, if it could see the effect.
                if (member.Assembly != context.Built
                    && (!context.SeesEverything || (sight ??= new(context.Graph)).HasJudged(member.Assembly, search.PathTo(node).Select(e => e.To))))
                {
                    continue;
                }

                var mark = FirstMark(node);
                foreach (var effect in node.Effects.Where(e => e.Site < mark && StaysWhateverHappens(e)))
                {
                    yield return Breach(member, search, effect);
                }
            }
        }
    }

    private static bool SaysItMarks(MethodNode node) =>
        node.Method.Attributes.Any(a => a.Type == IntentNames.Idempotent && a.Get("MarksEffects") is not null);

    // A member with a claim of its own answers for what it runs: executed again, it is a duplicate there.
    private static bool IsDecided(MethodNode node) =>
        node.Declares(IntentNames.Idempotent) || node.Declares(IntentNames.NaturallyIdempotent) || node.Declares(IntentNames.NotIdempotent);

    private static bool StaysWhateverHappens(EffectSite effect) =>
        effect.Category is EffectCategory.Http or EffectCategory.Publish or EffectCategory.FileWrite && effect.Repetition == Repetition.Harmful;

    // In a body IL order is near enough to execution order: what it gets wrong is a jump back over the mark.
    private static int FirstMark(MethodNode node)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Kind == SiteKind.Call && sites[i].Target is { Type: IntentNames.Claim, Name: IntentNames.BeforeEffect })
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private static Violation Breach(MethodNode member, CertainSearch search, EffectSite effect) => new(
        RuleTable.EffectsNeedMark,
        Certain: true,
        Entry: null,
        search.PathTo(effect.Node),
        new SiteLocation(effect.Node, effect.Site),
        effect.Category.Word() + ":" + effect.Subject,
        member.Method.Id + "→" + effect.Node.Method.Id,
        $"{Names.Short(member)} says that it marks its effects, and nothing marks {effect.Subject}: a crash after it would run it again",
        effect.Subject,
        "await IntentClaim.BeforeEffectAsync(cancellationToken) right before it, or remove MarksEffects",
        member);
}
