using IntentContracts.Analysis.Rules.Assumptions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2203: an assumption without a day and without a probe is never looked at again. It may be true for ever, so this is never more than a warning.</summary>
internal sealed class AssumptionsAreLookedAtAgain : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            return [];
        }

        return Assumption.In(context, built)
            .Where(a => a.Last is null && a.VerifiedBy is null)
            .Select(a => a.Breach(RuleTable.AssumptionNeverLookedAt, certain: false, "has neither a last day nor a probe", "set Until, or VerifiedBy to a method that tells whether it holds"));
    }
}
