using System.Globalization;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Which layers stand around each call and each effect, and around each method that something runs again as a whole.</summary>
internal sealed class RetryMap
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore.";
    private const int Deepest = 4;

    private readonly RuleContext _context;
    private readonly HttpClients _clients;
    private readonly PolicyParts _parts;
    private readonly Contexts _contexts;
    private readonly SdkClients _sdks;
    private readonly Behaviours _behaviours;
    private readonly Dictionary<MethodNode, IReadOnlyList<RetryLoop>> _loops = [];
    private readonly Dictionary<(MethodNode, int), RetryLayer?> _policies = [];
    private readonly Dictionary<(MethodNode, int, MethodNode), RetryLayer?> _helpers = [];
    private readonly Dictionary<MethodNode, RetryLayer?> _declared = [];
    private NearestSites? _outside;
    private readonly HashSet<RetryLayer> _ofHelpers = [];
    private readonly HashSet<(MethodNode, int, MethodNode)> _deaf = [];

    public RetryMap(RuleContext context)
    {
        _context = context;
        Origins = new(context.Graph, context.Catalogue);
        Switches = new(context);
        Settings = new(context.Graph, Origins);
        Policies = new(context.Graph, context.Catalogue, Origins, Settings);
        _parts = new(context.Graph, context.Catalogue, Origins, Policies, Settings);
        _clients = new(context.Graph, context.Catalogue, Origins, Policies, LoopsOf);
        _contexts = new(context.Graph, context.Catalogue, Origins, Policies);
        _sdks = new(context.Graph, context.Catalogue, Origins, Policies);
        _behaviours = new(this, context.Graph, context.Catalogue);
        Deliveries = new(context.Graph, context.Catalogue, Origins, Policies);
        Meeting = new(this);
        Ended = new(context.Graph, context.Flows, context.FailureAnalysis);
        Failures = new(context);
        foreach (var edge in context.Graph.Focus.SelectMany(n => n.Edges).Where(e => e.Via is not null))
        {
            HelperAt(edge);
        }
    }

    public ValueOrigins Origins { get; }

    public Policies Policies { get; }

    /// <summary>What options are told until they arrive.</summary>
    public Settings Settings { get; }

    public Deliveries Deliveries { get; }

    public Switches Switches { get; }

    /// <summary>Where they meet what they repeat.</summary>
    public Meeting Meeting { get; }

    /// <summary>Where failures come to an end below them.</summary>
    public EndedFailures Ended { get; }

    /// <summary>Which failures they are there for.</summary>
    public HandledFailures Failures { get; }

    /// <summary>Whether a layer tries again for a failure at a site of a method that it stands in; any other one does.</summary>
    public bool Sees(RetryLayer layer, MethodNode node, int site) =>
        layer.Kind != RetryKind.Loop || layer.Node != node || LoopsOf(node).FirstOrDefault(l => l.Layer == layer) is not { } loop || (loop.Tries(node, site) && !Ended.EndIn(node, site, loop));

    /// <summary>The retries that a body has written by hand, outer before inner.</summary>
    public IReadOnlyList<RetryLoop> LoopsOf(MethodNode node)
    {
        if (!_loops.TryGetValue(node, out var loops))
        {
            _loops.Add(node, loops = [.. RetryLoops.Of(node, _context.Flows, Origins, LeadsOut, _context.GivenArguments.Exclude).Where(l => !Switches.AreOff(l.Layer, l.Region))]);
        }

        return loops;
    }

    /// <summary>The loops of a body that run a site again, outer before inner.</summary>
    public IEnumerable<RetryLayer> LoopsAround(MethodNode node, int site) =>
        site < 0 || LoopsOf(node) is not { Count: > 0 } loops ? [] : loops.Where(loop => loop.Repeats(node, site)).Select(loop => loop.Layer);

    /// <summary>What a method that calls itself to try again does before its try, in each of its attempts, and not only where nobody has handed it over.</summary>
    public bool IsDoneByEachRecursion(MethodNode node, int site) =>
        LoopsOf(node).Any(l => l.IsRecursive) && _context.Flows.Of(node.Method).Known(node.Method.Body.BlockOfSite[site]).Count == 0;

    /// <summary>What has the target of a call run again, outer before inner.</summary>
    public IReadOnlyList<RetryLayer> Of(CallEdge edge)
    {
        if (edge.Mode == RunMode.Later)
        {
            return [];
        }

        List<RetryLayer> layers = [.. LoopsAround(edge.From, edge.Site), .. _behaviours.Around(edge)];
        if (_behaviours.Second(edge) is { } second)
        {
            layers.Add(second);
        }

        if (PolicyAt(edge.From, edge.Site) is { } policy)
        {
            layers.Add(policy);
        }

        if (edge.Via is not null && HelperAt(edge) is { } helper)
        {
            layers.Add(helper);
        }

        if (DeclaredOn(edge.To) is { } declared)
        {
            layers.Add(declared);
        }

        return layers;
    }

    /// <summary>What has an effect tried again at its own place, outer before inner: loops, then what the client or context does.</summary>
    public IReadOnlyList<RetryLayer> Of(EffectSite effect)
    {
        List<RetryLayer> layers = [.. LoopsAround(effect.Node, effect.Site)];
        if (PolicyAt(effect.Node, effect.Site) is { } policy)
        {
            layers.Add(policy);
        }

        return [.. layers, .. Behind(effect)];
    }

    /// <summary>What a body asks of somebody else, the requests of vendors' clients included that no catalogue names.</summary>
    public IEnumerable<EffectSite> Requests(MethodNode node) => node.Effects.Concat(_sdks.Unnamed(node));

    /// <summary>What a client or context does by itself.</summary>
    public IReadOnlyList<RetryLayer> Behind(EffectSite effect)
    {
        var site = effect.Node.Method.Sites[effect.Site];
        if (_sdks.Of(effect) is { } sdk)
        {
            return [sdk];
        }

        if (effect.Category == EffectCategory.Http)
        {
            return [.. _clients.Of(effect.Node, site)];
        }

        // Add and Remove only note what SaveChanges is to do.
        var runs = effect.Category is EffectCategory.DbRead or EffectCategory.DbCommit
            && (site.Target.Type.StartsWith(EntityFramework, StringComparison.Ordinal) || site.Target.Type == "System.Linq.Queryable" || site.Target.Name.StartsWith("SaveChanges", StringComparison.Ordinal));
        return runs && _contexts.Of(effect.Node) is { } context ? [context] : [];
    }

    /// <summary>The pipeline, policy or strategy that a call runs a delegate in; null when it retries nothing, or nobody can say.</summary>
    public RetryLayer? PolicyAt(MethodNode node, int site)
    {
        if (site < 0)
        {
            return null;
        }

        if (!IsRetrying(node, site))
        {
            return null;
        }

        if (!_policies.TryGetValue((node, site), out var layer))
        {
            layer = ReadPolicy(new(node), site);
            _policies.Add((node, site), layer = layer is null || Switches.AreOff(layer, null) ? null : layer);
        }

        return layer;
    }

    /// <summary>Whether a layer is what makes its method a helper: it counts where the helper is called, for what it is handed there.</summary>
    public bool IsOfHelper(RetryLayer layer) => _ofHelpers.Contains(layer);

    /// <summary>Whether a helper would run what it is handed there again, and gets back a task that it does not wait for.</summary>
    public bool IsDeaf(CallEdge edge) => edge.Via is not null && HelperAt(edge) is null && _deaf.Contains((edge.From, edge.Site, edge.Via));

    /// <summary>[RetryPolicy] of more than one attempt.</summary>
    public RetryLayer? DeclaredOn(MethodNode node)
    {
        if (!_declared.TryGetValue(node, out var layer))
        {
            var intent = node.Intents.FirstOrDefault(a => a.Type == IntentNames.RetryPolicy);
            var attempts = int.TryParse(intent?.Get("MaxAttempts"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? Math.Max(count, 1) : 3;
            layer = intent is null || attempts == 1 ? null : new(RetryKind.Declared, "[RetryPolicy] on " + Names.Short(node), new(attempts), node, -1);
            _declared.Add(node, layer);
        }

        return layer;
    }

    /// <summary>Whether a call comes to something outside the process.</summary>
    public bool LeadsOut(MethodNode node, int site)
    {
        _outside ??= new(_context.Graph, _context.Graph.Focus.SelectMany(n => n.Effects).Where(IsOutside).Select(e => (e.Node, e.Site)));
        return node.EffectsAt(site).Any(e => IsOutside(e)) || node.EdgesAt(site).Any(e => e.Mode != RunMode.Later && _outside.Reaches(e.To));

        bool IsOutside(EffectSite effect) => effect.Node.Method.Sites[effect.Site].Target is var call && (_context.Graph.IsOwn(call.Assembly) || Swallowing.Throwables.LeadOut(call));
    }

    private RetryLayer? ReadPolicy(Activation at, int index)
    {
        var site = at.Node.Method.Sites[index];
        if (!IsRetrying(at.Node, index))
        {
            return null;
        }

        if (site.Target.Type.StartsWith(EntityFramework, StringComparison.Ordinal))
        {
            return Made(at, site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0)) is { } made ? new(RetryKind.Strategy, "execution strategy", made, at.Node, index)
                : _contexts.IsPlain(at.Node) ? null
                : new(RetryKind.Strategy, "execution strategy", _contexts.Of(at.Node)?.Attempts ?? Attempts.Unknown, at.Node, index);
        }

        var policy = site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0);
        if (Policies.Of(at, policy) is not { IsOnce: false } attempts)
        {
            return null;
        }

        var registrars = Policies.Registrars(at, policy);
        var handled = _parts.Handled(at, policy);
        var mayBeRefused = _parts.MayOnlyBeRefused(at, policy);
        return _parts.Of(at, policy) is { Count: > 1 } parts
            ? new(RetryKind.Policy, "Polly pipeline", parts.Aggregate((a, b) => a * b), at.Node, index) { Parts = parts, Registrars = registrars, Handled = handled, MayOnlyBeRefused = mayBeRefused }
            : new(RetryKind.Policy, "Polly pipeline", attempts, at.Node, index) { Registrars = registrars, Handled = handled, MayOnlyBeRefused = mayBeRefused };
    }

    /// <summary>A strategy that the code makes itself: <c>new NpgsqlRetryingExecutionStrategy(db, 3)</c>; it retries six times when it is not told (ExecutionStrategy.DefaultMaxRetryCount).</summary>
    private Attempts? Made(Activation at, ValueFact strategy)
    {
        const int Default = 6;
        foreach (var origin in Origins.Of(at, strategy))
        {
            if (origin.Made is { Kind: SiteKind.New } made && made.Target.Type.EndsWith("RetryingExecutionStrategy", StringComparison.Ordinal))
            {
                var count = made.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Number);
                return Attempts.OfRetries(Origins.Number(origin.At, count) ?? Default);
            }
        }

        return null;
    }

    private bool IsRetrying(MethodNode node, int site) =>
        !node.Method.Has(MethodTraits.Generated)
        && _context.Catalogue.OfCall(node.Method.Sites[site].Target) is RunsMeaning { Mode: RunMode.Retrying }
        && !SynchronousRuns.HandTaskBack(node.Method.Sites[site]);

    private RetryLayer? HelperAt(CallEdge edge)
    {
        if (!_helpers.TryGetValue((edge.From, edge.Site, edge.Via!), out var layer))
        {
            var call = edge.Site >= 0 ? edge.From.Method.Sites[edge.Site] : null;
            var inside = new List<RetryLayer>();
            var attempts = Runs(new(edge.Via!, new(edge.From), call), edge.ViaSite, Deepest, inside, out var isDeaf);
            if (isDeaf)
            {
                _deaf.Add((edge.From, edge.Site, edge.Via!));
            }

            // A helper that is nothing but a strategy is one: what the context would try again by itself, it leaves to that.
            var kind = inside.Count > 0 && inside.TrueForAll(l => l.Kind == RetryKind.Strategy) ? RetryKind.Strategy : RetryKind.Helper;
            layer = attempts.IsOnce ? null : new(kind, Names.Short(edge.Via!), attempts, edge.From, edge.Site) { Inside = inside };
            layer = layer is null || Switches.AreOff(layer, null) ? null : layer;
            _helpers.Add((edge.From, edge.Site, edge.Via!), layer);
        }

        return layer;
    }

    /// <summary>How often an own method runs a delegate that it was handed, and what of it tries again.</summary>
    /// <param name="isDeaf">Something would, but is done when the work has begun.</param>
    private Attempts Runs(Activation at, int index, int depth, List<RetryLayer> inside, out bool isDeaf)
    {
        isDeaf = false;
        if (index < 0 || depth == 0)
        {
            return Attempts.Once;
        }

        var product = Attempts.Once;
        if (DeclaredOn(at.Node) is { } declared)
        {
            inside.Add(declared);
            product = declared.Attempts;
        }

        foreach (var loop in LoopsOf(at.Node).Where(loop => loop.Repeats(at.Node, index)))
        {
            _ofHelpers.Add(loop.Layer);
            if (SynchronousRuns.HandTaskBack(at, index))
            {
                isDeaf = true;
                continue;
            }

            inside.Add(loop.Layer);
            product *= RetryBounds.Of(Origins, at, loop);
        }

        if (SecondRuns.Of(at.Node, index) is { } second)
        {
            inside.Add(second);
            product *= second.Attempts;
        }

        if (ReadPolicy(at, index) is { } policy)
        {
            _ofHelpers.Add(PolicyAt(at.Node, index) ?? policy);
            if (SynchronousRuns.HandTaskBack(at, index))
            {
                isDeaf = true;
            }
            else
            {
                inside.Add(policy);
                product *= policy.Attempts;
            }
        }

        // Handed on: to another method of our own, or in a lambda that another one runs.
        foreach (var edge in at.Node.EdgesAt(index))
        {
            var call = at.Node.Method.Sites[index];
            if (edge.Via is not null)
            {
                var further = Runs(new(edge.Via, at, call), edge.ViaSite, depth - 1, inside, out var isDeafBelow);
                isDeaf |= isDeafBelow;
                return product * further;
            }

            for (var a = 0; a < call.Arguments.Count; a++)
            {
                if (call.Arguments[a].Kind == ValueKind.Parameter && RunOf(edge.To, a) is >= 0 and var inner)
                {
                    var further = Runs(new(edge.To, at, call), inner, depth - 1, inside, out var isDeafBelow);
                    isDeaf |= isDeafBelow;
                    return product * further;
                }
            }
        }

        return product;
    }

    private static int RunOf(MethodNode method, int parameter)
    {
        var delegated = new ValueFact(ValueKind.Parameter, parameter.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < method.Method.Sites.Count; i++)
        {
            var site = method.Method.Sites[i];
            if ((site.Target.Name == "Invoke" && site.Receiver == delegated) || (site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Arguments.Contains(delegated)))
            {
                return i;
            }
        }

        return -1;
    }
}
