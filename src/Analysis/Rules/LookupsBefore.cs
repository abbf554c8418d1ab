using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// Whether an insert is preceded by a look into the database, in its own body or in one that leads to it: the usual shape of "add it if it is not there". Two
/// copies at the same moment may still both add it, but nobody forgot the repetition.
/// </summary>
internal sealed class LookupsBefore
{
    /// <summary>A lookup stands in a repository, which may stand behind a service.</summary>
    private const int Near = 2;

    private readonly HashSet<MethodNode> _looks;

    public LookupsBefore(CodeGraph graph)
    {
        _looks = new(graph.Focus.Where(n => n.Effects.Any(e => e.Category == EffectCategory.DbRead)));
        for (var distance = 1; distance < Near; distance++)
        {
            _looks.UnionWith(graph.Focus.Where(n => n.Edges.Any(e => _looks.Contains(e.To))).ToList());
        }
    }

    public bool Precede(EffectSite insert, IReadOnlyList<CallEdge> path) =>
        Precedes(insert.Node, insert.Site) || path.Any(edge => Precedes(edge.From, edge.Site));

    private bool Precedes(MethodNode node, int site)
    {
        var flow = node.Method.Flow;
        return node.Effects.Any(e => e.Category == EffectCategory.DbRead && flow.CanFollow(e.Site, site))
            || node.Edges.Any(e => e.Site != site && _looks.Contains(e.To) && flow.CanFollow(e.Site, site));
    }
}
