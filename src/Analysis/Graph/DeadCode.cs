using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Methods that nobody can come to: private ones, or ones that their assembly keeps to itself, to which no call leads but their own, and those of others like them: <c>private void Fill(Node node) { foreach (var child in node.Children) Fill(child); }</c>,
/// where nobody begins. What a framework may run by an attribute, a name or a contract is none.
/// </summary>
internal sealed class DeadCode
{
    private const string Friends = "System.Runtime.CompilerServices.InternalsVisibleToAttribute";

    private static readonly string[] Tools = ["Test", "Tests", "Benchmark", "Benchmarks"];

    private readonly CodeGraph _graph;
    private readonly HashSet<string> _names;
    private readonly HashSet<MethodNode> _alive;
    private readonly HashSet<string> _open;

    public DeadCode(CodeGraph graph)
    {
        _graph = graph;
        _names = new(graph.Nodes.SelectMany(n => n.Method.Sites).SelectMany(s => s.Arguments).SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Where(a => a.Kind == ValueKind.Text).Select(a => a.Text), StringComparer.Ordinal);
        _open = OpenTo(graph);
        _alive = [];
        Mark(graph.Nodes.Where(n => !IsHidden(n.Owner(graph))), _alive);
    }

    public bool Is(MethodNode node) => !_alive.Contains(node);

    /// <summary>The assemblies with friends whose calls are not in sight.</summary>
    public static HashSet<string> OpenTo(CodeGraph graph)
    {
        var seen = new HashSet<string>(graph.Assemblies.Select(a => a.Name), StringComparer.OrdinalIgnoreCase);
        return new(graph.Assemblies.Where(a => a.Attributes.Any(f => f.Type == Friends && IsUnseen(f, seen))).Select(a => a.Name), StringComparer.Ordinal);
    }

    /// <summary>Adds methods, and what they come to.</summary>
    public static void Mark(IEnumerable<MethodNode> from, HashSet<MethodNode> reached)
    {
        var queue = new Queue<MethodNode>(from.Where(reached.Add).ToList());
        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                if (reached.Add(edge.To))
                {
                    queue.Enqueue(edge.To);
                }
            }
        }
    }

    /// <summary>A friend whose calls are not in sight. Tests run the code, but not for the service.</summary>
    private static bool IsUnseen(AttributeFact friend, HashSet<string> seen)
    {
        var name = (friend.Argument(0) ?? "").Split(',')[0].Trim();
        return !seen.Contains(name) && name != "DynamicProxyGenAssembly2" && !Array.Exists(Tools, tool => name.EndsWith(tool, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Only a call that the code shows can run it. Somebody who says its name may find it by that.</summary>
    private bool IsHidden(MethodNode node)
    {
        var method = node.Method;
        return (method.Has(MethodTraits.Private) || !_open.Contains(node.Assembly.Name))
            && (method.Traits & (MethodTraits.Public | MethodTraits.ExternallyVisible | MethodTraits.Virtual | MethodTraits.Abstract | MethodTraits.Constructor | MethodTraits.SpecialName | MethodTraits.Generated)) == 0
            && method.Name is not ("Main" or "<Main>$")
            && method.Related.Count == 0
            && method.Attributes.All(a => a.Type == "System.Runtime.CompilerServices.ExtensionAttribute" || a.Type.StartsWith("System.Diagnostics.", StringComparison.Ordinal))
            && Cores.ShellAround(_graph, node) is null
            && !_names.Contains(method.Name);
    }
}
