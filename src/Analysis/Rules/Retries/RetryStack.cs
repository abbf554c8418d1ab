using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Layers around one another, the innermost one first.</summary>
internal sealed record RetryStack(RetryLayer Layer, RetryStack? Outer)
{
    private const long Most = 1_000_000_000;

    /// <summary>Of several that the code does not count, this many are taken for likely.</summary>
    private const int Likely = 3;

    public int Depth { get; } = (Outer?.Depth ?? 0) + Layer.Parts.Count;

    /// <summary>How often the innermost thing is tried at least when everything fails.</summary>
    public long Least { get; } = Layer.Parts.Aggregate(Outer?.Least ?? 1, (product, part) => Math.Min(Most, product * part.Least));

    public long LikelyProduct { get; } = Layer.Parts.Aggregate(Outer?.LikelyProduct ?? 1, (product, part) => Math.Min(Most, product * (part == Attempts.Unknown ? Likely : part.Least)));

    public IEnumerable<RetryLayer> OutermostFirst => (Outer?.OutermostFirst ?? []).Append(Layer);

    public RetryLayer? InnermostInCode => Layer.IsInCode ? Layer : Outer?.InnermostInCode;

    /// <summary>Puts a layer inside a stack, unless it adds nothing there.</summary>
    public static RetryStack? Push(RetryStack? stack, RetryLayer layer)
    {
        // A strategy that is configured nowhere retries nothing.
        if (layer.Kind == RetryKind.Strategy && !layer.Attempts.IsKnown)
        {
            return stack;
        }

        for (var outer = stack; outer is not null; outer = outer.Outer)
        {
            var isSame = outer.Layer == layer || (layer.Kind != RetryKind.Loop && outer.Layer.Kind == layer.Kind && outer.Layer.Node == layer.Node && outer.Layer.Site == layer.Site);

            // The outermost [RetryPolicy] owns retrying; inside a strategy the context leaves it to that.
            var collapses = outer.Layer.Kind == RetryKind.Declared ? layer.Kind == RetryKind.Declared
                : outer.Layer.Kind == RetryKind.Strategy && layer.Kind is RetryKind.Context or RetryKind.Strategy;
            if (isSame || collapses)
            {
                return stack;
            }
        }

        return new(layer, stack);
    }

    public static RetryStack? Push(RetryStack? stack, IEnumerable<RetryLayer> layers) => layers.Aggregate(stack, Push);
}

/// <summary>A method with the largest stack that some path builds up around it.</summary>
internal sealed record StackedMethod(MethodNode Node, RetryStack? Stack, CallEdge? Edge, StackedMethod? Before, EntryPoint? Entry, int Doubts = 0)
{
    public MethodNode Start => Before?.Start ?? Node;

    /// <summary>What a call puts around its target. A helper that stands on the path already is called by what it runs itself: recursion, and no further layer.</summary>
    public IEnumerable<RetryLayer> Around(RetryMap retries, CallEdge edge, bool onlyCertain)
    {
        var layers = retries.Of(edge).Where(layer => Counts(retries, layer, onlyCertain) && retries.Sees(layer, Node, edge.Site));
        return edge.Via is not null && Passes(edge.Via) ? layers.Where(l => l.Kind != RetryKind.Helper) : layers;
    }

    /// <summary>What is around the method and gets to know of a failure at one of its sites.</summary>
    public RetryStack? Seen(RetryMap retries, int site) => Stack is null || retries.Ended.EndAt(this, site) ? null : Stack;

    /// <summary>Whether a layer in the method is there on this path: not told to try once, not switched off by those who made what it asks.</summary>
    public bool Counts(RetryMap retries, RetryLayer layer, bool onlyCertain) =>
        !(onlyCertain && layer.IsPossible)
        && !RetryBounds.IsOnce(retries, Edge, layer)
        && retries.Switches.AreOn(layer, this) is var on && on != false && !(onlyCertain && on is null);

    private bool Passes(MethodNode node)
    {
        for (var at = this; at is not null; at = at.Before)
        {
            if (at.Node == node)
            {
                return true;
            }
        }

        return false;
    }

    public IReadOnlyList<CallEdge> Path
    {
        get
        {
            var path = new List<CallEdge>();
            for (var at = this; at.Edge is not null && at.Before is not null; at = at.Before)
            {
                path.Add(at.Edge);
            }

            path.Reverse();
            return path;
        }
    }
}

/// <summary>Carries stacks of retries from where work begins along the calls, the largest one to each method.</summary>
internal sealed class RetryStacks
{
    /// <summary>How often a method is looked at again because a larger stack has been found: bounds what cycles of calls can cost.</summary>
    private const int MostImprovements = 8;

    private readonly RetryMap _retries;
    private readonly Func<CallEdge, bool> _follows;
    private readonly Func<MethodNode, bool> _isCut;
    private readonly HashSet<RetryLayer> _without;
    private readonly GivenArguments _arguments;
    private readonly Dictionary<MethodNode, StackedMethod> _best = [];
    private readonly Dictionary<MethodNode, int> _improved = [];
    private readonly Queue<MethodNode> _queue = new();

    /// <param name="without">Layers that do not count.</param>
    public RetryStacks(RuleContext context, Func<MethodNode, bool> isCut, bool onlyCertain, IReadOnlyCollection<RetryLayer> without)
    {
        _retries = context.Retries;
        _isCut = isCut;
        _without = [.. without];
        _arguments = context.GivenArguments;
        OnlyCertain = onlyCertain;
        _follows = onlyCertain ? static edge => edge.Certain : static _ => true;
        foreach (var entry in context.Entries.Where(e => !e.IsStartup).OrderBy(e => !e.IsCritical))
        {
            Begin(entry.Node, entry);
        }

        foreach (var job in _retries.Deliveries.Nodes)
        {
            Begin(job, null);
        }

        while (_queue.Count > 0)
        {
            Leave(_best[_queue.Dequeue()]);
        }
    }

    public bool OnlyCertain { get; }

    public IEnumerable<StackedMethod> Reached => _best.Values.OrderBy(m => m.Node.Index);

    private void Begin(MethodNode node, EntryPoint? entry)
    {
        var stack = _retries.Deliveries.Of(node) is { } delivery ? RetryStack.Push(null, delivery) : null;
        Arrive(new(node, _retries.DeclaredOn(node) is { } declared ? RetryStack.Push(stack, declared) : stack, null, null, entry));
    }

    private void Leave(StackedMethod from)
    {
        foreach (var edge in from.Node.Edges)
        {
            // A decorator's call of what it wraps leads to itself as well, by type; it is never its own inside.
            if (_follows(edge) && edge.To != from.Node && !(from.Edge is { } arrival && _arguments.Exclude(arrival, edge)) && !(edge.Via is not null && _isCut(edge.Via)) && Doubts.After(from.Doubts, edge) is { } doubts)
            {
                var stack = Detached.Is(edge) || Detached.IsLeftAlone(edge) ? null : RetryStack.Push(from.Seen(_retries, edge.Site), from.Around(_retries, edge, OnlyCertain).Where(layer => !_without.Contains(layer)));
                Arrive(new(edge.To, stack, edge, from, from.Entry, doubts));
            }
        }
    }

    private void Arrive(StackedMethod arrival)
    {
        if (_isCut(arrival.Node))
        {
            return;
        }

        if (_best.TryGetValue(arrival.Node, out var known))
        {
            _improved.TryGetValue(arrival.Node, out var improved);
            if ((arrival.Stack?.LikelyProduct ?? 1) <= (known.Stack?.LikelyProduct ?? 1) || improved >= MostImprovements || IsBehind(arrival))
            {
                return;
            }

            _improved[arrival.Node] = improved + 1;
        }

        _best[arrival.Node] = arrival;
        _queue.Enqueue(arrival.Node);
    }

    /// <summary>Whether the path has been at the method before: what it gathered on the way round belongs to recursion, not to layers.</summary>
    private static bool IsBehind(StackedMethod arrival)
    {
        for (var before = arrival.Before; before is not null; before = before.Before)
        {
            if (before.Node == arrival.Node)
            {
                return true;
            }
        }

        return false;
    }
}
