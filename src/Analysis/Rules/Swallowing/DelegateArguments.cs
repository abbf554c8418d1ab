using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which bodies a method may be handed as a delegate, at which parameter: what <c>action()</c> runs in a helper is what its callers wrote.</summary>
internal sealed class DelegateArguments
{
    private readonly Dictionary<(MethodNode Method, int Parameter), HashSet<MethodNode>> _bodies = [];
    private readonly HashSet<(MethodNode Method, int Parameter)> _handedUnknown = [];

    public DelegateArguments(CodeGraph graph)
    {
        var passed = new Dictionary<(MethodNode, int), List<(MethodNode, int)>>();
        var changed = new Queue<(MethodNode, int)>();
        foreach (var node in graph.Focus)
        {
            Read(graph, node, passed, changed);
        }

        while (changed.Count > 0)
        {
            var from = changed.Dequeue();
            if (passed.TryGetValue(from, out var targets))
            {
                foreach (var to in targets)
                {
                    foreach (var body in Of(from.Item1, from.Item2))
                    {
                        Add(to, body, changed);
                    }
                }
            }
        }
    }

    /// <summary>Bodies that callers hand over; empty when no caller is known to hand over any.</summary>
    public IReadOnlyCollection<MethodNode> Of(MethodNode method, int parameter) =>
        _bodies.TryGetValue((method, parameter), out var bodies) ? [.. bodies] : [];

    /// <summary>Whether a caller hands over something that the code does not show.</summary>
    public bool MayBeAnything(MethodNode method, int parameter) => _handedUnknown.Contains((method, parameter)) || !_bodies.ContainsKey((method, parameter));

    private void Read(CodeGraph graph, MethodNode node, Dictionary<(MethodNode, int), List<(MethodNode, int)>> passed, Queue<(MethodNode, int)> changed)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New) || !sites[i].Arguments.Any(IsDelegateOrParameter))
            {
                continue;
            }

            foreach (var callee in Callees(graph, node, i))
            {
                for (var a = 0; a < sites[i].Arguments.Count; a++)
                {
                    Pass(graph, node, sites[i].Arguments[a], (callee, a), passed, changed);
                }
            }
        }
    }

    private void Pass(
        CodeGraph graph, MethodNode node, ValueFact argument, (MethodNode, int) to, Dictionary<(MethodNode, int), List<(MethodNode, int)>> passed, Queue<(MethodNode, int)> changed)
    {
        switch (argument.Kind)
        {
            case ValueKind.Delegate when graph.Find(node.Assembly.Name, argument.Text) is { } body:
                Add(to, body, changed);
                break;
            case ValueKind.Parameter when Values.Index(argument) is { } own:
                if (!passed.TryGetValue((node, own), out var targets))
                {
                    passed.Add((node, own), targets = []);
                }

                targets.Add(to);
                changed.Enqueue((node, own));
                break;
            case ValueKind.Field or ValueKind.Result or ValueKind.Unknown:
                _handedUnknown.Add(to);
                break;
        }
    }

    private void Add((MethodNode, int) to, MethodNode body, Queue<(MethodNode, int)> changed)
    {
        if (!_bodies.TryGetValue(to, out var bodies))
        {
            _bodies.Add(to, bodies = []);
        }

        if (bodies.Add(body))
        {
            changed.Enqueue(to);
        }
    }

    private static List<MethodNode> Callees(CodeGraph graph, MethodNode node, int site)
    {
        var found = node.EdgesAt(site).Where(e => e.Via is null && e.To.Method.Name == node.Method.Sites[site].Target.Name).Select(e => e.To).ToList();
        return found.Count > 0 ? found : graph.Find(node.Method.Sites[site].Target) is { } declared ? [declared] : [];
    }

    private static bool IsDelegateOrParameter(ValueFact value) => value.Kind is ValueKind.Delegate or ValueKind.Parameter;
}
