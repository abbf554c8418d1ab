using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What a class is handed where the program makes it by hand, and no container does: behind <c>services.AddScoped(p => new Outbox(p.GetRequiredService&lt;Bus&gt;()))</c> the <c>ISender</c> of an outbox is the bus, whichever sender stands for the
/// interface elsewhere.
/// </summary>
internal sealed class MadeByHand
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<TypeNode, List<(MethodNode Node, int Site)>> _made = [];
    private readonly HashSet<TypeNode> _byContainer = [];
    private readonly HashSet<string> _factories = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Assembly, string Field), TypeNode?> _fields = [];

    public MadeByHand(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                if (site.Kind == SiteKind.New)
                {
                    Note(node, i, site);
                }

                if (site.Kind == SiteKind.Delegate && site.Consumer >= 0 && !IsQuestion(node.Method.Sites[site.Consumer].Target))
                {
                    _factories.Add(site.Target.Id);
                }

                NoteRegistered(node.Method, site);
            }
        }
    }

    /// <summary>The type of what a field holds, where every place that makes an object of its class shows that; null otherwise.</summary>
    public TypeNode? Holds(MethodNode node, ValueFact receiver)
    {
        if (receiver.Kind != ValueKind.Field || node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == receiver.Text)?.Target is not { } field)
        {
            return null;
        }

        if (!_fields.TryGetValue((field.Assembly, field.Id), out var known))
        {
            _fields[(field.Assembly, field.Id)] = known = Find(field);
        }

        return known;
    }

    private void Note(MethodNode node, int index, SiteFact site)
    {
        if (_graph.Types.Find(site.Target.Assembly, site.Target.Type) is { } type)
        {
            if (!_made.TryGetValue(type, out var places))
            {
                _made.Add(type, places = []);
            }

            places.Add((node, index));
        }
    }

    /// <summary><c>AddScoped&lt;Outbox&gt;()</c>, <c>AddScoped&lt;IOutbox, Outbox&gt;()</c>, <c>AddScoped(typeof(Outbox))</c>: with no factory, a container makes it as well.</summary>
    private void NoteRegistered(MethodFact method, SiteFact site)
    {
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New))
        {
            return;
        }

        if (site.Target.MethodArguments.Count > 0 && !site.Arguments.Any(a => IsDelegate(method, a)))
        {
            foreach (var argument in site.Target.MethodArguments.Where(a => a.Name.Length > 0 && !IsQuestion(site.Target)))
            {
                Forget(_graph.Types.Find(argument.Assembly, argument.Name));
            }
        }

        foreach (var argument in site.Target.Type == "System.Linq.Expressions.Expression" ? [] : site.Arguments)
        {
            if (Values.TypeOf(method, argument) is { } named)
            {
                Forget(_graph.Types.Find(named.Assembly, named.Type));
            }
        }
    }

    private void Forget(TypeNode? type)
    {
        if (type is not null)
        {
            _byContainer.Add(type);
        }
    }

    /// <summary>Who asks a container for one gets what it has been told to make; a scheduler is told which one to run, and a log is of a class.</summary>
    private static bool IsQuestion(MethodRef target) =>
        target.Name.StartsWith("Get", StringComparison.Ordinal) || !(target.Name.IndexOf("Add", StringComparison.Ordinal) >= 0 || target.Name.IndexOf("Regist", StringComparison.Ordinal) >= 0 || target.Name.StartsWith("Create", StringComparison.Ordinal) || target.Name.StartsWith("Use", StringComparison.Ordinal));

    private static bool IsDelegate(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.Delegate || StaticTypes.Of(method, value)?.Name.StartsWith("System.Func`", StringComparison.Ordinal) == true;

    private TypeNode? Find(MethodRef field)
    {
        if (_graph.Types.Find(field.Assembly, field.Type) is not { IsConcrete: true, Derived.Count: 0 } type
            || _byContainer.Contains(type)
            || !_made.TryGetValue(type, out var places)
            || !places.TrueForAll(p => _factories.Contains(p.Node.Method.Id)) // what a program makes for itself says nothing of what a container makes
            || field.Returns is not { } declared
            || _graph.Types.Find(declared.Assembly, declared.Name) is not { } above)
        {
            return null;
        }

        var handed = places.Select(p => Handed(p.Node, p.Site, type, field)).Distinct().ToList();
        return handed.Count == 1 && handed[0] is { } only && only != above && _graph.Types.IsBelow(only, above) ? only : null;
    }

    /// <summary>The type of what one place hands to the constructor for a field that nobody else sets.</summary>
    private TypeNode? Handed(MethodNode maker, int site, TypeNode type, MethodRef field)
    {
        var made = maker.Method.Sites[site];
        if (_graph.Find(made.Target) is not { } constructor
            || type.Methods.Exists(m => !m.Method.Has(MethodTraits.Constructor) && m.Method.Sites.Any(s => IsStore(s, field)))
            || constructor.Method.Sites.Where(s => IsStore(s, field)).ToList() is not { Count: 1 } stores
            || Values.Argument(stores[0], 0) is not { Kind: ValueKind.Parameter } parameter
            || Values.Index(parameter) is not { } index)
        {
            return null;
        }

        return Values.Argument(made, index) is { Kind: ValueKind.New or ValueKind.Result } value && StaticTypes.Of(maker.Method, value) is { } shown ? _graph.Types.Find(shown.Assembly, shown.Name) : null;
    }

    private static bool IsStore(SiteFact site, MethodRef field) => site.Kind == SiteKind.FieldWrite && site.Target.Id == field.Id && site.Target.Assembly == field.Assembly;
}
