using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>Which methods can come to a commit without passing a decision about transactions: from the commits backwards over the calls.</summary>
internal sealed class CommitReach
{
    /// <summary>
    /// A commit further away than this many calls usually stands behind conditions and caches that the graph does not see: two calls that lead to one
    /// are then a possible pair and no certain one.
    /// </summary>
    private const int Near = 3;

    private readonly HashSet<MethodNode> _certain;
    private readonly HashSet<MethodNode> _possible;
    private readonly Func<MethodNode, bool> _isDecided;
    private readonly Dictionary<MethodNode, IReadOnlyDictionary<int, bool>> _sites = [];

    public CommitReach(CodeGraph graph, Func<MethodNode, bool> isDecided)
    {
        _isDecided = isDecided;
        var callers = new Dictionary<MethodNode, List<CallEdge>>();
        foreach (var node in graph.Nodes)
        {
            foreach (var edge in node.Edges)
            {
                if (!callers.TryGetValue(edge.To, out var list))
                {
                    callers.Add(edge.To, list = []);
                }

                list.Add(edge);
            }
        }

        _certain = [.. Close(graph, callers, isDecided, onlyCertain: true, farthest: Near - 1)];
        var nearestFirst = Close(graph, callers, isDecided, onlyCertain: false, farthest: int.MaxValue);
        NearestFirst = nearestFirst;
        _possible = [.. nearestFirst];
    }

    /// <summary>Every method that can come to a commit, in the order of its distance from one.</summary>
    public IReadOnlyList<MethodNode> NearestFirst { get; }

    /// <summary>Whether an effect makes something durable by itself.</summary>
    public static bool IsCommit(EffectSite effect) => effect.Category == EffectCategory.DbCommit;

    /// <summary>Sites of a body that lead to a commit, and whether for certain.</summary>
    public IReadOnlyDictionary<int, bool> Sites(MethodNode node)
    {
        if (!_sites.TryGetValue(node, out var known))
        {
            _sites.Add(node, known = Find(node)); // many entry points come to the same method
        }

        return known;
    }

    private SortedDictionary<int, bool> Find(MethodNode node)
    {
        var sites = new SortedDictionary<int, bool>();
        foreach (var effect in node.Effects)
        {
            if (IsCommit(effect))
            {
                sites[effect.Site] = true;
            }
        }

        foreach (var edge in node.Edges)
        {
            if (_possible.Contains(edge.To) && !(edge.Via is not null && _isDecided(edge.Via)))
            {
                sites[edge.Site] = (sites.TryGetValue(edge.Site, out var known) && known) || (edge.Certain && _certain.Contains(edge.To));
            }
        }

        return sites;
    }

    private static List<MethodNode> Close(
        CodeGraph graph, Dictionary<MethodNode, List<CallEdge>> callers, Func<MethodNode, bool> isDecided, bool onlyCertain, int farthest)
    {
        var reach = new HashSet<MethodNode>(graph.Nodes.Where(n => !isDecided(n) && n.Effects.Any(IsCommit)));
        var all = new List<MethodNode>(graph.Nodes.Where(reach.Contains));
        var level = new List<MethodNode>(all);
        for (var distance = 0; level.Count > 0 && distance < farthest; distance++)
        {
            var next = new List<MethodNode>();
            foreach (var edge in level.Where(callers.ContainsKey).SelectMany(node => callers[node]))
            {
                if ((edge.Certain || !onlyCertain)
                    && !isDecided(edge.From)
                    && !(edge.Via is not null && isDecided(edge.Via))
                    && reach.Add(edge.From))
                {
                    next.Add(edge.From);
                }
            }

            level = next;
            all.AddRange(next);
        }

        return all;
    }
}
