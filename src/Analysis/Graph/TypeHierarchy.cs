using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A type of an own assembly with what it derives from and what derives from it.</summary>
internal sealed class TypeNode(string assembly, TypeFact fact)
{
    private Dictionary<string, List<MethodNode>>? _byName;

    public string Assembly { get; } = assembly;

    public TypeFact Fact { get; } = fact;

    public TypeNode? Base { get; set; }

    /// <summary>Own types that name this one as base or interface.</summary>
    public List<TypeNode> Derived { get; } = [];

    public List<MethodNode> Methods { get; } = [];

    /// <summary>The methods that have a name or implement a member of that name, in their order.</summary>
    public IReadOnlyList<MethodNode> Named(string name)
    {
        _byName ??= ByName();
        return _byName.TryGetValue(name, out var named) ? named : [];
    }

    public bool IsInterface => (Fact.Traits & TypeTraits.Interface) != 0;

    public bool IsConcrete => (Fact.Traits & (TypeTraits.Interface | TypeTraits.Abstract)) == 0;

    private Dictionary<string, List<MethodNode>> ByName()
    {
        var byName = new Dictionary<string, List<MethodNode>>(StringComparer.Ordinal);
        foreach (var method in Methods)
        {
            Add(method.Method.Name, method);
            foreach (var implemented in method.Method.Implements)
            {
                Add(implemented.Name, method);
            }
        }

        return byName;

        void Add(string name, MethodNode method)
        {
            if (!byName.TryGetValue(name, out var named))
            {
                byName.Add(name, named = []);
            }

            if (named.Count == 0 || named[named.Count - 1] != method)
            {
                named.Add(method);
            }
        }
    }
}

/// <summary>Own types by assembly and name, and who derives from whom, opaque bases included by name.</summary>
internal sealed class TypeHierarchy
{
    private readonly Dictionary<string, Dictionary<string, TypeNode>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TypeNode>> _derivedFromOpaque = new(StringComparer.Ordinal);

    public TypeHierarchy(IReadOnlyList<AssemblyFacts> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            if (!_types.TryGetValue(assembly.Name, out var byName))
            {
                _types.Add(assembly.Name, byName = new(StringComparer.Ordinal));
            }

            foreach (var type in assembly.Types)
            {
                byName[type.Name] = new(assembly.Name, type);
            }
        }

        foreach (var type in All.OrderBy(t => t.Assembly, StringComparer.Ordinal).ThenBy(t => t.Fact.Name, StringComparer.Ordinal))
        {
            Link(type);
        }

        BreakCircles();
    }

    public IEnumerable<TypeNode> All => _types.Values.SelectMany(types => types.Values);

    public bool IsOwn(string assembly) => _types.ContainsKey(assembly);

    public TypeNode? Find(string assembly, string name) =>
        _types.TryGetValue(assembly, out var byName) && byName.TryGetValue(name, out var type) ? type : null;

    /// <summary>A type and what it derives from, as far as that is our own.</summary>
    public static IEnumerable<TypeNode> SelfAndBases(TypeNode? type)
    {
        for (var level = type; level is not null; level = level.Base)
        {
            yield return level;
        }
    }

    /// <summary>The type itself and every own type below it.</summary>
    public static IReadOnlyList<TypeNode> SelfAndDerived(TypeNode root) => Close([root]);

    /// <summary>Whether a type is another one or derives from it: up from the type, since an interface can have thousands below it.</summary>
    public bool IsBelow(TypeNode type, TypeNode above)
    {
        var seen = new HashSet<TypeNode> { type };
        var stack = new Stack<TypeNode>(seen);
        while (stack.Count > 0)
        {
            var at = stack.Pop();
            if (at == above)
            {
                return true;
            }

            foreach (var name in at.Fact.Base is null ? at.Fact.Interfaces : at.Fact.Interfaces.Append(at.Fact.Base))
            {
                if (Find(name.Assembly, name.Name) is { } own && seen.Add(own))
                {
                    stack.Push(own);
                }
            }
        }

        return false;
    }

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

    /// <summary>A damaged assembly can say that a class derives from itself: every walk upwards would never end.</summary>
    private void BreakCircles()
    {
        var ends = new HashSet<TypeNode>();
        foreach (var type in All.OrderBy(t => t.Assembly, StringComparer.Ordinal).ThenBy(t => t.Fact.Name, StringComparer.Ordinal))
        {
            var way = new HashSet<TypeNode>();
            for (var at = type; ends.Add(at); at = at.Base)
            {
                way.Add(at);
                if (at.Base is null || way.Contains(at.Base))
                {
                    at.Base = null;
                    break;
                }
            }
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
