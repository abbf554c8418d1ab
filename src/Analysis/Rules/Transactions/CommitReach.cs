using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which methods can come to a commit while no transaction is open, without passing a decision: from the commits backwards over the calls.</summary>
internal sealed class CommitReach
{
    /// <summary>
    /// A commit further away than this many calls usually stands behind conditions and caches that the graph does not see: two calls that lead to one
    /// are then a possible pair and no certain one.
    /// </summary>
    private const int Near = 3;

    /// <summary>As far as helpers hand on a constant: <c>save: false</c> goes over a row of overloads.</summary>
    private const int HandedOn = 7;

    private readonly HashSet<MethodNode> _certain;
    private readonly Dictionary<MethodNode, int> _possible = [];
    private readonly Func<MethodNode, bool> _isDecided;
    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly OpenTransactions _transactions;
    private readonly Func<MethodNode, int, bool> _isFirstUse;
    private readonly GivenArguments _given;
    private readonly Dictionary<MethodNode, IReadOnlyDictionary<int, bool>> _sites = [];
    private readonly Dictionary<MethodNode, int> _ranks = [];

    // Who is being asked: a method that comes to itself is taken to come to what it may.
    private readonly HashSet<MethodNode> _asked = [];

    /// <param name="given">What calls do not lead to, for what they hand over: <c>Add(row, save: false)</c> commits nothing.</param>
    /// <param name="isFirstUse">What only runs until something is made that is kept from then on: whoever calls that does not commit for certain.</param>
    public CommitReach(CodeGraph graph, Catalogue catalogue, OpenTransactions transactions, GivenArguments given, Func<MethodNode, bool> isDecided, Func<MethodNode, int, bool> isFirstUse)
    {
        _given = given;
        _isFirstUse = isFirstUse;
        _graph = graph;
        _catalogue = catalogue;
        _isDecided = isDecided;
        _transactions = transactions;
        _certain = [.. Close(graph, [], onlyCertain: true, farthest: Near - 1)];
        NearestFirst = Close(graph, _possible, onlyCertain: false, farthest: int.MaxValue);
        foreach (var node in NearestFirst)
        {
            _ranks[node] = _ranks.Count;
        }
    }

    /// <summary>Every method that can come to a commit, in the order of its distance from one.</summary>
    public IReadOnlyList<MethodNode> NearestFirst { get; }

    /// <summary>Whether a method comes to a commit.</summary>
    public bool Reaches(MethodNode node) => _possible.ContainsKey(node);

    /// <summary>Sites of a body that lead to a commit, and whether for certain.</summary>
    public IReadOnlyDictionary<int, bool> Sites(MethodNode node)
    {
        if (!_sites.TryGetValue(node, out var known))
        {
            _asked.Add(node);
            _sites[node] = known = Find(node); // many entry points come to the same method
            _asked.Remove(node);
        }

        return known;
    }

    /// <summary>From a call that leads to a commit down to that, by the nearest way: each method with the site at which it goes on.</summary>
    public IReadOnlyList<(MethodNode Node, int Site)> PathTo(MethodNode node, int site)
    {
        var path = new List<(MethodNode Node, int Site)> { (node, site) };
        while (!node.EffectsAt(site).Any(e => IsCommit(e)))
        {
            var from = node;
            var next = from.EdgesAt(site).Where(e => _ranks.ContainsKey(e.To) && !IsApart(e) && (!SaysSomething(e) || LeadsOn([e], Near)) && (path.Count == 1 || _ranks[e.To] < _ranks[from])).OrderBy(e => e.Certain ? 0 : 1).ThenBy(e => _ranks[e.To]).FirstOrDefault();
            if (next is null || Sites(next.To).Count == 0)
            {
                break;
            }

            node = next.To;
            site = Sites(node).Keys.OrderBy(s => node.EffectsAt(s).Count > 0 ? -1 : node.EdgesAt(s).Where(e => _ranks.ContainsKey(e.To)).Select(e => _ranks[e.To]).DefaultIfEmpty(int.MaxValue).Min()).First();
            path.Add((node, site));
        }

        return path;
    }

    /// <summary>Whether an effect makes something durable by itself, and does so at once.</summary>
    private bool IsCommit(EffectSite effect) => effect.Category == EffectCategory.DbCommit && _transactions.Of(effect.Node).OpenAt(effect.Site) is null && !UnmadeAccounts.Are(effect.Node.Method, effect.Site);

    /// <summary>A commit that is no certain half of a pair: a record of a sign-in, a document, for which many stores and servers have no transaction, a stored procedure, which may change nothing, and what sees to it that a row is there.</summary>
    private static bool IsAlone(EffectSite effect) => effect.IsProcedure || effect.IsEnsured || effect.Catalogued is { IsOfDocuments: true } || SignInRecords.Keep(effect.Node.Method.Sites[effect.Site].Target);

    /// <summary>Whether a call has something written that commits by itself, since it is handed no transaction.</summary>
    private bool IsCommit(CallEdge edge) => HandedTransactions.HasCommitted(edge) && !TransactionCalls.IsBoundary(_catalogue, edge.To) && !edge.To.Declares(IntentNames.NoTransaction) && _transactions.Of(edge.To).Opened.Count == 0 && IsOpenToSee(edge);

    /// <summary>Around a transaction of its own, or none; a decorator that calls what it wraps does not call itself.</summary>
    private bool IsOpenToSee(CallEdge edge) =>
        edge.To != edge.From && !IsApart(edge) && !(edge.Via is not null && _isDecided(edge.Via)) && (_transactions.Around(edge) is not { } around || (around.Node == edge.Via && _transactions.Of(edge.From).OpenAt(edge.Site) is null));

    /// <summary>Whether a method begins a transaction, writes in it and ends it: for whoever calls it that is a commit.</summary>
    private bool IsTransaction(MethodNode node)
    {
        var body = _transactions.Of(node);
        return body.Opened.Any(o => !o.Joins
            && (node.Effects.Any(e => e.Category is EffectCategory.DbCommit or EffectCategory.DbWrite && body.OpenAt(e.Site)?.Transaction == o)
                || node.Edges.Any(e => e.Certain && HandedTransactions.HasWritten(e) && body.OpenAt(e.Site)?.Transaction == o)));
    }

    /// <summary>Work that is started and not waited for here is an execution of its own, and so is what a scheduler or an object that keeps a delegate is handed: whoever runs that shows by itself that it does.</summary>
    private bool IsApart(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        if (site.Target.Name.StartsWith("add_", StringComparison.Ordinal))
        {
            return true; // whoever raises the event runs it
        }

        return edge.Mode switch
        {
            RunMode.Spawned => !site.IsAwaited,
            RunMode.Later => edge.IsKept || site.Kind == SiteKind.MethodToken || IsRendering(edge.From) || (site.Kind == SiteKind.New && _graph.IsOwn(site.Target.Assembly)),
            _ => IsCache(site.Target) || IsDropped(edge.From.Method, edge.Site),
        };
    }

    /// <summary>A task that nobody waits for: what it commits, and whether, is no half of what the method does.</summary>
    private static bool IsDropped(MethodFact method, int site) =>
        Tasks.IsTask(method.Sites[site].Target)
        && (method.Sites[site].Use == ResultUse.Discarded || method.Sites.Any(s => s.Target.Name == "ConfigureAwait" && s.Receiver == Values.ResultOf(site) && s.Use == ResultUse.Discarded));

    /// <summary>A component that is drawn, or a part of one, runs nothing of what it hands over: each handler waits for an event of its own.</summary>
    private static bool IsRendering(MethodNode node) => node.Method.Parameters.Any(p => p.Name == "Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder");

    /// <summary>What a cache keeps, and in which table of whose, is no part of anybody's transaction.</summary>
    private static bool IsCache(MethodRef target) => target.Type.StartsWith("Microsoft.Extensions.Caching.", StringComparison.Ordinal);

    private SortedDictionary<int, bool> Find(MethodNode node)
    {
        var sites = new SortedDictionary<int, bool>();
        foreach (var effect in node.Effects.Where(IsCommit))
        {
            sites[effect.Site] = !IsAlone(effect);
        }

        foreach (var edge in node.Edges)
        {
            if (_possible.TryGetValue(edge.To, out var doubts) && Doubts.After(doubts, edge) is not null && IsOpenToSee(edge) && (SaysSomething(edge) ? LeadsOn([edge], Near) : Leads(edge.To)))
            {
                sites[edge.Site] = (sites.TryGetValue(edge.Site, out var known) && known) || (edge.Certain && _certain.Contains(edge.To));
            }
            else if (IsCommit(edge))
            {
                sites[edge.Site] = (sites.TryGetValue(edge.Site, out var known) && known) || edge.Certain;
            }
        }

        return sites;
    }

    /// <summary>Whether a method comes to a commit whatever it is handed: one that hands <c>save: false</c> on does not.</summary>
    private bool Leads(MethodNode node) => _asked.Contains(node) || IsTransaction(node) || Sites(node).Count > 0;

    /// <summary>Whether a call comes to a commit when one of its parameters is a constant.</summary>
    public bool Leads(CallEdge call, ToldArgument told) => LeadsOn([call], Near, told);

    /// <summary>Whether the method at the end of some calls comes to a commit, called as it is: one behind <c>if (save)</c> it does not make for <c>save: false</c>.</summary>
    /// <param name="told">What a parameter of the first call is, where the caller shows that in another way.</param>
    private bool LeadsOn(IReadOnlyList<CallEdge> calls, int depth, ToldArgument? told = null)
    {
        var last = calls[calls.Count - 1];
        return (depth <= 0 && (calls.Count > HandedOn || !GivenArguments.HandOn(calls, told)))
            || last.To.Effects.Any(e => IsCommit(e) && !_given.Exclude(calls, e.Site, told))
            || IsTransaction(last.To)
            || last.To.Edges.Any(next => (IsCommit(next) || (_possible.ContainsKey(next.To) && IsOpenToSee(next)))
                && !calls.Contains(next) && !_given.Exclude(calls, next.Site, told) && LeadsOn([.. calls, next], depth - 1, told));
    }

    /// <summary>Whether a call hands over a constant that a method can ask, or what is made with one.</summary>
    private static bool SaysSomething(CallEdge call) =>
        (call is { Site: >= 0, Via: null } && call.From.Method.Sites[call.Site].Arguments.Any(a => GivenArguments.IsThere(a) is not null)) || GivenProperties.MakesSomething(call);

    /// <param name="reach">What is reached, and with how many guesses at least.</param>
    private List<MethodNode> Close(CodeGraph graph, Dictionary<MethodNode, int> reach, bool onlyCertain, int farthest)
    {
        var all = graph.Focus.Where(n => !_isDecided(n) && (n.Effects.Any(e => IsCommit(e) && !(onlyCertain && (IsAlone(e) || _isFirstUse(n, e.Site)))) || IsTransaction(n) || n.Edges.Any(e => IsCommit(e) && (e.Certain || !onlyCertain)))).ToList();
        foreach (var node in all)
        {
            reach.Add(node, 0);
        }

        var level = new List<MethodNode>(all);
        for (var distance = 0; level.Count > 0 && distance < farthest; distance++)
        {
            var next = new List<MethodNode>();
            foreach (var edge in level.SelectMany(node => graph.CallsBackwards.Of(node)))
            {
                if ((onlyCertain && (!edge.Certain || _isFirstUse(edge.From, edge.Site))) || _isDecided(edge.From) || Doubts.After(reach[edge.To], edge) is not { } doubts || !IsOpenToSee(edge))
                {
                    continue;
                }

                if (!reach.TryGetValue(edge.From, out var known))
                {
                    all.Add(edge.From);
                }
                else if (known <= doubts)
                {
                    continue;
                }

                reach[edge.From] = doubts;
                next.Add(edge.From);
            }

            level = next;
        }

        return all;
    }
}
