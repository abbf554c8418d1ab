using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>try { Delete(file); left.Remove(file); } catch { } … if (left.Count > 0) throw …</c>: what has failed is what is left, and somebody asks for that.
/// </summary>
internal static class LeftOvers
{
    public static bool Are(ControlFlow flow, RegionFact region)
    {
        var method = flow.Method;
        return Enumerable.Range(0, method.Sites.Count).Any(i =>
            region.Try.Contains(method.Body.BlockOfSite[i])
            && IsCollection(method.Sites[i].Target)
            && method.Sites[i].Target.Name is "Remove" or "Add" or "TryRemove" or "Enqueue"
            && method.Sites[i].Receiver is var kept && kept.Kind is not (ValueKind.Unknown or ValueKind.Null)
            && Enumerable.Range(0, method.Sites.Count).Any(j => method.Flow.CanFollow(i, j) && IsRefused(flow, region, j, kept)));
    }

    /// <summary>Whether it is asked behind the try how many there are, and one of the answers ends in a throw.</summary>
    private static bool IsRefused(ControlFlow flow, RegionFact region, int site, ValueFact kept)
    {
        var asks = flow.Method.Sites[site];
        var block = flow.Body.BlockOfSite[site];
        return asks.Target.Name is "get_Count" or "get_IsEmpty" or "Any" or "Count"
            && (asks.Target.HasReceiver ? asks.Receiver : Values.Argument(asks, 0)) == kept
            && !region.Try.Contains(block) && !region.Handler.Contains(block)
            && flow.Body.Blocks[block].Next is { Count: > 1 } sides
            && flow.Body.Steps.Any(s => s.Kind == StepKind.Throw && sides.Any(side => side == s.Block || flow.Enters(side, s.Block)));
    }

    private static bool IsCollection(MethodRef target) => target.Type.StartsWith("System.Collections.", StringComparison.Ordinal);
}
