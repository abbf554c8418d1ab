using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Rules.PerItem;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC3102: a call of another service for each item is as many round trips, and as many chances to fail, as there are items.</summary>
internal sealed class RemoteCallsAreNotPerItem : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context) => PerItemLaw.Check(
        context,
        RuleTable.RemoteCallsAreNotPerItem,
        EffectCategory.Http,
        "makes a remote call",
        question => $"send them in one request{(VendorClients.SiblingOf(question) is { } many ? $" ({many})" : "")}, or declare [QueryPerItem(\"why\")]");
}
