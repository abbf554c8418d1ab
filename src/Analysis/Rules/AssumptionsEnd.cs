using IntentContracts.Analysis.Rules.Assumptions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC2201: what was taken for granted until a day is looked at again on that day. Two weeks before, its owner hears of it.</summary>
internal sealed class AssumptionsEnd : IRule
{
    private const string Remedy = "look whether it still holds, and set a new Until or remove what relies on it";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        foreach (var assumption in Assumption.In(context, built))
        {
            if (assumption.Last is not { } last)
            {
                continue;
            }

            var owner = assumption.Owner.Length == 0 ? "" : $" (owner {assumption.Owner})";
            if (last.Date is null)
            {
                yield return assumption.Breach(RuleTable.AssumptionEnded, certain: true, $"has no valid date: Until is \"{last.Text}\", not yyyy-MM-dd", "write the last day on which it may be taken for granted");
            }
            else if (last.IsPast(context.Today))
            {
                yield return assumption.Breach(RuleTable.AssumptionEnded, certain: true, $"held until {last.Text}{owner}", Remedy);
            }
            else if (last.IsNear(context.Today))
            {
                yield return assumption.Breach(RuleTable.AssumptionEnded, certain: false, $"ends {last.When(context.Today)}, on {last.Text}{owner}: after that it is an error", Remedy) with { IsNotice = true };
            }
        }
    }
}
