using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// When clauses that pick failed requests by their status, and pick those that say nothing but that the other side is down or busy: <c>when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable)</c>. A 404 is an answer; these are not.
/// </summary>
internal static class PickedStatuses
{
    private const string Failed = "System.Net.Http.HttpRequestException";

    public static bool AreOutages(MethodNode node, RegionFact region)
    {
        var method = node.Method;
        var asked = Enumerable.Range(0, method.Sites.Count).Where(i => region.Filter.Contains(method.Body.BlockOfSite[i])).Select(i => method.Sites[i]).ToList();
        if (!asked.Exists(IsStatus) || !asked.TrueForAll(s => IsStatus(s) || s.Target.Type == "System.Nullable`1"))
        {
            return false;
        }

        var compared = region.Filter.Select(b => method.Body.Blocks[b]).Where(b => b.Compares != Comparison.None && IsStatusValue(method, b.Tested)).ToList();
        return compared.Count > 0 && compared.TrueForAll(b => IsOutage(b.Compares, b.Against));
    }

    private static bool IsStatus(SiteFact site) => site.Target is { Type: Failed, Name: "get_StatusCode" } && site.Receiver.Kind == ValueKind.Caught;

    private static bool IsStatusValue(MethodFact method, ValueFact tested) =>
        Values.Source(method, tested) is { Target: { Type: "System.Nullable`1", Name: "GetValueOrDefault" or "get_Value" } } value
        && Values.Source(method, value.Receiver) is { } status && IsStatus(status);

    /// <summary>408 Request Timeout, 429 Too Many Requests, and all that a server says of itself.</summary>
    private static bool IsOutage(Comparison comparison, int status) =>
        comparison is Comparison.Equal or Comparison.NotEqual or Comparison.Greater or Comparison.GreaterOrEqual
        && (status is 408 or 429 or >= 499);
}
