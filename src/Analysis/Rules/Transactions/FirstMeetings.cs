using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// In which methods commits meet first. Whoever calls such a method twice commits even more often, but the decision to take is the one below: a
/// site that leads to a pair is no part of a further pair above it. From the commits upwards, nearest first.
/// </summary>
internal sealed class FirstMeetings
{
    private readonly RuleContext _context;
    private readonly CommitReach _commits;
    private readonly CommitLoops _loops;
    private readonly EmptyCommits _empty;
    private readonly PendingChanges _pending;
    private readonly BestEffort _bestEffort;
    private readonly CommitsOfNothing _ofNothing;
    private readonly Housekeeping _housekeeping;
    private readonly WholeOperations _operations;
    private readonly AuditRows _audits;
    private readonly UnrelatedTypes _types;
    private readonly OwnUnits _units;
    private readonly OppositeFlags _flags;
    private readonly Func<MethodNode, bool> _isDecided;
    private readonly HashSet<MethodNode> _aboveCertain = [];
    private readonly HashSet<MethodNode> _aboveAny = [];
    private readonly Dictionary<MethodNode, CommitPair> _pairs = [];

    public FirstMeetings(RuleContext context, CommitReach commits, CommitLoops loops, Func<MethodNode, bool> isDecided)
    {
        _context = context;
        _commits = commits;
        _loops = loops;
        _empty = new(context.Graph, context.Catalogue, commits.Reaches);
        _pending = new(context, node => commits.Sites(node).Keys);
        _bestEffort = new(context, node => commits.Sites(node).Keys);
        _ofNothing = new(context, node => commits.Sites(node).Keys);
        _housekeeping = new(node => commits.Sites(node).Keys);
        _audits = new(context.Graph, node => commits.Sites(node).Keys);
        _types = new(context.Graph);
        _units = new(context.Graph, context.Catalogue);
        _flags = new(context.Graph, commits.Leads);
        _operations = new(node => commits.Sites(node).Keys);
        _isDecided = isDecided;
        foreach (var node in commits.NearestFirst)
        {
            if (Find(node, isLoopOfWork: false) is { } pair)
            {
                _pairs.Add(node, pair);
                Note(node, pair.Certain);
            }
            else
            {
                Note(node, certain: false, onlyIfAbove: true);
            }
        }
    }

    /// <summary>Every method in which commits meet.</summary>
    public IEnumerable<MethodNode> Where => _pairs.Keys;

    /// <summary>The pair that meets in a method; null when none does, or when it met below.</summary>
    /// <param name="isLoopOfWork">One turn of the body's loop is one unit of work.</param>
    public CommitPair? In(MethodNode node, bool isLoopOfWork) =>
        isLoopOfWork ? Find(node, isLoopOfWork) : _pairs.TryGetValue(node, out var pair) ? pair : null;

    private CommitPair? Find(MethodNode node, bool isLoopOfWork)
    {
        if (_commits.Sites(node).Count == 0)
        {
            return null;
        }

        var begins = _context.Transactions.Open.Of(node).Opened.Where(o => !o.Joins && Commits(node, o)).Select(o => o.Site).ToList();
        var flow = _context.Flows.Of(node.Method);
        var pairs = new CommitPairs(node, flow)
        {
            IsPerItem = site => _loops.IsPerItem(node, site, _commits.Reaches) && !_ofNothing.OnlyRemove(node, site) && !_ofNothing.IsOnceBelow(node, site) && !_units.IsAround(node, site, site),
            IsEmpty = (first, second) => _empty.Is(node, first, second),
            Least = (first, second) => _pending.Of(node, first, second) is var one && one != Pending.Nothing && _pending.Of(node, second, first) is var other && other < one ? other : one,
            IsSeen = site => _pending.IsSeenHere(node, site),
            IsExcluded = (first, second) => _units.IsAround(node, first, second) || _types.Are(node, flow, first, second) || _flags.Exclude(node, flow, first, second) || _ofNothing.Excludes(node, first, second) || _ofNothing.IsMadeOnce(node, first, second),
            IsSettled = (first, second) => IsSettled(node, first, second),
            IsBeside = (first, second) => _bestEffort.IsBeside(node, first, second),
            AnswersBelow = site => _bestEffort.AnswersBelow(node, site),
            IsOutsideBetween = (first, second) => _loops.IsOutsideBetween(node, first, second, n => _commits.Sites(n).Keys),
            IsPaged = loop => Pages.AreTurned(_context.Graph, node, flow, loop),
            IsUncertain = site => _loops.IsUncertain(node, site) || _ofNothing.Settle(node, site) || _housekeeping.Is(node, site) || _operations.Are(node, site) || KindsOfWork.ArePicked(_context, node, site) || ProgressRows.AreOfTurn(node, flow, site) || _audits.Are(node, site),
            IsLoopOfWork = isLoopOfWork,
        };
        CommitPair? In(HashSet<MethodNode> met) => pairs.Find(Sites(node, met), begins);
        return In(_aboveCertain) is { Certain: true } certain ? certain : In(_aboveAny) is { Certain: false } possible ? possible : null;
    }

    /// <summary>Whether anything is written while a transaction is open.</summary>
    private bool Commits(MethodNode node, OpenedTransaction transaction)
    {
        var open = _context.Transactions.Open.Of(node);
        bool IsInside(int site) => open.OpenAt(site)?.Transaction == transaction;
        return node.Effects.Any(e => e.Category is EffectCategory.DbCommit or EffectCategory.DbWrite && IsInside(e.Site))
            || node.Edges.Any(e => IsInside(e.Site) && (_commits.Reaches(e.To) || HandedTransactions.HasWritten(e)));
    }

    private List<KeyValuePair<int, bool>> Sites(MethodNode node, HashSet<MethodNode> met)
    {
        var below = new HashSet<int>(node.Edges.Where(e => met.Contains(e.To) && !IsDecided(e)).Select(e => e.Site));
        return [.. _commits.Sites(node).Where(site => !below.Contains(site.Key))];
    }

    private void Note(MethodNode node, bool certain, bool onlyIfAbove = false)
    {
        if (!onlyIfAbove || node.Edges.Any(e => _aboveAny.Contains(e.To) && !IsDecided(e)))
        {
            _aboveAny.Add(node);
        }

        if (certain || node.Edges.Any(e => e.Certain && _aboveCertain.Contains(e.To) && !IsDecided(e)))
        {
            _aboveCertain.Add(node);
        }
    }

    /// <summary>Whether what one of two sites commits is seldom there to commit, holds without the other, or is done again the next time.</summary>
    private bool IsSettled(MethodNode node, int first, int second) =>
        _ofNothing.IsSettled(node, first, second)
        || _housekeeping.Is(node, first) || _housekeeping.Is(node, second)
        || _audits.Are(node, second) || _audits.AreBoth(node, first, second) || AuditRows.AreStamps(node, first, second)
        || (IsBulkRemoval(node, first) && IsBulkRemoval(node, second))
        || ProgressRows.Are(node, first, second)
        || _operations.AreRepeated(node, first, second);

    /// <summary>Of two removals by the same ids, what is left of the second goes the next time they are asked for.</summary>
    private static bool IsBulkRemoval(MethodNode node, int site) => node.Method.Sites[site].Target.Name is "ExecuteDelete" or "ExecuteDeleteAsync";

    private bool IsDecided(CallEdge edge) => _isDecided(edge.To) || (edge.Via is not null && _isDecided(edge.Via));
}
