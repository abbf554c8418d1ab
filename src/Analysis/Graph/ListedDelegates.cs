using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Delegates that are put into a list of an object and run by another of its methods: <c>void Later(Func&lt;Task&gt; work) => _work.Add(work)</c> and <c>foreach (var work in _work) await work()</c>. Which of them are in it nobody can tell.
/// </summary>
internal sealed class ListedDelegates
{
    private const int Deepest = 4;

    private readonly CodeGraph _graph;

    /// <summary>What is put into the list that a field holds.</summary>
    private readonly Dictionary<(string Assembly, string Field), List<MethodNode>> _listed = [];

    public ListedDelegates(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site is { Kind: SiteKind.Delegate, Consumer: >= 0, ConsumerArgument: >= 0 } && graph.Find(site.Target) is { } body)
                {
                    Put(node, node.Method.Sites[site.Consumer], site.ConsumerArgument, body, Deepest);
                }
            }
        }
    }

    /// <summary>The bodies that a call of a delegate can run, where the delegate comes out of a list.</summary>
    public IReadOnlyList<MethodNode> RunBy(MethodNode node, SiteFact call)
    {
        if (_listed.Count == 0 || call.Target.Name != "Invoke" || !(call.Target.Type.StartsWith("System.Func`", StringComparison.Ordinal) || call.Target.Type.StartsWith("System.Action", StringComparison.Ordinal)))
        {
            return [];
        }

        if (call.Receiver.Kind == ValueKind.Parameter)
        {
            return node.Method.Has(MethodTraits.Lambda) && _graph.Find(node.Assembly.Name, node.Method.Owner) is { } maker ? OverList(maker, node) : [];
        }

        return call.Receiver.Kind is ValueKind.Local or ValueKind.Unknown or ValueKind.Result ? [.. node.Method.Sites.SelectMany(Listed).Distinct()] : [];
    }

    /// <summary>A lambda that is handed over beside the list: <c>_work.Select(work => work())</c>.</summary>
    private List<MethodNode> OverList(MethodNode maker, MethodNode lambda)
    {
        foreach (var site in maker.Method.Sites)
        {
            if (site is { Kind: SiteKind.Delegate, Consumer: >= 0 } && site.Target.Id == lambda.Method.Id && maker.Method.Sites[site.Consumer] is var consumer)
            {
                var source = consumer.Target.HasReceiver ? consumer.Receiver : Values.Argument(consumer, 0);
                return [.. maker.Method.Sites.Where(s => Holds(maker, s, source)).SelectMany(Listed).Distinct()];
            }
        }

        return [];
    }

    /// <summary>Whether a value is what a site reads: the field itself, or the property that returns it.</summary>
    private static bool Holds(MethodNode node, SiteFact site, ValueFact value) =>
        site.Kind == SiteKind.FieldRead ? value.Kind == ValueKind.Field && value.Text == site.Target.Id : value.Kind == ValueKind.Result && Values.Source(node.Method, value) == site;

    private List<MethodNode> Listed(SiteFact read) => Field(read) is { } field && _listed.TryGetValue((field.Assembly, field.Id), out var bodies) ? bodies : [];

    private MethodRef? Field(SiteFact read) =>
        read.Kind == SiteKind.FieldRead ? read.Target
        : read.Kind is SiteKind.Call or SiteKind.VirtualCall && _graph.Find(read.Target) is { } getter && AutoProperties.ReturnedBy(getter) is { } returned ? returned.Target
        : null;

    private void Put(MethodNode node, SiteFact call, int argument, MethodNode body, int depth)
    {
        if (PutAway.IsPut(call))
        {
            var list = Values.Source(node.Method, call.Receiver) is { } getter ? Field(getter) : node.Method.Sites.FirstOrDefault(s => Holds(node, s, call.Receiver)) is { } read ? Field(read) : null;
            if (list is not null)
            {
                Add((list.Assembly, list.Id), body);
            }

            return;
        }

        foreach (var keeper in depth == 0 || _graph.Find(call.Target) is not { } declared ? [] : Bodies(declared))
        {
            foreach (var site in keeper.Method.Sites)
            {
                var handed = site.Kind is SiteKind.Call or SiteKind.VirtualCall ? site.Arguments.ToList().FindIndex(a => a.Kind == ValueKind.Parameter && Values.Index(a) == argument) : -1;
                if (handed >= 0)
                {
                    Put(keeper, site, handed, body, depth - 1);
                }
            }
        }
    }

    private IEnumerable<MethodNode> Bodies(MethodNode declared) =>
        declared.Method.Has(MethodTraits.Abstract) ? Implementations.Below(_graph, declared).Take(Deepest) : [declared];

    private void Add((string Assembly, string Field) list, MethodNode body)
    {
        if (!_listed.TryGetValue(list, out var bodies))
        {
            _listed.Add(list, bodies = []);
        }

        if (!bodies.Contains(body))
        {
            bodies.Add(body);
        }
    }
}
