using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>One call of a method, as far as it is known which: then its parameters are that call's arguments.</summary>
internal sealed record Activation(MethodNode Node, Activation? Caller = null, SiteFact? Call = null);

/// <summary>A value where it is made, or as far as it could be followed.</summary>
/// <param name="Towards">What it is called next on its way to where it was asked for.</param>
internal readonly record struct Origin(Activation At, ValueFact Value, PassedOn? Towards = null)
{
    /// <summary>The call or creation that the value is the result of.</summary>
    public SiteFact? Made => Values.Source(At.Node.Method, Value);
}

/// <summary>A name that a value has on its way: a parameter, a field, the result of the method that made it.</summary>
internal sealed record PassedOn(Activation At, ValueFact Value, PassedOn? Towards);

/// <summary>Where values come from, over fields, parameters, captured variables and methods of our own.</summary>
internal sealed class ValueOrigins
{
    private const int Deepest = 10;
    private const int Most = 12;

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Dictionary<string, List<Origin>> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<MethodNode, List<CallEdge>> _callers = [];
    private readonly Dictionary<(string Assembly, string Owner, string Name), List<Origin>> _captured = [];

    public ValueOrigins(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        var focus = new HashSet<MethodNode>(graph.Focus);
        foreach (var node in graph.Nodes.Where(n => focus.Contains(n) || IsMaking(n) || IsMaking(n.Owner(graph))))
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.FieldWrite && site.Arguments.Count == 1 && site.Arguments[0].Kind != ValueKind.Null)
                {
                    Add(_stored, site.Target.Id, new(new(node), site.Arguments[0]));
                }
                else if (site.Kind == SiteKind.Delegate && graph.Find(site.Target) is { } lambda && !Makers.ContainsKey(lambda))
                {
                    Makers.Add(lambda, (node, site));
                }
            }

            foreach (var step in node.Method.Body.Steps)
            {
                if (step.Kind == StepKind.Capture)
                {
                    Add(_captured, (node.Assembly.Name, node.Method.Owner, step.Slot), new(new(node), step.Value));
                }
            }

            foreach (var edge in focus.Contains(node) ? node.Edges : [])
            {
                if (edge.Via is null && edge.Mode == RunMode.Inline && edge.Site >= 0 && node.Method.Sites[edge.Site].Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New)
                {
                    Add(_callers, edge.To, edge);
                }
            }
        }
    }

    /// <summary>The method that makes a lambda into a delegate, and where.</summary>
    public Dictionary<MethodNode, (MethodNode Node, SiteFact Site)> Makers { get; } = [];

    /// <summary>The same also in an assembly below of which nothing in sight calls the method: looked for where it is asked.</summary>
    public (MethodNode Node, SiteFact Site)? MakerOf(MethodNode lambda)
    {
        if (!Makers.TryGetValue(lambda, out var maker) && lambda.Method.Has(MethodTraits.Lambda))
        {
            maker = _graph.NodesOf(lambda.Assembly)
                .Where(n => n.Method.Owner == lambda.Method.Owner)
                .SelectMany(n => n.Method.Sites.Select(s => (Node: n, Site: s)))
                .FirstOrDefault(m => m.Site.Kind == SiteKind.Delegate && _graph.Find(m.Site.Target) == lambda);
        }

        return maker.Node is null ? null : maker;
    }

    public IReadOnlyList<Origin> Of(Activation at, ValueFact value)
    {
        var found = new List<Origin>();
        Follow(new(at, value), Deepest, [], found);
        return found;
    }

    /// <summary>The largest number that a value is known to be; null when no way to it shows one.</summary>
    public int? Number(Activation at, ValueFact value)
    {
        int? largest = null;
        foreach (var origin in Of(at, value))
        {
            if (origin.Value.Kind == ValueKind.Number && Values.Index(origin.Value) is { } number && number > (largest ?? -1))
            {
                largest = number;
            }
        }

        return largest;
    }

    /// <summary>What a lambda or method of our own returns.</summary>
    public IEnumerable<Origin> Returned(Activation at) =>
        at.Node.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).SelectMany(s => Of(at, s.Value));

    private void Follow(Origin origin, int depth, HashSet<(MethodNode, ValueFact)> seen, List<Origin> found)
    {
        var (at, value, towards) = origin;
        if (found.Count >= Most || !seen.Add((at.Node, value)))
        {
            return;
        }

        var before = depth == 0 ? [] : Before(at, value);
        if (before.Count == 0)
        {
            found.Add(origin);
            return;
        }

        var name = new PassedOn(at, value, towards);
        foreach (var earlier in before.Take(Most))
        {
            Follow(earlier with { Towards = name }, depth - 1, seen, found);
        }
    }

    private IReadOnlyList<Origin> Before(Activation at, ValueFact value)
    {
        switch (value.Kind)
        {
            case ValueKind.Parameter when Values.Index(value) is { } position:
                return at is { Caller: { } caller, Call: { } call } ? [new(caller, Values.Argument(call, position))]
                    : _callers.TryGetValue(at.Node, out var callers) ? [.. callers.Select(e => new Origin(new(e.From), Values.Argument(e.From.Method.Sites[e.Site], position)))]
                    : [];
            case ValueKind.Captured:
                return _captured.TryGetValue((at.Node.Assembly.Name, at.Node.Method.Owner, value.Text), out var captured) && captured.Count == 1 ? captured : [];
            case ValueKind.Field:
                return _stored.TryGetValue(value.Text, out var stored) ? stored : [];
            case ValueKind.Result when Values.Index(value) is { } site:
                return OfCall(at, site);
            default:
                return [];
        }
    }

    private IReadOnlyList<Origin> OfCall(Activation at, int index)
    {
        var site = at.Node.Method.Sites[index];
        if (site.Target is { Type: "System.Lazy`1", Name: "get_Value" })
        {
            return [.. Of(at, site.Receiver)
                .Select(lazy => lazy.Made is { Kind: SiteKind.New } made && Values.Argument(made, 0) is { Kind: ValueKind.Delegate } factory ? _graph.Find(lazy.At.Node.Assembly.Name, factory.Text) : null)
                .OfType<MethodNode>()
                .SelectMany(factory => factory.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => new Origin(new(factory), s.Value)))];
        }

        if (_catalogue.Of<RetryMeaning>(site.Target.Type, site.Target.Name) is not null || site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) || IsOfPlatform(site.Target.Type) || !_graph.IsOwn(site.Target.Assembly))
        {
            return [];
        }

        return [.. at.Node.Edges
            .Where(e => e.Site == index && e.Via is null && e.Mode == RunMode.Inline)
            .SelectMany(e => e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => new Origin(new(e.To, at, site), s.Value)))];
    }

    /// <summary>What a container makes of an assembly below, and what a type initialiser sets up, no call in sight leads to; both have run before anything of the type is used.</summary>
    private static bool IsMaking(MethodNode node) => node.Method.Has(MethodTraits.Constructor) || node.Method.Name == ".cctor";

    /// <summary>Stand-ins of the platform's own builders are what they are called, whatever they return.</summary>
    private static bool IsOfPlatform(string type) =>
        type.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal);

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(value);
    }
}
