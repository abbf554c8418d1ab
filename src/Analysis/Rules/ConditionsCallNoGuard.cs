using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: a condition calls no guarded member, whose guard would evaluate conditions again, of an object that is not finished.</summary>
internal sealed class ConditionsCallNoGuard : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var condition in context.Conditions.All)
        {
            if (condition.Assembly != context.Built)
            {
                continue;
            }

            var search = new ConditionSearch(condition.Evaluator);
            if (search.Reached.FirstOrDefault(node => node.Guard is { } guard && guard.Order.Any(item => !GuardOrder.IsOff(item))) is { } shell)
            {
                yield return Breach(condition, search.WayTo(shell), shell);
            }
        }
    }

    private static Violation Breach(Condition condition, (MethodNode Start, IReadOnlyList<CallEdge> Path) way, MethodNode shell) => new(
        RuleTable.NothingGoesAroundGuards,
        Certain: true,
        Entry: null,
        way.Path,
        new ManifestLocation(condition.Assembly, condition.Written.Span, condition.Evaluator),
        "condition",
        condition.Written.Evaluator + "→" + shell.Method.Id,
        $"the condition {condition.Quoted} calls {Names.Short(shell)}, whose guard ({GuardOrder.Text(shell.Guard!)}) checks conditions again",
        "",
        "let it read what is not guarded: a field, or a method that only computes",
        way.Start);
}
