using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The solution's own assemblies as one graph of folded methods.</summary>
internal sealed class CodeGraph
{
    private readonly Dictionary<string, Dictionary<string, MethodNode>> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MethodRef, MethodNode?> _byReference = new(ByReference<MethodRef>.Instance);
    private readonly Dictionary<string, (int First, int End)> _ofAssembly = new(StringComparer.Ordinal);
    private IReadOnlyList<MethodNode>? _focus;
    private bool[]? _isInFocus;
    private readonly Lazy<CallsBackwards> _callsBackwards;
    private readonly Lazy<GivenValues> _givenValues;
    private readonly Lazy<NamedSites> _sites;
    private readonly Lazy<ImplementationCounts> _implementations;

    public CodeGraph(IReadOnlyList<AssemblyFacts> assemblies)
    {
        Assemblies = assemblies;
        _callsBackwards = new(() => new(this));
        _givenValues = new(() => new(this));
        _sites = new(() => new(this));
        _implementations = new(() => new(this));
        Types = new TypeHierarchy(assemblies);
        var nodes = new List<MethodNode>();
        foreach (var assembly in assemblies)
        {
            if (!_byId.TryGetValue(assembly.Name, out var byId))
            {
                _byId.Add(assembly.Name, byId = new(assembly.Methods.Count, StringComparer.Ordinal));
            }

            var first = nodes.Count;
            foreach (var method in assembly.Methods)
            {
                var type = Types.Find(assembly.Name, method.Type);
                if (type is null || byId.ContainsKey(method.Id))
                {
                    continue;
                }

                var node = new MethodNode(nodes.Count, assembly, type.Fact, method);
                nodes.Add(node);
                byId.Add(method.Id, node);
                type.Methods.Add(node);
            }

            if (!_ofAssembly.ContainsKey(assembly.Name))
            {
                _ofAssembly.Add(assembly.Name, (first, nodes.Count));
            }
        }

        Nodes = nodes;
    }

    public IReadOnlyList<AssemblyFacts> Assemblies { get; }

    public TypeHierarchy Types { get; }

    public IReadOnlyList<MethodNode> Nodes { get; }

    /// <summary>
    /// What the check is about: of a library its own methods and whatever they come to, in the order of the nodes. What else its references do nobody of it runs, but how they set
    /// things up (services, clients, policies) still counts: who looks for that looks at all nodes.
    /// </summary>
    public IReadOnlyList<MethodNode> Focus => _focus ?? Nodes;

    public bool IsInFocus(MethodNode node) => _isInFocus is null || _isInFocus[node.Index];

    /// <summary>The calls, from what is called; made when somebody asks, and then the graph is complete.</summary>
    public CallsBackwards CallsBackwards => _callsBackwards.Value;

    /// <summary>All sites by what they name; to be asked once the graph is built.</summary>
    public NamedSites Sites => _sites.Value;

    /// <summary>What methods and fields are given; as for the calls.</summary>
    public GivenValues GivenValues => _givenValues.Value;

    /// <summary>Between how many implementations calls choose; as for the calls.</summary>
    public ImplementationCounts Implementations => _implementations.Value;

    /// <summary>The methods of one assembly, in their order.</summary>
    public IEnumerable<MethodNode> NodesOf(AssemblyFacts assembly)
    {
        var (first, end) = _ofAssembly[assembly.Name];
        for (var i = first; i < end; i++)
        {
            yield return Nodes[i];
        }
    }

    /// <summary>Reads every body's sites now, so that nothing of the graph changes any more and several can ask it at the same time.</summary>
    public void Settle()
    {
        foreach (var node in Nodes)
        {
            node.ReadNow();
        }
    }

    /// <summary>Settles the focus, once the calls can be read.</summary>
    public void LookAt(AssemblyFacts? assembly) => _focus = assembly is null ? Nodes : Reached(NodesOf(assembly));

    /// <summary>The methods of those assemblies in which some body names such a member: how a program is set up stands in few of them, and the others need not be looked through.</summary>
    public IEnumerable<MethodNode> NodesNear(Func<MethodRef, bool> isSuch) => Assemblies.Where(a => a.Named.Any(isSuch)).SelectMany(NodesOf);

    /// <summary>Null as long as the graph is not built.</summary>
    public CompiledQueries? CompiledQueries { get; set; }

    public bool IsOwn(string assembly) => Types.IsOwn(assembly);

    public MethodNode? Find(string assembly, string id) =>
        _byId.TryGetValue(assembly, out var byId) && byId.TryGetValue(id, out var node) ? node : null;

    /// <summary>The definition a reference means, looked for in base types where the reference names a derived one.</summary>
    public MethodNode? Find(MethodRef reference)
    {
        // A thousand sites share a reference, and every law asks about each of them.
        if (!_byReference.TryGetValue(reference, out var node))
        {
            node = Look(reference);
            _byReference.TryAdd(reference, node);
        }

        return node;
    }

    private List<MethodNode> Reached(IEnumerable<MethodNode> from)
    {
        var isReached = new bool[Nodes.Count];
        var stack = new Stack<MethodNode>();
        foreach (var node in from)
        {
            Reach(node);
        }

        while (stack.Count > 0)
        {
            var node = stack.Pop();
            Reach(node.Owner(this));
            Reach(node.ShellOfCore);
            foreach (var edge in node.Edges)
            {
                Reach(edge.To);
                Reach(edge.Via);
            }
        }

        _isInFocus = isReached;
        return [.. Nodes.Where(n => isReached[n.Index])];

        void Reach(MethodNode? node)
        {
            if (node is not null && !isReached[node.Index])
            {
                isReached[node.Index] = true;
                stack.Push(node);
            }
        }
    }

    private MethodNode? Look(MethodRef reference)
    {
        if (Find(reference.Assembly, reference.Id) is { } node)
        {
            return node;
        }

        if (!IsOwn(reference.Assembly))
        {
            return null;
        }

        var suffix = reference.Id.Substring(Math.Min(reference.Id.Length, 2 + reference.Type.Length));
        for (var type = Types.Find(reference.Assembly, reference.Type)?.Base; type is not null; type = type.Base)
        {
            if (Find(type.Assembly, "M:" + type.Fact.Name + suffix) is { } inherited)
            {
                return inherited;
            }
        }

        return null;
    }
}
