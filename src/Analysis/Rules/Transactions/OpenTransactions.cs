using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Which transactions are open at each site of each body: from its begin to its commit, rollback or disposal. A method of our own that leaves one open (a unit of work's Begin, a helper that returns it) opens it for its
/// caller, and one that ends what is open ends it for its caller.
/// </summary>
internal sealed class OpenTransactions
{
    /// <summary>As many as a word has bits for, besides the one around the body. Nobody opens that many in one method.</summary>
    private const int Most = 62;

    private List<(CallEdge Edge, TransactionAround Around)>? _inside;
    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Flows _flows;
    private readonly Dictionary<MethodNode, BodyTransactions> _bodies = [];
    private readonly DelegatesInTransactions _delegates;

    public OpenTransactions(CodeGraph graph, Catalogue catalogue, Flows flows)
    {
        _graph = graph;
        _catalogue = catalogue;
        _flows = flows;
        _delegates = new(graph, catalogue, this);
        Solve();
    }

    /// <summary>Every method that opens or ends a transaction, itself or by what it calls, in the order of the graph.</summary>
    public IEnumerable<MethodNode> Concerned => _graph.Focus.Where(_bodies.ContainsKey);

    public BodyTransactions Of(MethodNode node) => _bodies.TryGetValue(node, out var body) ? body : BodyTransactions.None;

    /// <summary>The calls of all bodies that are made while a transaction is open, in the order of the graph.</summary>
    public IReadOnlyList<(CallEdge Edge, TransactionAround Around)> Inside => _inside ??=
        [.. _graph.Focus.SelectMany(n => n.Edges).Select(e => (Edge: e, Around: Around(e)!)).Where(c => c.Around is not null)];

    /// <summary>The transaction that is open around what a call runs: one of the caller's own, or one that the method in between opens around the delegate that it runs. Null when there is none.</summary>
    public TransactionAround? Around(CallEdge edge)
    {
        if (IsMethodToken(edge))
        {
            return null; // a job, a proxy: run elsewhere
        }

        if (Of(edge.From).OpenAt(edge.Site) is { } open && edge.Mode != RunMode.Later)
        {
            return new(edge.From, open.Transaction.Site, open.Certain);
        }

        return _delegates.Around(edge);
    }

    /// <summary>Whether what a call runs still has the transaction around it that its caller has.</summary>
    public bool Keeps(CallEdge edge) => edge.Mode != RunMode.Later && !IsMethodToken(edge) && Of(edge.From).IsAroundAt(edge.Site);

    private static bool IsMethodToken(CallEdge edge) => edge.From.Method.Sites[edge.Site].Kind == SiteKind.MethodToken;

    private void Solve()
    {
        var callers = new Dictionary<MethodNode, List<MethodNode>>();
        foreach (var edge in _graph.Focus.SelectMany(n => n.Edges).Where(IsDone))
        {
            if (!callers.TryGetValue(edge.To, out var list))
            {
                callers.Add(edge.To, list = []);
            }

            list.Add(edge.From);
        }

        var queue = new Queue<MethodNode>(_graph.Focus.Where(n => n.Method.Sites.Any(s => TransactionCalls.Begins(_catalogue, s) || TransactionCalls.Ends(_catalogue, s))));
        var waiting = new HashSet<MethodNode>(queue);
        var rounds = new Dictionary<MethodNode, int>();
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            waiting.Remove(node);
            var before = Of(node);
            var now = Read(node);
            _bodies[node] = now;

            // Methods that call each other settle at once or are left as they are.
            rounds.TryGetValue(node, out var round);
            rounds[node] = round + 1;
            if ((now.LeavesOpen != before.LeavesOpen || now.MayLeaveOpen != before.MayLeaveOpen || now.EndsAround != before.EndsAround) && round < 3 && callers.TryGetValue(node, out var above))
            {
                foreach (var caller in above.Where(waiting.Add))
                {
                    queue.Enqueue(caller);
                }
            }
        }
    }

    private static bool IsDone(CallEdge edge) => edge.Certain && edge.Mode is not (RunMode.Later or RunMode.Spawned) && !IsMethodToken(edge);

    private BodyTransactions Read(MethodNode node)
    {
        var sites = node.Method.Sites;
        if (node.Method.Body.Blocks.Count == 0)
        {
            return BodyTransactions.None;
        }

        var opens = new SortedDictionary<int, OpenedTransaction>();
        for (var s = 0; s < sites.Count && opens.Count < Most; s++)
        {
            if (TransactionCalls.Begins(_catalogue, sites[s]))
            {
                opens.Add(s, new(s, sites[s].Target.Type == TransactionCalls.Scope, TransactionCalls.Joins(_catalogue, sites[s])));
            }
        }

        var ends = new bool[sites.Count];
        foreach (var edge in node.Edges.Where(IsDone))
        {
            var below = Of(edge.To);
            if ((below.LeavesOpen || below.MayLeaveOpen) && !opens.ContainsKey(edge.Site) && opens.Count < Most)
            {
                opens.Add(edge.Site, new(edge.Site, below.Opened.Any(o => o.IsScope), Joins: false, IsMaybe: !below.LeavesOpen));
            }

            ends[edge.Site] |= below.EndsAround;
        }

        return new TransactionFlow(_flows.Of(node.Method), [.. opens.Values], ends, site => TransactionCalls.Ends(_catalogue, site)).Run();
    }
}

/// <summary>A transaction that is open around a call.</summary>
/// <param name="Node">The method that opens it.</param>
/// <param name="Site">Where; -1 when what is declared on the method opens it.</param>
internal sealed record TransactionAround(MethodNode Node, int Site, bool Certain);
