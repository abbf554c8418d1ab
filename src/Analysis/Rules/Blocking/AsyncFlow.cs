using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>On whose thread a method runs.</summary>
internal enum FlowKind
{
    /// <summary>Before the program's host runs: nobody waits for the thread.</summary>
    Startup,

    /// <summary>Synchronous code, or a thread of its own.</summary>
    Synchronous,

    /// <summary>A thread of the pool, for which asynchronous code waits.</summary>
    Moved,

    /// <summary>Synchronous code that serves a request.</summary>
    Request,

    /// <summary>Asynchronous code, and what it calls.</summary>
    Asynchronous,
}

/// <summary>How a method was come to: from which one, by which call.</summary>
internal sealed record Arrival(MethodNode Node, FlowKind Kind, EntryPoint Entry, Arrival? From, CallEdge? Edge, bool Certain)
{
    public IReadOnlyList<CallEdge> Path
    {
        get
        {
            var path = new List<CallEdge>();
            for (var at = this; at.Edge is { } edge; at = at.From!)
            {
                path.Add(edge);
            }

            path.Reverse();
            return path;
        }
    }
}

/// <summary>
/// One search from all entry points over the calls, each method once for each kind of flow that comes to it: what is certain on a critical path first, what a service does once at its start last, and nearer before farther. Asynchronous code makes what it calls part of its flow;
/// a thread of its own, a stored delegate and start-up code do not.
/// </summary>
internal sealed class AsyncFlow
{
    private static readonly FlowKind[] Kinds = [FlowKind.Asynchronous, FlowKind.Request, FlowKind.Moved, FlowKind.Synchronous, FlowKind.Startup];

    private readonly CodeGraph _graph;
    private readonly ChosenBranches _branches;
    private readonly Handover _handover;
    private readonly TypeInitialisers _initialisers;
    private readonly Func<MethodNode, bool> _isCut;
    private readonly GivenReceivers _receivers;
    private readonly Dictionary<(MethodNode, FlowKind), Arrival> _arrivals = [];
    private readonly List<Arrival> _order = [];

    // Calls on this that the object of whoever came first does not make, until somebody comes on another one.
    private readonly Dictionary<(MethodNode, FlowKind), List<CallEdge>> _waiting = [];

    /// <param name="isCut">Methods that a path may not pass.</param>
    public AsyncFlow(RuleContext context, ChosenBranches branches, Func<MethodNode, bool> isCut)
    {
        _graph = context.Graph;
        _branches = branches;
        _handover = new(context);
        _initialisers = new(context);
        _isCut = isCut;
        _receivers = context.GivenReceivers;

        // What the start of the program calls is no public method that anybody may call.
        Walk(context.Entries.Where(e => e.IsStartup), onlyStartup: true, onlyCertain: false);
        Walk(context.Entries.Where(e => e.IsCritical && !e.IsStartup && !StartUpCode.BeginsService(e)), onlyStartup: false, onlyCertain: true);
        Walk(context.Entries.Where(e => !e.IsCritical && !Reaches(e.Node, FlowKind.Startup)), onlyStartup: false, onlyCertain: true);
        Walk(context.Entries.Where(e => e.IsCritical && !e.IsStartup && StartUpCode.BeginsService(e)), onlyStartup: false, onlyCertain: true);
        Walk([], onlyStartup: false, onlyCertain: false);
        Made(RequestServices.In(context.Graph, context.Entries));
    }

    /// <summary>Everything come to; certain before not, nearer before farther.</summary>
    public IReadOnlyList<Arrival> Arrivals => _order;

    public bool Reaches(MethodNode node, FlowKind kind) => _arrivals.ContainsKey((node, kind));

    /// <summary>Other ways by which the same flow comes to the same method, over callers up to some calls above; nearer before farther.</summary>
    public IEnumerable<Arrival> Others(Arrival at, int above)
    {
        var last = _graph.CallsBackwards.Of(at.Node)
            .Where(edge => edge.Via is null || !IsCut(edge.Via))
            .SelectMany(edge => Kinds.Where(kind => Next(kind, edge) == at.Kind && _arrivals.ContainsKey((edge.From, kind))).Select(kind => (edge, from: _arrivals[(edge.From, kind)])))
            .ToList();
        foreach (var (edge, from) in last)
        {
            yield return new(at.Node, at.Kind, from.Entry, from, edge, from.Certain && edge.Certain);
        }

        if (above > 0)
        {
            foreach (var (edge, from) in last)
            {
                foreach (var other in Others(from, above - 1))
                {
                    yield return new(at.Node, at.Kind, other.Entry, other, edge, other.Certain && edge.Certain);
                }
            }
        }
    }

    private void Walk(IEnumerable<EntryPoint> entries, bool onlyStartup, bool onlyCertain)
    {
        var queue = new Queue<Arrival>(_order);
        foreach (var entry in entries)
        {
            Arrive(queue, entry.Node, FlowStarts.At(entry), entry, null, null, certain: true);
        }

        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            foreach (var edge in at.Node.Edges)
            {
                if (!_waiting.TryGetValue((at.Node, at.Kind), out var waiting) || !waiting.Contains(edge))
                {
                    Follow(at, edge);
                }
            }

            if (!onlyCertain && !onlyStartup)
            {
                foreach (var edge in _initialisers.RunBy(at.Node))
                {
                    Arrive(queue, edge.To, at.Kind, at.Entry, at, edge, certain: false);
                }
            }
        }

        void Follow(Arrival at, CallEdge edge)
        {
            var kind = Next(at.Kind, edge);
            if ((onlyCertain && !edge.Certain) || (onlyStartup && kind != FlowKind.Startup) || (edge.Via is not null && IsCut(edge.Via)))
            {
                return;
            }

            var certain = at.Certain && edge.Certain;
            Arrive(queue, edge.To, kind, at.Entry, at, edge, certain);
            if (_waiting.TryGetValue((edge.To, kind), out var waiting) && waiting.Where(next => !_receivers.Exclude(edge, next) && !Reaches(next.To, Next(kind, next))).ToList() is { Count: > 0 } open)
            {
                var again = new Arrival(edge.To, kind, at.Entry, at, edge, certain);
                foreach (var next in open)
                {
                    Follow(again, next);
                }
            }
        }
    }

    /// <summary>What a container makes for a request, the request waits for.</summary>
    private void Made(IEnumerable<EntryPoint> services)
    {
        var queue = new Queue<Arrival>();
        foreach (var service in services)
        {
            Arrive(queue, service.Node, FlowKind.Request, service, null, null, certain: true);
        }
    }

    private FlowKind Next(FlowKind kind, CallEdge edge)
    {
        if (StartUpCode.BeginsHost(edge.To))
        {
            return FlowKind.Startup;
        }

        // Dispose(false) is for finalizers, and for who has disposed asynchronously: it leaves what is managed alone.
        if (edge.To.Method.Name == "Dispose" && Values.Argument(edge.From.Method.Sites[edge.Site], 0) is { Kind: ValueKind.Number, Text: "0" })
        {
            return FlowKind.Synchronous;
        }

        if (kind == FlowKind.Asynchronous && _branches.IsSynchronous(edge.From, edge.Site))
        {
            kind = FlowKind.Synchronous;
        }

        var next = _handover.Of(kind, edge, viaIsAsynchronous: edge.Via is not null && FlowStarts.IsAsynchronous(edge.Via));
        return next != FlowKind.Startup && FlowStarts.IsAsynchronous(edge.To) ? FlowKind.Asynchronous : next;
    }

    private void Arrive(Queue<Arrival> queue, MethodNode node, FlowKind kind, EntryPoint entry, Arrival? from, CallEdge? edge, bool certain)
    {
        if (!_arrivals.ContainsKey((node, kind)) && !IsCut(node))
        {
            var arrival = new Arrival(node, kind, entry, from, edge, certain);
            _arrivals.Add((node, kind), arrival);
            _order.Add(arrival);
            queue.Enqueue(arrival);
            if (edge is not null && node.Edges.Where(next => _receivers.Exclude(edge, next)).ToList() is { Count: > 0 } others)
            {
                _waiting.Add((node, kind), others);
            }
        }
    }

    private bool IsCut(MethodNode node) => _isCut(node) || (node.Method.Owner != node.Method.Id && _isCut(node.Owner(_graph)));
}
