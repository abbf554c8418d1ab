using IntentContracts.Analysis.Rules.Assumptions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2202: the probe of an assumption is a method that somebody can call with nothing, and that answers yes or no.</summary>
internal sealed class ProbesCanBeAsked : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        var probe = new Probe(context.Graph);
        foreach (var assumption in Assumption.In(context, built).Where(a => a.VerifiedBy is not null))
        {
            if (probe.Problem(assumption) is var (problem, certain, remedy))
            {
                yield return assumption.Breach(RuleTable.ProbeCannotBeAsked, certain, problem, remedy);
            }
        }
    }
}
