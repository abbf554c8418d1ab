using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A type of an own assembly with what it derives from and what derives from it.</summary>
internal sealed class TypeNode(string assembly, TypeFact fact)
{
    public string Assembly { get; } = assembly;

    public TypeFact Fact { get; } = fact;

    public TypeNode? Base { get; set; }

    /// <summary>Own types that name this one as base or interface.</summary>
    public List<TypeNode> Derived { get; } = [];

    public List<MethodNode> Methods { get; } = [];

    public bool IsInterface => (Fact.Traits & TypeTraits.Interface) != 0;

    public bool IsConcrete => (Fact.Traits & (TypeTraits.Interface | TypeTraits.Abstract)) == 0;
}

/// <summary>Own types by assembly and name, and who derives from whom, opaque bases included by name.</summary>
internal sealed class TypeHierarchy
{
    private readonly Dictionary<(string Assembly, string Name), TypeNode> _types = [];
    private readonly Dictionary<string, List<TypeNode>> _derivedFromOpaque = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);

    public TypeHierarchy(IReadOnlyList<AssemblyFacts> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            _assemblies.Add(assembly.Name);
            foreach (var type in assembly.Types)
            {
                _types[(assembly.Name, type.Name)] = new(assembly.Name, type);
            }
        }

        foreach (var type in _types.Values.OrderBy(t => t.Assembly, StringComparer.Ordinal).ThenBy(t => t.Fact.Name, StringComparer.Ordinal))
        {
            Link(type);
        }
    }

    public IEnumerable<TypeNode> All => _types.Values;

    public bool IsOwn(string assembly) => _assemblies.Contains(assembly);

    public TypeNode? Find(string assembly, string name) => _types.TryGetValue((assembly, name), out var type) ? type : null;

    /// <summary>The type itself and every own type below it.</summary>
    public static IReadOnlyList<TypeNode> SelfAndDerived(TypeNode root) => Close([root]);

    /// <summary>Every own type below a type of an opaque assembly, by the type's full name.</summary>
    public IReadOnlyList<TypeNode> DerivedFromOpaque(string name) =>
        _derivedFromOpaque.TryGetValue(name, out var direct) ? Close(direct) : [];

    private static List<TypeNode> Close(IEnumerable<TypeNode> roots)
    {
        var seen = new HashSet<TypeNode>(roots);
        var all = new List<TypeNode>(seen);
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var derived in all[i].Derived)
            {
                if (seen.Add(derived))
                {
                    all.Add(derived);
                }
            }
        }

        return all;
    }

    private void Link(TypeNode type)
    {
        if (type.Fact.Base is { } baseName)
        {
            type.Base = Find(baseName.Assembly, baseName.Name);
            AddBelow(type, baseName);
        }

        foreach (var implemented in type.Fact.Interfaces)
        {
            AddBelow(type, implemented);
        }
    }

    private void AddBelow(TypeNode type, TypeName above)
    {
        if (Find(above.Assembly, above.Name) is { } own)
        {
            own.Derived.Add(type);
            return;
        }

        if (!_derivedFromOpaque.TryGetValue(above.Name, out var list))
        {
            _derivedFromOpaque.Add(above.Name, list = []);
        }

        list.Add(type);
    }
}
