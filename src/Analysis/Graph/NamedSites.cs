using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// All sites of a program by what they name and by their kind: who looks for calls of one member need not look at a hundred thousand sites. Complete when it is made; made when the bodies are no longer changed.
/// </summary>
internal sealed class NamedSites
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<MethodRef, List<(int Node, int Site)>> _byName = new(ByReference<MethodRef>.Instance);
    private readonly Dictionary<SiteKind, List<(int Node, int Site)>> _byKind = [];

    public NamedSites(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            var sites = node.Method.Sites;
            for (var i = 0; i < sites.Count; i++)
            {
                Add(_byName, sites[i].Target, (node.Index, i));
                Add(_byKind, sites[i].Kind, (node.Index, i));
            }
        }
    }

    /// <summary>The sites that name such a member, in the order of the graph.</summary>
    public IEnumerable<(MethodNode Node, int Site)> Of(Func<MethodRef, bool> isSuch)
    {
        var found = _byName.Where(pair => isSuch(pair.Key)).Select(pair => pair.Value).ToList();
        return InGraph(found.Count == 1 ? found[0] : found.SelectMany(sites => sites).OrderBy(s => s.Node).ThenBy(s => s.Site));
    }

    /// <summary>The sites of a kind, in the order of the graph.</summary>
    public IEnumerable<(MethodNode Node, int Site)> Of(SiteKind kind) => InGraph(_byKind.TryGetValue(kind, out var sites) ? sites : []);

    private IEnumerable<(MethodNode Node, int Site)> InGraph(IEnumerable<(int Node, int Site)> sites) => sites.Select(s => (_graph.Nodes[s.Node], s.Site));

    private static void Add<TKey>(Dictionary<TKey, List<(int, int)>> lists, TKey key, (int, int) site)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(site);
    }
}
