using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Handlers around one call that take between them all that it is known to throw: <c>try { await http.SendAsync(request); } catch (HttpRequestException e) { … } catch (TaskCanceledException e) { … }</c>. What none of them throws on ends there, as in
/// one handler that takes everything.
/// </summary>
internal static class TakenBetweenThem
{
    public static bool Is(CodeGraph graph, MethodNode node, int site)
    {
        var method = node.Method;
        if (method.Body.Regions.Count == 0 || Throwables.Known(method.Sites[site].Target) is not { Count: > 0 } known)
        {
            return false;
        }

        var block = method.Body.BlockOfSite[site];
        var taken = new HashSet<string>(
            method.Body.Regions.Where(r => r.IsCatch && r.Try.Contains(block) && !ThrowsOn(method, r)).SelectMany(r => Types(graph, node, r)),
            StringComparer.Ordinal);
        return known.All(kinds => kinds.Any(taken.Contains));
    }

    private static bool ThrowsOn(MethodFact method, RegionFact region) =>
        method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && region.Handler.Contains(s.Block));

    private static IEnumerable<string> Types(CodeGraph graph, MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter ? Handlers.SelectedOfSeveral(graph, node, region).Select(t => t.Name)
        : region.Catches is { } type ? [type.Name]
        : [];
}
