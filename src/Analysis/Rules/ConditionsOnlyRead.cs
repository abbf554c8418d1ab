using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2001: a condition changes nothing and asks nothing of the outside, however far down: it runs when a guard looks, and need not run at all.</summary>
internal sealed class ConditionsOnlyRead : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var run = new ConditionRun(context.Graph);
        foreach (var condition in context.Conditions.All)
        {
            if (condition.Assembly == context.Built && run.FirstEffect(condition.Evaluator) is { } effect)
            {
                yield return Breach(condition, effect);
            }
        }
    }

    private static Violation Breach(Condition condition, ConditionEffect effect)
    {
        var (start, path) = new ConditionSearch(condition.Evaluator).WayTo(effect.Node);
        return new(
            RuleTable.ConditionHasEffects,
            effect.Certain,
            Entry: null,
            path,
            new ManifestLocation(condition.Assembly, condition.Written.Span, condition.Evaluator),
            "condition",
            condition.Written.Evaluator,
            $"the condition {condition.Quoted} {(effect.Certain ? effect.What : "may change an object: it " + effect.What)}"
                + (effect.Node.Method.Owner == condition.Evaluator.Method.Id ? "" : " in " + Names.Short(effect.Node)),
            "",
            "let it only read",
            start);
    }
}
