using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Which methods run inside a transaction that a caller has opened, with the nearest one that has: one search from every call that is made while a transaction is open, and from every declared boundary. What is certain
/// comes first.
/// </summary>
internal sealed class InsideTransactions
{
    private readonly OpenTransactions _transactions;
    private readonly Func<CallEdge, bool> _follows;
    private readonly Dictionary<MethodNode, Arrival> _arrival = [];
    private readonly List<MethodNode> _order = [];
    private readonly ILookup<MethodNode, CallEdge> _calls;
    private ILookup<MethodNode, CallEdge>? _below;

    private sealed record Arrival(CallEdge? Edge, TransactionAround Around, bool Certain, int Doubts);

    /// <param name="follows">Which calls a path may take, besides those that are made while a transaction is open; null for all.</param>
    /// <param name="counts">Which transactions are looked at; null for all.</param>
    public InsideTransactions(CodeGraph graph, Catalogue catalogue, OpenTransactions transactions, Func<CallEdge, bool>? follows = null, Func<TransactionAround, bool>? counts = null)
    {
        _transactions = transactions;
        _follows = follows ?? (static _ => true);
        var boundaries = graph.Focus.Where(n => TransactionCalls.IsBoundary(catalogue, n)).ToList();
        var calls = transactions.Inside.Where(c => MayPass(c.Edge) && counts?.Invoke(c.Around) != false).ToList();
        _calls = calls.Where(c => !IsBack(c.Edge, c.Around)).Select(c => c.Edge).ToLookup(e => e.To);

        // A method that is called inside and opens a transaction of its own is a beginning, too: what it does is nearer to that one.
        Walk(boundaries, calls.Where(c => c.Edge.Certain && c.Around.Certain), onlyCertain: true);
        Walk([], calls, onlyCertain: false);
    }

    /// <summary>Every method that runs inside one.</summary>
    public IReadOnlyList<MethodNode> Reached => _order;

    public bool Reaches(MethodNode node) => _arrival.ContainsKey(node);

    public bool IsCertain(MethodNode node) => _arrival.TryGetValue(node, out var arrival) && arrival.Certain;

    /// <summary>The transaction that a reached method runs in.</summary>
    public TransactionAround AroundOf(MethodNode node) => _arrival[node].Around;

    /// <summary>The calls of a method that are made while a transaction is open, in the order of the callers.</summary>
    public IEnumerable<CallEdge> CallsOf(MethodNode node) => _calls[node];

    /// <summary>The calls of a method by those who run inside a transaction of somebody else.</summary>
    public IEnumerable<CallEdge> CallsBelow(MethodNode node) =>
        (_below ??= _order.SelectMany(n => n.Edges).Where(e => MayPass(e) && _transactions.Keeps(e) && !IsBack(e, AroundOf(e.From))).ToLookup(e => e.To))[node];

    /// <summary>The transaction that a call is made in.</summary>
    public TransactionAround Around(CallEdge call) => _transactions.Around(call) ?? AroundOf(call.From);

    /// <summary>The calls from the one that is made while the transaction is open to a reached method; empty for a declared boundary itself.</summary>
    public IReadOnlyList<CallEdge> PathTo(MethodNode node)
    {
        var path = new List<CallEdge>();
        var arrival = _arrival[node];
        var seen = new HashSet<MethodNode>();
        while (arrival.Edge is { } edge)
        {
            path.Add(edge);

            // Who opens it can be called back inside it: the path begins where it is opened.
            if (edge.From == arrival.Around.Node || !seen.Add(edge.From) || !_arrival.TryGetValue(edge.From, out var above) || above.Around != arrival.Around)
            {
                break;
            }

            arrival = above;
        }

        path.Reverse();
        return path;
    }

    private bool MayPass(CallEdge edge) => edge.Mode != RunMode.Later && !IsElsewhere(edge.To) && _follows(edge);

    /// <summary>Who is called again inside the transaction that it opens (a mediator's behaviour around a nested request) joins it or fails: it does not come past its own commit.</summary>
    private static bool IsBack(CallEdge edge, TransactionAround around) =>
        edge.To == around.Node || (edge.To.Method.Owner == around.Node.Method.Owner && edge.From.Method.Owner != around.Node.Method.Owner);

    /// <summary>What is declared to run after the commit, and what must not run inside, does not.</summary>
    private static bool IsElsewhere(MethodNode node) => node.Declares(IntentNames.AfterCommit) || TransactionCalls.IsNever(node);

    private void Walk(IEnumerable<MethodNode> boundaries, IEnumerable<(CallEdge Edge, TransactionAround Around)> calls, bool onlyCertain)
    {
        var queue = new Queue<MethodNode>(onlyCertain ? [] : _order);
        foreach (var boundary in boundaries)
        {
            Arrive(boundary, null, new(boundary, -1, Certain: true), certain: true, 0);
        }

        foreach (var (edge, around) in calls)
        {
            if (!IsBack(edge, around) && Doubts.After(0, edge) is { } doubts)
            {
                Arrive(edge.To, edge, around, onlyCertain, doubts);
            }
        }

        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            var arrival = _arrival[node];
            foreach (var edge in node.Edges)
            {
                if ((edge.Certain || !onlyCertain) && MayPass(edge) && _transactions.Keeps(edge) && !IsBack(edge, arrival.Around) && Doubts.After(arrival.Doubts, edge) is { } doubts)
                {
                    Arrive(edge.To, edge, arrival.Around, onlyCertain, doubts);
                }
            }
        }

        void Arrive(MethodNode node, CallEdge? edge, TransactionAround around, bool certain, int doubts)
        {
            if (!_arrival.ContainsKey(node))
            {
                _arrival.Add(node, new(edge, around, certain, doubts));
                _order.Add(node);
                queue.Enqueue(node);
            }
        }
    }
}
