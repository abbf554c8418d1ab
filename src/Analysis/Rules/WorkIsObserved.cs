using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2103: who starts work that can fail waits for it, keeps it, or sees to it that somebody looks at its failure.</summary>
internal sealed class WorkIsObserved : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var dropped = new DroppedTasks(context);
        var results = new DroppedResults(context);
        var unasked = new UnaskedResponses(context);
        return SwallowReport.Of(context, RuleTable.WorkIsObserved, node => dropped.In(node).Concat(unasked.In(node)).Concat(results.In(node)));
    }
}
