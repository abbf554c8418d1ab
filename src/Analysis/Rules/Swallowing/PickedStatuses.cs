using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// When clauses that pick failed requests by their status, and pick those that say nothing but that the other side is down or busy, or everything but an answer: <c>when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable)</c>, <c>when (e.StatusCode != HttpStatusCode.NotFound)</c>. A 404 is an answer; these are not.
/// </summary>
internal static class PickedStatuses
{
    public static bool AreOutages(MethodNode node, RegionFact region)
    {
        var method = node.Method;
        var asked = Enumerable.Range(0, method.Sites.Count).Where(i => region.Filter.Contains(method.Body.BlockOfSite[i])).Select(i => method.Sites[i]).ToList();
        if (!asked.Exists(IsStatus) || !asked.TrueForAll(s => IsStatus(s) || s.Target.Type == "System.Nullable`1"))
        {
            return false;
        }

        var compared = region.Filter.Select(b => method.Body.Blocks[b]).Where(b => b.Compares != Comparison.None && IsStatusValue(method, b.Tested)).ToList();
        return compared.Count > 0 && compared.TrueForAll(IsOutage);
    }

    /// <summary>Of a failed request, of Azure's <c>RequestFailedException</c> and whoever else calls it so.</summary>
    private static bool IsStatus(SiteFact site) => site.Target.Name is "get_StatusCode" or "get_Status" && site.Receiver.Kind == ValueKind.Caught;

    private static bool IsStatusValue(MethodFact method, ValueFact tested) =>
        Values.Source(method, tested) is { } value
        && (IsStatus(value) || (value.Target is { Type: "System.Nullable`1", Name: "GetValueOrDefault" or "get_Value" } && Values.Source(method, value.Receiver) is { } status && IsStatus(status)));

    /// <summary>408 Request Timeout, 429 Too Many Requests, and all that a server says of itself. The end of a clause that asks for less and says no to it lets in what is not less.</summary>
    private static bool IsOutage(BlockFact test)
    {
        var isNegated = test.WhenTrue < 0;
        return test.Compares switch
        {
            Comparison.Equal when isNegated => true, // everything but an answer
            Comparison.NotEqual when test.WhenTrue >= 0 && test.WhenFalse < 0 => true,
            Comparison.Equal or Comparison.NotEqual => test.Against is 408 or 429 or >= 499,
            Comparison.Greater or Comparison.GreaterOrEqual => !isNegated && test.Against >= 499,
            Comparison.Less or Comparison.LessOrEqual => isNegated && test.Against >= 499,
            _ => false,
        };
    }
}
