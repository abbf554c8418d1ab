using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Delegates that are kept in a field, behind a <see cref="Lazy{T}"/>, or made by a property, and run where that is asked: what an object was given once is run by its methods later.
/// </summary>
internal sealed class KeptDelegates
{
    /// <summary>Up to this many bodies each is taken to be run in some execution, as for the implementations of an interface.</summary>
    private const int Few = 3;

    private const string Lazy = "System.Lazy`1";

    private readonly CodeGraph _graph;
    private readonly Dictionary<(string Assembly, string Field), List<MethodNode>> _bodies = [];
    private readonly ListedDelegates _listed;

    public KeptDelegates(CodeGraph graph)
    {
        _graph = graph;
        _listed = new(graph);
        var given = new Dictionary<(MethodNode, int), List<MethodRef>>();
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.FieldWrite)
                {
                    Keep(node, site, given);
                }
            }
        }

        Hand(given);
    }

    /// <summary>The bodies that a call runs although it names none of them.</summary>
    public (IReadOnlyList<MethodNode> Bodies, bool Certain) RunBy(MethodNode node, SiteFact site)
    {
        if (site.Target.Name == "Invoke" && site.Receiver.Kind == ValueKind.Delegate)
        {
            return Body(node, site.Receiver) is { } again && IsCalledAgain(node, site) ? ([again], true) : ([], false);
        }

        var bodies = site.Target.Name == "Invoke" || site.Target is { Type: Lazy, Name: "get_Value" } ? Behind(node, site.Receiver) : [];
        if (bodies.Count == 0 && _listed.RunBy(node, site) is { Count: > 0 } listed)
        {
            return (listed, false);
        }

        return (bodies, bodies.Count <= Few);
    }

    /// <summary>The delegates that an own method has made for an argument of a call: <c>new Scope(CreateFactory())</c>.</summary>
    public IEnumerable<(int Argument, MethodNode Body)> MadeElsewhere(MethodNode node, SiteFact site)
    {
        for (var a = 0; a < site.Arguments.Count; a++)
        {
            foreach (var body in MadeBy(node, site.Arguments[a]))
            {
                yield return (a, body);
            }
        }
    }

    private List<MethodNode> MadeBy(MethodNode node, ValueFact value) =>
        value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { Kind: SiteKind.Call or SiteKind.VirtualCall } made && _graph.Find(made.Target) is { } maker ? MadeBy(maker) : [];

    private List<MethodNode> Behind(MethodNode node, ValueFact value)
    {
        if (value.Kind == ValueKind.Captured)
        {
            return Captured(node, value);
        }

        if (Values.Source(node.Method, value) is not { } source)
        {
            return value.Kind == ValueKind.Field ? InField(node, value) : [];
        }

        return source is { Kind: SiteKind.New, Target.Type: Lazy } && Body(node, Values.Argument(source, 0)) is { } made ? [made]
            : _graph.Find(source.Target) is not { } getter ? []
            : AutoProperties.ReturnedBy(getter) is { } field ? Known(field.Target)
            : MadeBy(getter);
    }

    /// <summary>What a method keeps in a local, and its lambda or local function calls: <c>var load = …; ids.Select(id => load(id))</c>.</summary>
    private List<MethodNode> Captured(MethodNode node, ValueFact name)
    {
        if (_graph.Find(node.Assembly.Name, node.Method.Owner) is not { } around || around == node)
        {
            return [];
        }

        var made = around.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Slot == name.Text).Select(s => Body(around, s.Value)).ToList();
        return made.Contains(null) ? [] : [.. made.OfType<MethodNode>().Distinct()];
    }

    /// <summary>Whether a delegate that the body has made is called here, and not where the graph knows already that it is run.</summary>
    private static bool IsCalledAgain(MethodNode node, SiteFact site) =>
        !node.Method.Sites.Any(s => s.Kind == SiteKind.Delegate && s.Target.Id == site.Receiver.Text && s.Consumer >= 0 && node.Method.Sites[s.Consumer] == site);

    /// <summary>What a property or method that makes delegates returns: <c>Func&lt;int, Task&gt; Load => id => …</c>.</summary>
    private List<MethodNode> MadeBy(MethodNode maker)
    {
        if (maker.Method.Has(MethodTraits.Virtual) || maker.Method.Has(MethodTraits.Async))
        {
            return [];
        }

        var made = maker.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => Body(maker, s.Value)).ToList();
        return made.Contains(null) ? [] : [.. made.OfType<MethodNode>().Distinct()];
    }

    private List<MethodNode> InField(MethodNode node, ValueFact value)
    {
        foreach (var site in node.Method.Sites)
        {
            if (site.Kind == SiteKind.FieldRead && site.Target.Id == value.Text)
            {
                return Known(site.Target);
            }
        }

        return [];
    }

    private List<MethodNode> Known(MethodRef field) => _bodies.TryGetValue((field.Assembly, field.Id), out var bodies) ? bodies : [];

    private void Keep(MethodNode node, SiteFact write, Dictionary<(MethodNode, int), List<MethodRef>> given)
    {
        var value = Values.Argument(write, 0);
        if (Values.Source(node.Method, value) is { Kind: SiteKind.New, Target.Type: Lazy } lazy)
        {
            value = Values.Argument(lazy, 0);
        }

        foreach (var made in Body(node, value) is { } body ? [body] : MadeBy(node, value))
        {
            Add(write.Target.Assembly, write.Target.Id, made);
        }

        if (value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter)
        {
            if (!given.TryGetValue((node, parameter), out var fields))
            {
                given.Add((node, parameter), fields = []);
            }

            fields.Add(write.Target);
        }
    }

    /// <summary>What is handed to a constructor or setter that keeps its parameter, or is subscribed to an event: that is a field of the same name.</summary>
    private void Hand(Dictionary<(MethodNode, int), List<MethodRef>> given)
    {
        foreach (var node in _graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site is not { Kind: SiteKind.Delegate, Consumer: >= 0, ConsumerArgument: >= 0 }
                    || node.Method.Sites[site.Consumer].Target is not { } consumer
                    || _graph.Find(consumer) is not { } keeper
                    || _graph.Find(site.Target) is not { } body)
                {
                    continue;
                }

                if (consumer.Name.StartsWith("add_", StringComparison.Ordinal))
                {
                    Add(keeper.Assembly.Name, "F:" + keeper.Method.Type + "." + consumer.Name.Substring(4), body);
                }
                else if (given.TryGetValue((keeper, site.ConsumerArgument), out var fields))
                {
                    fields.ForEach(field => Add(field.Assembly, field.Id, body));
                }
            }
        }
    }

    private void Add(string assembly, string field, MethodNode body)
    {
        if (!_bodies.TryGetValue((assembly, field), out var bodies))
        {
            _bodies.Add((assembly, field), bodies = []);
        }

        if (!bodies.Contains(body))
        {
            bodies.Add(body);
        }
    }

    private MethodNode? Body(MethodNode node, ValueFact value)
    {
        if (value.Kind != ValueKind.Delegate)
        {
            return null;
        }

        foreach (var site in node.Method.Sites)
        {
            if (site.Kind == SiteKind.Delegate && site.Target.Id == value.Text)
            {
                return _graph.Find(site.Target);
            }
        }

        return null;
    }
}
