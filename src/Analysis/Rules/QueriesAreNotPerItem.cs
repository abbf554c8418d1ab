using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Rules.PerItem;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC3101: a query for each item is as many round trips as there are items. Found at the call in the loop, however far below it the query runs.</summary>
internal sealed class QueriesAreNotPerItem : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context) => PerItemLaw.Check(
        context,
        RuleTable.QueriesAreNotPerItem,
        EffectCategory.DbRead,
        "runs a query",
        static _ => "load them together before the loop, or declare [QueryPerItem(\"why\")]");
}
