using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Calls that ask for something and change nothing, whatever they come to: nobody has to finish them when nobody waits for the answer any more.</summary>
internal static class ReadingCalls
{
    private const int Deepest = 4;

    public static bool Is(MethodNode node, int site) => Effects(node, site, Deepest, []).ToList() is { Count: > 0 } effects && effects.TrueForAll(e => e.Changes == false);

    private static IEnumerable<EffectSite> Effects(MethodNode node, int site, int depth, HashSet<MethodNode> seen) =>
        node.Effects.Where(e => e.Site == site).Concat(node.Edges.Where(e => e.Site == site && e.Mode != RunMode.Later).SelectMany(e => Below(e.To, depth, seen)));

    private static IEnumerable<EffectSite> Below(MethodNode node, int depth, HashSet<MethodNode> seen) =>
        depth == 0 || !seen.Add(node) ? [] : node.Effects.Concat(node.Edges.Where(e => e.Mode != RunMode.Later).SelectMany(e => Below(e.To, depth - 1, seen)));
}
