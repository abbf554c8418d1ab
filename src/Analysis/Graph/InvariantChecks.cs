using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>Where the user calls the generated check of a type's invariants.</summary>
internal static class InvariantChecks
{
    /// <summary>Whether a method, or a lambda in it, calls the check of some type.</summary>
    public static bool AreIn(CodeGraph graph, MethodNode node) =>
        graph.Types.Find(node.Assembly.Name, node.Type.Name) is { } type
        && type.Methods.Any(m => m.Method.Owner == node.Method.Id && m.Method.Sites.Any(s => IsCheck(s)));

    /// <summary>Whether a constructor, or what it calls of its own type, calls the check of that type.</summary>
    public static bool AreReached(MethodNode constructor)
    {
        var seen = new HashSet<MethodNode> { constructor };
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            if (node.Method.Sites.Any(s => IsCheck(s) && s.Target.Type == constructor.Type.Name))
            {
                return true;
            }

            foreach (var edge in node.Edges)
            {
                if (edge.Certain && edge.To.Type == constructor.Type && seen.Add(edge.To))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }

        return false;
    }

    private static bool IsCheck(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Name == IntentNames.EnsureInvariants;
}
