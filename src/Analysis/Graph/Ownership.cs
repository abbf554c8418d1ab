using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>Who answers for a method: the nearest declaration on member, type, enclosing type, namespace, assembly.</summary>
internal sealed class Ownership
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<(string Assembly, string Namespace), string> _namespaces = [];

    public Ownership(CodeGraph graph)
    {
        _graph = graph;
        foreach (var type in graph.Types.All)
        {
            foreach (var attribute in type.Fact.Attributes)
            {
                if (attribute.Type == IntentNames.OwnedBy)
                {
                    IsUsed = true;
                    if (IsNamespaceWide(attribute))
                    {
                        _namespaces[(type.Assembly, type.Fact.Namespace)] = attribute.Argument(0) ?? "";
                    }
                }
            }
        }

        IsUsed |= graph.Assemblies.Any(a => a.Attributes.Any(IsOwner)) || graph.Nodes.Any(n => n.Declares(IntentNames.OwnedBy));
    }

    /// <summary>Whether anything in the solution names an owner: from then on everything critical needs one.</summary>
    public bool IsUsed { get; }

    /// <summary>The owner; empty when nobody is named.</summary>
    public string Of(MethodNode node)
    {
        var own = node.Owner(_graph);
        return OwnerIn(own.Method.Attributes) ?? Of(own.Assembly, own.Type);
    }

    public string Of(AssemblyFacts assembly, TypeFact type)
    {
        for (var t = type; t is not null; t = t.Enclosing.Length == 0 ? null : _graph.Types.Find(assembly.Name, t.Enclosing)?.Fact)
        {
            if (OwnerIn(t.Attributes.Where(a => !IsNamespaceWide(a))) is { } owner)
            {
                return owner;
            }
        }

        for (var ns = type.Namespace; ns.Length > 0; ns = ns.Substring(0, Math.Max(0, ns.LastIndexOf('.'))))
        {
            if (_namespaces.TryGetValue((assembly.Name, ns), out var owner))
            {
                return owner;
            }
        }

        return OwnerIn(assembly.Attributes) ?? "";
    }

    private static string? OwnerIn(IEnumerable<AttributeFact> attributes) => attributes.FirstOrDefault(IsOwner)?.Argument(0);

    private static bool IsOwner(AttributeFact attribute) => attribute.Type == IntentNames.OwnedBy;

    private static bool IsNamespaceWide(AttributeFact attribute) => attribute.Get("WholeNamespace") is "True" or "true" or "1";
}
