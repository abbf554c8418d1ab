using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Static constructors and static field initialisers run in the flow of whoever first touches the type. Which one that is nobody can say: possible at most.</summary>
internal sealed class TypeInitialisers
{
    private readonly Dictionary<(string Assembly, string Type), MethodNode> _of = [];

    public TypeInitialisers(CodeGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Method.Name == ".cctor" && node.Method.Sites.Any(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall))
            {
                _of[(node.Assembly.Name, node.Method.Type)] = node;
            }
        }
    }

    public IEnumerable<CallEdge> RunBy(MethodNode node)
    {
        if (_of.Count == 0)
        {
            yield break;
        }

        var seen = new HashSet<MethodNode> { node };
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            var touches = site.Kind == SiteKind.New || (site.Kind is SiteKind.Call or SiteKind.FieldRead or SiteKind.FieldWrite && !site.Target.HasReceiver);
            if (touches && _of.TryGetValue((site.Target.Assembly, site.Target.Type), out var initialiser) && seen.Add(initialiser))
            {
                yield return new(node, initialiser, i, Certain: false, Via: null);
            }
        }
    }
}
