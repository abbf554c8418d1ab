using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2105: a failure that is thrown on still says where it came from: <c>throw;</c>, or a new exception that holds the one that was caught.</summary>
internal sealed class CausesAreKept : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Reach.Reached)
        {
            if (node.Method.Has(MethodTraits.Generated))
            {
                continue;
            }

            var lost = node.Method.Body.Regions.Any(r => r.IsCatch) ? new LostCauses(context, node).Find() : ContinuedCauses.Find(context, node);
            lost = lost.Concat(UnwrappedCauses.OfTasks(node.Method).Select(s => new LostCause(
                $"{Names.Short(node)} throws what is inside of a task's exception as if it were new: the trace of where it came from is lost",
                LostCauses.UnwrapIt,
                Certain: true,
                new SpanLocation(node, s.Span))));
            lost = lost.Concat(KeptWords.OfTasks(node.Method).Select(s => new LostCause(
                $"{Names.Short(node)} says what a task's exception says, and throws another one without it: the cause is lost",
                "pass the task's exception as its inner exception",
                Certain: false,
                new SpanLocation(node, s.Span))));
            var count = 0;
            foreach (var cause in lost)
            {
                count++;
                yield return new(
                    RuleTable.CausesAreKept,
                    cause.Certain && context.Reach.IsCertain(node),
                    context.Reach.EntryOf(node),
                    context.Reach.PathTo(node),
                    cause.Location,
                    "cause" + (count == 1 ? "" : "#" + count),
                    node.Method.Id,
                    cause.Problem,
                    "",
                    cause.Remedy) { Also = cause.Also };
            }
        }
    }
}
