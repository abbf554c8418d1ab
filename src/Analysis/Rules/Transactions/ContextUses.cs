using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which methods use a context that they did not make: one that they captured, were given, or keep in a field. Near ones only: further away an own scope is easily overlooked.</summary>
internal sealed class ContextUses
{
    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly DbHandles _handles;
    private readonly Dictionary<MethodNode, DbHandle?> _direct = [];
    private readonly Dictionary<MethodNode, bool> _makesOwn = [];
    private readonly Dictionary<(MethodNode, int), DbHandle?> _known = [];

    public ContextUses(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        _handles = new(graph, catalogue);
    }

    /// <summary>The context that running a method uses: its own body's, or that of what it calls on its own object or on objects that it did not make.</summary>
    public DbHandle? Of(MethodNode node, int depth = 3)
    {
        if (!_direct.TryGetValue(node, out var direct))
        {
            _direct.Add(node, direct = Direct(node));
        }

        if (direct is not null || depth == 0 || MakesOwn(node))
        {
            return direct;
        }

        if (!_known.TryGetValue((node, depth), out var known))
        {
            _known.Add((node, depth), known = Below(node, depth));
        }

        return known;
    }

    private DbHandle? Below(MethodNode node, int depth)
    {
        foreach (var edge in node.Edges)
        {
            if (edge.Certain && edge.Mode is not (RunMode.Later or RunMode.Spawned) && edge.To != node && Of(edge.To, depth - 1) is { } below && !IsHandedOwn(edge, below))
            {
                return below;
            }
        }

        return null;
    }

    /// <summary>
    /// <c>Within(async (db, token) => …)</c>: what a lambda is handed by a helper that makes a scope or a context for each call is nobody else's.
    /// </summary>
    private bool IsHandedOwn(CallEdge edge, DbHandle used) =>
        edge.Via is not null
        && edge.To.Method.Has(MethodTraits.Lambda)
        && edge.To.Method.Parameters.Any(p => IsProvider(p) || (_handles.IsContext(p) && (used.Type is null || _handles.CanBeSame(p, used.Type))))
        && Makes(edge.Via, edge.ViaSite, 2);

    private bool Makes(MethodNode helper, int runs, int depth) =>
        MakesOwn(helper) || (depth > 0 && helper.EdgesAt(runs).Any(e => e.Mode == RunMode.Inline && Enumerable.Range(0, e.To.Method.Sites.Count).Any(s => e.To.Method.Sites[s].Target.Name == "Invoke" && Makes(e.To, s, depth - 1))));

    private static bool IsProvider(TypeName type) => type.Name is "System.IServiceProvider" or "Microsoft.Extensions.DependencyInjection.IServiceScope" or "Microsoft.Extensions.DependencyInjection.AsyncServiceScope";

    /// <summary>The context that an effect goes through, when somebody else has made it.</summary>
    public DbHandle? OfEffect(EffectSite effect) =>
        effect.IsOfDatabase && _handles.OfEffect(effect) is { IsContext: true, IsOwn: false } handle ? handle : null;

    /// <summary>Whether both can be one context: two that are of different types are not.</summary>
    public bool CanBeSame(DbHandle a, DbHandle b) => a.Type is null || b.Type is null || _handles.CanBeSame(a.Type, b.Type);

    /// <summary>Whether a method makes a context or a scope: what it does, it does with that.</summary>
    public bool MakesOwn(MethodNode node)
    {
        if (!_makesOwn.TryGetValue(node, out var known))
        {
            _makesOwn.Add(node, known = Makes(node));
        }

        return known;
    }

    /// <summary>Whether running a method saves on a context that it did not make: in its own body, or in what it calls.</summary>
    public bool Saves(MethodNode node, int depth = 3) =>
        !MakesOwn(node)
        && (node.Effects.Any(e => e.Category == EffectCategory.DbCommit && OfEffect(e) is not null)
            || (depth > 0 && node.Edges.Any(e => e.Certain && e.Mode is not (RunMode.Later or RunMode.Spawned) && e.To != node && Of(e.To, depth - 1) is { } below && !IsHandedOwn(e, below) && Saves(e.To, depth - 1))));

    /// <summary>Whether a transaction that a body begins can be on a context: one that is begun on another context is not.</summary>
    public bool CanBeOn(MethodNode node, int begin, DbHandle used) =>
        _handles.OfBegin(node, begin) is not { IsContext: true } begun || CanBeSame(begun, used);

    private bool Makes(MethodNode node) =>
        node.Method.Sites.Any(s => _catalogue.Of<OwnContextMeaning>(s.Target) is not null
            || (s.Kind == SiteKind.New && _handles.IsContext(new(s.Target.Assembly, s.Target.Type, []))))
        || node.Edges.Any(e => _handles.IsOfFactory(node, e.Site));

    private DbHandle? Direct(MethodNode node) => MakesOwn(node) ? null : node.Effects.Select(OfEffect).FirstOrDefault(h => h is not null);
}
