using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>A call that leads to a question, once for each item.</summary>
/// <param name="Call">From the body of the loop to what is called; null when the call is the question itself.</param>
/// <param name="Certain">The loop goes over items, and the call leads to the question.</param>
/// <param name="Excused">It is asked once per item, and there is no other way: each item answers for itself. A refusal that says so has something to say.</param>
internal sealed record PerItemCall(MethodNode Node, int Site, CallEdge? Call, Question Question, IReadOnlyList<CallEdge> Path, bool Certain, string Where, bool Excused)
{
    /// <summary>The call in the loop of a helper that runs the delegate in which the question is asked.</summary>
    public (MethodNode Node, int Site)? Run { get; init; }
}

/// <summary>
/// Where items and questions meet: the call in the loop, however far below it the question is asked, since there the hand goes to ask for all of them together. What is asked in a loop below is that loop's.
/// </summary>
internal sealed class PerItemSearch
{
    /// <summary>A question further away than this many calls usually stands behind conditions and caches that the graph does not see.</summary>
    private const int Near = 4;

    /// <summary>And one this far away is a guess about code that nobody who reads the finding has in mind.</summary>
    private const int Far = 8;

    private readonly RuleContext _context;
    private readonly Questions _questions;
    private readonly ItemLoops _loops;
    private readonly ItemDelegates _delegates;
    private readonly Remembered _remembered;
    private readonly NearestSites _nearest;
    private readonly OpenWays _ways;
    private readonly Choices _choices;
    private readonly Addresses _addresses;
    private readonly EagerLoads _included;
    private readonly Remotes _remotes;
    private readonly ItemHosts _hosts;
    private readonly ItemStores _stores;
    private readonly StartedWork _started;
    private readonly Dictionary<(MethodNode, int), Question> _bySite = [];

    public PerItemSearch(RuleContext context, EffectCategory category)
    {
        _context = context;
        _questions = new(context, category);
        _addresses = new(context.Graph, context.Flows);
        _included = new(context.Graph, [.. _questions.All.SelectMany(q => q.IfMissing)], onlyQueries: true);
        _remotes = new(context.Graph);
        _hosts = new(context.Graph);
        _stores = new(context.Graph, context.Catalogue);
        var sequences = new Sequence(context.Graph, context.Catalogue, new(context));
        _loops = new(context, sequences, areOneQuery: category == EffectCategory.DbRead);
        _remembered = context.Remembered;
        _delegates = new(context, _loops, sequences, _remembered);
        foreach (var question in _questions.All)
        {
            _bySite[(question.Node, question.Site)] = question;
        }

        // What stands behind an interface is mostly local or mostly remote by configuration; a store is a store.
        _choices = new(context.Graph, category == EffectCategory.DbRead ? static of => (of + 1) / 2 : static of => (of / 2) + 1);
        var plain = _questions.All.Where(q => !_remembered.Is(q.Node, q.Site) && Loop(q.Node, q.Site, () => q.IsSingle) is null).Select(q => (q.Node, q.Site)).ToList();
        _started = new(context, plain, IsOnce);
        _nearest = new(context.Graph, plain, follows: e => IsOnce(e) && !_started.ComesLater(e), choices: _choices);
        _ways = new(_nearest, context.GivenArguments, context.GivenReceivers, _choices, e => IsOnce(e) && !_started.ComesLater(e), plain.ToLookup(q => q.Node, q => q.Site));

        bool IsOnce(CallEdge edge) => IsRun(edge) && !_delegates.RunsEach(edge) && Loop(edge.From, edge.Site, static () => true) is null;
    }

    public IEnumerable<PerItemCall> All()
    {
        foreach (var node in _context.Graph.Focus)
        {
            if (!node.Method.Has(MethodTraits.Generated))
            {
                foreach (var call in In(node).Where(c => !c.Question.IfMissing.Any(navigation => _included.AreBefore(node, navigation))))
                {
                    yield return call;
                }
            }
        }
    }

    private IEnumerable<PerItemCall> In(MethodNode node)
    {
        var run = _delegates.Of(node);
        var isLetGo = run is not null && _delegates.IsLetGo(node);
        foreach (var question in _questions.Of(node))
        {
            if (_remembered.Is(node, question.Site))
            {
                continue;
            }

            if (Batches.Is(node.Method, question.Site) && !IsPagedInside(node, question.Site))
            {
                if (Loop(node, question.Site, () => question.IsSingle) is { } over && OwnLists.Ask(node.Method, over, question.Site))
                {
                    yield return new(node, question.Site, null, question, [], Certain: false, Line(node, over), Excused: false);
                }

                continue;
            }

            if (Loop(node, question.Site, () => question.IsSingle) is { } loop)
            {
                var address = AddressOf(node, question, [], loop);
                yield return new(node, question.Site, null, question, [], loop.Certain && question.IsShown && address == ItemAddress.None && !_stores.AreAsked(question, [], ItemOf(node, loop)), Line(node, loop), IsItem(node, question.Site, loop) || IsOwn(node, address));
            }
            else if ((Each(question.Site) ?? Group(node, question.Site)) is { } each)
            {
                var address = AddressOf(node, question, [], null);
                yield return new(node, question.Site, null, question, [], each.Certain && question.IsShown && address == ItemAddress.None && !_stores.AreAsked(question, [], ItemOf(node, null)), each.Where, IsParameter(node, question.Site) || IsOwn(node, address)) { Run = each.At };
            }
        }

        foreach (var edges in node.Edges.Where(e => IsRun(e) && !ItemDelegates.IsInner(e) && _nearest.Reaches(e.To) && !_started.ComesLater(e)).GroupBy(e => e.Site))
        {
            var of = edges.Max(_choices.Of);
            if ((of > 1 && edges.Count() < _choices.Needed(of)) || edges.All(IsPassedOn))
            {
                continue;
            }

            // What is open is only asked where the call runs for each item.
            var site = edges.Key;
            var each = Each(site);
            if (each is null && !edges.Any(e => _delegates.Each(e) is not null) && Loop(node, site, static () => true) is null && Loop(node, site, static () => false) is null)
            {
                continue;
            }

            var ways = edges.Select(_ways.From).OfType<OpenWay>().ToList();
            if (ways.Count == 0 || (of > 1 && ways.Count < _choices.Needed(of)))
            {
                continue;
            }

            var (edge, path, end, asked, isCertain) = ways.OrderByDescending(w => w.IsCertain).ThenBy(w => w.Call.To.Index).First();
            if (path.Count >= (isCertain ? Far : Near))
            {
                continue;
            }

            var question = _bySite[(end, asked)];
            var loop = Loop(node, site, () => question.IsSingle);
            var by = loop is null ? _delegates.Each(edge) ?? each : null;
            if (loop is null && by is null)
            {
                continue;
            }

            var below = AddressOf(node, question, [edge, .. path], loop);
            var excused = loop is not null ? IsItem(node, edge.Site, loop) : IsParameter(node, edge.Site);
            if (excused && loop is null && _delegates.Around(node, edge.Site) is { } around)
            {
                (by, excused) = (around, false);
            }

            // A method that is handed over as it is gets the item itself.
            excused |= IsOwn(node, below) || _stores.AreItems(question, [edge, .. path], ItemOf(node, loop))
                || (loop is null && _delegates.RunsEach(edge) ? _remotes.Are(question, path, static value => value.Kind == ValueKind.Parameter) : _remotes.Are(question, [edge, .. path], ItemOf(node, loop)));
            var certain = question.IsShown && below == ItemAddress.None && isCertain && path.Count < Near && ways.Count >= of && !_stores.AreAsked(question, [edge, .. path], ItemOf(node, loop));
            yield return new(node, edge.Site, edge, question, path, certain && (loop?.Certain ?? by!.Certain), loop is null ? by!.Where : Line(node, loop), excused) { Run = by?.At };
        }

        EachRun? Each(int site) => isLetGo && _started.IsAfterDelay(node, site) ? null : run;
    }

    /// <summary>A message whose type nobody knows is passed on to whoever handles it: each is work of its own.</summary>
    private static bool IsPassedOn(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        return !edge.Certain && edge.Via is null && !ItemDelegates.IsInner(edge) && edge.To.Method.Name != site.Target.Name && !edge.To.Method.Implements.Any(m => m.Name == site.Target.Name);
    }

    /// <summary>A catalogued method group that is handed to an operator: <c>urls.Select(http.GetStringAsync)</c>.</summary>
    private EachRun? Group(MethodNode node, int site) =>
        node.Method.Sites[site] is { Kind: SiteKind.Delegate, Consumer: >= 0 and var consumer } ? _delegates.Each(node, consumer, null) : null;

    /// <summary>
    /// The innermost loop over items around a call; where that goes over services, the one over data around it: each service answers for itself, but for all of the data.
    /// </summary>
    private ItemLoop? Loop(MethodNode node, int site, Func<bool> single) =>
        _loops.Around(node, site, single) is { } loop ? IsItem(node, site, loop) ? _loops.Around(node, site, single, inside: loop) ?? loop : loop : null;

    /// <summary>All pages of one item after the other, in a loop of their own, and then those of the next.</summary>
    private bool IsPagedInside(MethodNode node, int site) =>
        Batches.IsPage(node.Method, site) && _loops.Around(node, site, static () => false) is { } loop && _loops.IsDeeper(node, site, loop);

    private bool IsRun(CallEdge edge) =>
        (edge.Mode != RunMode.Later || _delegates.RunsEach(edge)) && !edge.IsDelayed && !_remembered.Is(edge.From, edge.Site) && !_remembered.IsRunBy(edge);

    /// <summary>The loop goes over services, not over data: each of them answers for itself (handlers, providers, shards).</summary>
    private static bool IsItem(MethodNode node, int site, ItemLoop loop)
    {
        if (loop.IsOverServices)
        {
            return true;
        }

        var current = node.Method.Sites.Select((s, i) => (s, i)).Where(x => x.s.Target.Name == "get_Current" && loop.Loop.Contains(node.Method.Body.BlockOfSite[x.i]) && IsOf(x.s.Receiver)).Select(x => x.i).ToList();
        return loop.IsEnumerated && IsService(node, site, value => value.Kind == ValueKind.Result && Values.Index(value) is { } s && current.Contains(s));

        // The items of a loop inside are others.
        bool IsOf(ValueFact enumerator) =>
            loop.Source < 0 || Values.Source(node.Method, enumerator) is not { Target.Name: "GetEnumerator" or "GetAsyncEnumerator" } || Values.Index(enumerator) == loop.Source;
    }

    /// <summary>The item says whom to ask, all of it: there is nobody else who could be asked for several.</summary>
    private bool IsOwn(MethodNode node, ItemAddress address) => address == ItemAddress.Own || (address == ItemAddress.Given && _addresses.AreRaced(node));

    private ItemAddress AddressOf(MethodNode node, Question question, IReadOnlyList<CallEdge> chain, ItemLoop? loop)
    {
        if (loop is null)
        {
            // A method that is handed over as it is gets the item itself.
            var consumer = chain.Count == 0 ? node.Method.Sites[question.Site].Consumer : _delegates.RunsEach(chain[0]) ? chain[0].Site : -1;
            var isComposed = consumer >= 0 ? Addresses.AreComposed(node.Method, Values.Argument(node.Method.Sites[consumer], 0)) : !node.Method.Has(MethodTraits.Lambda) || _addresses.AreComposedFor(node);
            return isComposed ? ItemAddress.None : Address(chain.Count > 0 && consumer >= 0 ? [.. chain.Skip(1)] : chain, static value => value.Kind == ValueKind.Parameter);
        }

        return loop.Source >= 0 && Addresses.AreComposed(node.Method, node.Method.Sites[loop.Source].Receiver) ? ItemAddress.None : Address(chain, ItemOf(node, loop));

        ItemAddress Address(IReadOnlyList<CallEdge> calls, Func<ValueFact, bool> isItem) =>
            Addresses.Of(question, calls, isItem) is var known && known == ItemAddress.None && _hosts.Are(question, calls, isItem) ? ItemAddress.Given : known;
    }

    /// <summary>Which values of a body are the item: what a loop takes out of its enumerator, what a lambda is given, and what one that is made in a loop sees of it.</summary>
    private Func<ValueFact, bool> ItemOf(MethodNode node, ItemLoop? loop)
    {
        if (loop is null)
        {
            return value => value.Kind == ValueKind.Parameter || (value.Kind == ValueKind.Captured && node.Owner(_context.Graph).Method is var owner
                && owner.Body.Steps.Any(s => s.Kind == StepKind.Capture && s.Slot == value.Text && Values.Source(owner, s.Value) is { Target.Name: "get_Current" }));
        }

        // An element of an array, or what comes out of a queue, leaves no trace; what is computed does.
        return value =>
            loop.Source < 0 ? value.Kind == ValueKind.Unknown
            : Values.Source(node.Method, value) is { Target.Name: "get_Current" } && Values.Index(value) is { } current && loop.Loop.Contains(node.Method.Body.BlockOfSite[current]);
    }

    private static bool IsParameter(MethodNode node, int site) =>
        node.Method.Has(MethodTraits.Lambda) && IsService(node, site, value => value.Kind == ValueKind.Parameter);

    private static bool IsService(MethodNode node, int site, Func<ValueFact, bool> isItem)
    {
        var call = node.Method.Sites[site];
        // The item holds a group of what is asked for: Dictionary<Source, List<Key>>.
        if (call.Arguments.Any(a => Values.Source(node.Method, a) is { Target: { Name: "get_Value", Type: "System.Collections.Generic.KeyValuePair`2", TypeArguments.Count: 2 } pair } && Sequence.IsCollection(pair.TypeArguments[1])))
        {
            return true;
        }

        if (call.Kind == SiteKind.VirtualCall && isItem(call.Receiver) && !call.Target.Name.StartsWith("get_", StringComparison.Ordinal))
        {
            return true;
        }

        // The context or connection is the item: a query for each shard.
        var source = call.Receiver;
        for (var steps = 0; steps < 16; steps++)
        {
            if (Values.Source(node.Method, source) is not { } from)
            {
                return false;
            }

            if (from.Target.HasReceiver && isItem(from.Receiver) && Queries.IsQuery(from.Target.Returns))
            {
                return true;
            }

            source = from.Target.HasReceiver ? from.Receiver : Values.Argument(from, 0);
        }

        return false;
    }

    private static string Line(MethodNode node, ItemLoop loop)
    {
        var at = loop.Source >= 0 ? node.Method.Sites[loop.Source].Span.Line : 0;
        return at > 0 ? $"in the loop of line {at}" : "in a loop";
    }
}
