using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// Where work begins when callers are known: every critical entry point, and of the methods that are entry points only because everything is looked at those that nobody calls. A helper that is public so that another class
/// can call it runs in the transaction of that class.
/// </summary>
internal static class Roots
{
    public static IReadOnlyList<EntryPoint> Of(CodeGraph graph, IReadOnlyList<EntryPoint> entries, EntryReach startup)
    {
        var called = new HashSet<MethodNode>(graph.Focus.SelectMany(n => n.Edges).Where(e => e.From.Owner(graph) != e.To && !StartUpCode.IsNamed(e)).Select(e => e.To));
        var roots = entries.Where(e => !e.IsStartup && (e.IsCritical || !called.Contains(e.Node))).ToList();
        var reach = new EntryReach(roots);

        // Methods that only call each other; not those that the start of the program calls, and nobody else, nor what is one of too many that a call may mean for a path to follow.
        var guessed = Guessed(reach.Reached);
        foreach (var entry in entries.Where(e => !e.IsStartup && !reach.Reaches(e.Node) && !guessed.Contains(e.Node) && !startup.Reaches(e.Node)))
        {
            roots.Add(entry);
        }

        return roots;
    }

    private static HashSet<MethodNode> Guessed(IEnumerable<MethodNode> reached)
    {
        var found = new HashSet<MethodNode>(reached);
        var queue = new Queue<MethodNode>(found);
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges.Where(e => !StartUpCode.IsNamed(e) && found.Add(e.To)))
            {
                queue.Enqueue(edge.To);
            }
        }

        return found;
    }
}
