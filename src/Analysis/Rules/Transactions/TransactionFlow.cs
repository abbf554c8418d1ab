using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Follows open transactions through the blocks of one body. An exception leaves what was open before its try open for the handler, and nothing that the try has opened: a using or a finally ends that on the way.
/// </summary>
internal sealed class TransactionFlow
{
    private readonly ControlFlow _flow;
    private readonly BodyFact _body;
    private readonly IReadOnlyList<OpenedTransaction> _opened;
    private readonly IReadOnlyList<bool> _endsAny;
    private readonly Func<SiteFact, bool> _ends;
    private readonly MethodFact _method;
    private readonly List<int>[] _sites;
    private readonly ulong[] _mayAt;
    private bool _mayIsKnown;
    private readonly (RegionFact Region, ulong Ended)[] _finallies;
    private readonly List<(int From, int To, ulong Ended)> _skipped = [];
    private readonly List<(int From, int To, ulong Open)> _there = [];

    /// <param name="endsAny">For each site whether it ends a transaction that it does not name: a call of a method that commits what is open.</param>
    /// <param name="ends">Whether a call commits or rolls back.</param>
    public TransactionFlow(ControlFlow flow, IReadOnlyList<OpenedTransaction> opened, IReadOnlyList<bool> endsAny, Func<SiteFact, bool> ends)
    {
        _flow = flow;
        _method = flow.Method;
        _body = flow.Body;
        _opened = opened;
        _endsAny = endsAny;
        _ends = ends;
        _mayAt = new ulong[_method.Sites.Count];
        _sites = new List<int>[_body.Blocks.Count];
        for (var b = 0; b < _sites.Length; b++)
        {
            _sites[b] = [];
        }

        for (var s = 0; s < _method.Sites.Count; s++)
        {
            _sites[_body.BlockOfSite[s]].Add(s);
        }

        _finallies = [.. _body.Regions
            .Where(r => r.Kind is RegionKind.Finally or RegionKind.Fault)
            .Select(r => (r, r.Handler.SelectMany(b => _sites[b]).Aggregate(0UL, (ended, s) => ended | Ended(s, ulong.MaxValue))))
            .Where(pair => pair.Item2 != 0)];
        for (var s = 0; s < _method.Sites.Count; s++)
        {
            AddAround(s, Ended(s, ulong.MaxValue), _skipped, AsksForTransaction);
        }

        for (var o = 0; o < opened.Count; o++)
        {
            if (!opened[o].IsMaybe)
            {
                AddAround(opened[o].Site, BodyTransactions.Bit(o) | BodyTransactions.Any, _there, AsksWhetherThere);
            }
        }
    }

    public BodyTransactions Run()
    {
        var may = In(isMust: false);
        for (var b = 0; b < _sites.Length; b++)
        {
            Through(b, may[b], _mayAt);
        }

        var behind = Enumerable.Range(0, _sites.Length).Select(b => Through(b, may[b])).ToArray();
        _mayIsKnown = true;
        var must = In(isMust: true);
        var mustAt = new ulong[_method.Sites.Count];
        for (var b = 0; b < _sites.Length; b++)
        {
            Through(b, must[b], mustAt);
        }

        var exits = Enumerable.Range(0, _sites.Length).Where(IsExit).ToList();
        var leaves = exits.Aggregate(0UL, (open, b) => open | behind[b]);
        var hands = exits.Aggregate(ulong.MaxValue, (open, b) => open & Through(b, must[b]));
        return new(
            _opened,
            mustAt,
            _mayAt,
            behind,
            LeavesOpen: exits.Count > 0 && (hands & BodyTransactions.Any) != 0,
            MayLeaveOpen: Enumerable.Range(0, _opened.Count).Any(o => (leaves & BodyTransactions.Bit(o)) != 0 && IsHandedOn(_opened[o])),
            EndsAround: exits.Count > 0 && (leaves & BodyTransactions.Around) == 0);
    }

    /// <summary>Whether what may still be open is left to whoever calls: he is given a transaction, or nobody in this body names the end of what it has begun.</summary>
    private bool IsHandedOn(OpenedTransaction opened) =>
        !opened.Joins
        && (Enlistment.IsTransaction(Generics.Awaited(_method.Returns).Name)
            || !_method.Sites.Any(s => Values.Index(s.Receiver) == opened.Site && s.Receiver.Kind is ValueKind.Result or ValueKind.New && (_ends(s) || TransactionCalls.Disposes(s))));

    /// <summary>What is open when each block begins.</summary>
    private ulong[] In(bool isMust)
    {
        var none = isMust ? ulong.MaxValue : 0;
        var open = new ulong[_sites.Length];
        for (var b = 0; b < open.Length; b++)
        {
            open[b] = none;
        }

        var known = new bool[open.Length];
        var queue = new Queue<int>();
        Arrive(0, BodyTransactions.Around);
        while (queue.Count > 0)
        {
            var b = queue.Dequeue();
            var left = Through(b, open[b]);
            foreach (var next in _body.Blocks[b].Next)
            {
                Arrive(next, (left & ~EndedOn(b, next)) | OpenOn(b, next));
            }

            foreach (var region in _body.Regions)
            {
                if (region.Try.Count > 0 && region.Try[0] == b)
                {
                    var first = region.Filter.Count > 0 ? region.Filter : region.Handler;
                    if (first.Count > 0)
                    {
                        Arrive(first[0], open[b]);
                    }

                    if (region.Filter.Count > 0 && region.Handler.Count > 0)
                    {
                        Arrive(region.Handler[0], open[b]);
                    }
                }
            }
        }

        return open;

        void Arrive(int block, ulong with)
        {
            var merged = isMust ? (known[block] ? open[block] & with : with) : open[block] | with;
            if (!known[block] || merged != open[block])
            {
                known[block] = true;
                open[block] = merged;
                queue.Enqueue(block);
            }
        }
    }

    private ulong Through(int block, ulong open, ulong[]? at = null)
    {
        foreach (var s in _sites[block])
        {
            if (at is not null)
            {
                at[s] = open;
            }

            // Whose end it is, what may be open decides, also where one of several branches has begun it.
            var ended = Ended(s, _mayIsKnown ? _mayAt[s] : open);
            open &= ~(ended | ((ended & ~BodyTransactions.Around) != 0 ? BodyTransactions.Any : 0));
            for (var o = 0; o < _opened.Count; o++)
            {
                if (_opened[o].Site == s && !(_mayIsKnown && _opened[o].IsMaybe))
                {
                    open |= BodyTransactions.Bit(o) | (_opened[o].Joins ? 0 : BodyTransactions.Any);
                }
            }
        }

        return open;
    }

    /// <summary>What a site ends of what is open.</summary>
    private ulong Ended(int index, ulong open)
    {
        var site = _method.Sites[index];
        var ends = _ends(site);
        if (!ends && !_endsAny[index] && !TransactionCalls.Disposes(site))
        {
            return 0;
        }

        // What somebody joined ends with the one that was begun.
        var joined = Of(o => o.Joins);
        if (site.Receiver.Kind is ValueKind.Result or ValueKind.New && Values.Index(site.Receiver) is { } made)
        {
            for (var o = 0; o < _opened.Count; o++)
            {
                if (_opened[o].Site == made || IsSession(_method.Sites[_opened[o].Site], site))
                {
                    return BodyTransactions.Bit(o) | (ends ? joined : 0);
                }
            }
        }

        if (!ends && !_endsAny[index])
        {
            return 0;
        }

        // Whose end it is cannot be seen: that of what is open here, or else of what is open around.
        var isScope = site.Target.Type == TransactionCalls.Scope;
        var own = Of(o => o.IsScope == isScope || o.Joins);
        return (own & open) != 0 ? own : BodyTransactions.Around;
    }

    /// <summary><c>session.StartTransaction();</c> hands out no transaction: it is over with the session.</summary>
    private static bool IsSession(SiteFact begins, SiteFact site) => begins.Target.Returns is { Name: "System.Void" } && begins.Receiver == site.Receiver;

    private ulong Of(Func<OpenedTransaction, bool> include)
    {
        var bits = 0UL;
        for (var o = 0; o < _opened.Count; o++)
        {
            bits |= include(_opened[o]) ? BodyTransactions.Bit(o) : 0;
        }

        return bits;
    }

    private ulong EndedOn(int from, int to)
    {
        var ended = NamedOn(from, to);
        return ended | ((ended & ~BodyTransactions.Around) != 0 ? BodyTransactions.Any : 0);
    }

    private ulong NamedOn(int from, int to)
    {
        var ended = 0UL;
        foreach (var (region, by) in _finallies)
        {
            var isInside = region.Try.Contains(from) || region.Handler.Contains(from);
            ended |= isInside && !region.Try.Contains(to) && !region.Handler.Contains(to) ? by : 0;
        }

        foreach (var (f, t, by) in _skipped)
        {
            ended |= f == from && t == to ? by : 0;
        }

        return ended;
    }

    /// <summary>What is open on an edge because somebody has begun it before.</summary>
    private ulong OpenOn(int from, int to)
    {
        var open = 0UL;
        foreach (var (f, t, by) in _there)
        {
            open |= f == from && t == to ? by : 0;
        }

        return open;
    }

    /// <summary>
    /// <c>if (transaction != null) transaction.Commit();</c> ends it on both ways: where it is null there is none. <c>if (transaction == null) transaction = Begin();</c> opens it on both: where it is not null it is there.
    /// </summary>
    private void AddAround(int site, ulong bits, List<(int From, int To, ulong Bits)> edges, Func<ValueFact, bool> asks)
    {
        var at = _body.BlockOfSite[site];
        for (var b = 0; bits != 0 && b < _body.Blocks.Count; b++)
        {
            var test = _body.Blocks[b];
            if (test.IsTest && test.WhenTrue != test.WhenFalse && test.Compares == Comparison.None && asks(test.Tested) && !_flow.IsDead(b))
            {
                // A loop that goes round until something is done does not end what it stands in.
                if (_flow.Loops.Any(l => l.Contains(b) && !l.Contains(at)))
                {
                    continue;
                }

                if (IsOnlyBehind(test.WhenTrue, test.WhenFalse))
                {
                    edges.Add((b, test.WhenFalse, bits));
                }
                else if (IsOnlyBehind(test.WhenFalse, test.WhenTrue))
                {
                    edges.Add((b, test.WhenTrue, bits));
                }

                // Where both ways come to it, as to a commit behind an if without an else, the test does not decide about it.
                bool IsOnlyBehind(int branch, int other) =>
                    _flow.Enters(branch, at) && !_flow.Enters(branch, other) && !Following.Of(_body, [other], [b]).Contains(at);
            }
        }
    }

    /// <summary>A bare local can be any flag or count: it must be what the transaction is stored in.</summary>
    private bool AsksWhetherThere(ValueFact tested) =>
        AsksForTransaction(tested)
        && (tested.Kind != ValueKind.Local
            || _body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text && s.Value.Kind is ValueKind.Result or ValueKind.New && _opened.Any(o => o.Site == Values.Index(s.Value))));

    private bool AsksForTransaction(ValueFact tested) => tested.Kind switch
    {
        ValueKind.Local => !IsOther(tested),
        ValueKind.Field or ValueKind.Captured => true,
        ValueKind.Result or ValueKind.New => Values.Index(tested) is { } index && (_opened.Any(o => o.Site == index) || _method.Sites[index].Target.Name == "get_CurrentTransaction"),
        _ => false,
    };

    /// <summary>A local that keeps what calls have answered, and never a transaction or whether there is one: <c>if (user is null) { transaction.Rollback(); return; }</c> says nothing about who goes on.</summary>
    private bool IsOther(ValueFact local)
    {
        var stores = _body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == local.Text && s.Value.Kind == ValueKind.Result).Select(s => Values.Index(s.Value) ?? -1).Where(s => s >= 0).ToList();
        return stores.Count > 0 && stores.TrueForAll(s => !_opened.Any(o => o.Site == s)
            && _method.Sites[s].Target.Returns is { } returns && Generics.Awaited(returns).Name is var type && type != "System.Boolean" && !Enlistment.IsTransaction(type));
    }

    /// <summary>Where the body ends without an exception.</summary>
    private bool IsExit(int block) =>
        !_flow.IsDead(block)
        && _body.Blocks[block].Next.Count == 0
        && !_body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && s.Block == block)
        && !_body.IsResumed(block);
}
