using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Cli.Trees;

/// <summary>
/// Which methods a reader takes for one: a lambda or local function is a piece of the method that it is written in, and a core is its shell. A lambda that is an entry
/// point is a method of its own, and what is written inside it is a piece of it.
/// </summary>
internal sealed class Folding
{
    private readonly CodeGraph _graph;
    private readonly HashSet<MethodNode> _entries;
    private readonly Dictionary<MethodNode, MethodNode> _shown = [];
    private readonly Dictionary<MethodNode, MethodNode> _creators = [];

    public Folding(CodeGraph graph, IEnumerable<EntryPoint> entries)
    {
        _graph = graph;
        _entries = [.. entries.Select(e => e.Node)];
        foreach (var edge in graph.Nodes.SelectMany(n => n.Edges))
        {
            if (IsInner(edge.To) && edge.From != edge.To && edge.From.Method.Owner == edge.To.Method.Owner)
            {
                _creators.TryAdd(edge.To, edge.From);
            }
        }
    }

    /// <summary>The method that a reader sees.</summary>
    public MethodNode Shown(MethodNode node)
    {
        if (!_shown.TryGetValue(node, out var shown))
        {
            _shown.Add(node, node); // local functions that call each other
            _shown[node] = shown = Find(node);
        }

        return shown;
    }

    private MethodNode Find(MethodNode node)
    {
        if (_entries.Contains(node))
        {
            return node;
        }

        if (node.ShellOfCore is { } shell)
        {
            return Shown(shell);
        }

        return IsInner(node) ? Shown(_creators.TryGetValue(node, out var creator) ? creator : node.Owner(_graph)) : node;
    }

    private static bool IsInner(MethodNode node) => node.Method.Has(MethodTraits.Lambda) || node.Method.Has(MethodTraits.LocalFunction);
}
