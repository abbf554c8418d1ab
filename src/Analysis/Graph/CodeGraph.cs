using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The solution's own assemblies as one graph of folded methods.</summary>
internal sealed class CodeGraph
{
    private readonly Dictionary<(string Assembly, string Id), MethodNode> _byId = [];

    public CodeGraph(IReadOnlyList<AssemblyFacts> assemblies)
    {
        Assemblies = assemblies;
        Types = new TypeHierarchy(assemblies);
        var nodes = new List<MethodNode>();
        foreach (var assembly in assemblies)
        {
            foreach (var method in assembly.Methods)
            {
                var type = Types.Find(assembly.Name, method.Type);
                if (type is null || _byId.ContainsKey((assembly.Name, method.Id)))
                {
                    continue;
                }

                var node = new MethodNode(nodes.Count, assembly, type.Fact, method);
                nodes.Add(node);
                _byId.Add((assembly.Name, method.Id), node);
                type.Methods.Add(node);
            }
        }

        Nodes = nodes;
    }

    public IReadOnlyList<AssemblyFacts> Assemblies { get; }

    public TypeHierarchy Types { get; }

    public IReadOnlyList<MethodNode> Nodes { get; }

    public bool IsOwn(string assembly) => Types.IsOwn(assembly);

    public MethodNode? Find(string assembly, string id) => _byId.TryGetValue((assembly, id), out var node) ? node : null;

    /// <summary>The definition a reference means, looked for in base types where the reference names a derived one.</summary>
    public MethodNode? Find(MethodRef reference)
    {
        if (Find(reference.Assembly, reference.Id) is { } node)
        {
            return node;
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
