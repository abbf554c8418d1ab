using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What a context has to write when it is saved.</summary>
internal enum Pending
{
    /// <summary>Nothing was changed in it.</summary>
    Nothing,

    /// <summary>The code does not show whether anything was.</summary>
    Unknown,

    Changes,
}

/// <summary>
/// What changes one context, and has not been saved: a row is added or removed, a property of one that it may watch is set (<c>order.State = "sent"</c>), one is handed to somebody who may set it (<c>mapper.Map(request, order)</c>).
/// </summary>
internal sealed class ContextChanges
{
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "RemoveWhere", "Clear", "Insert", "InsertRange", "Enqueue", "Dequeue", "Push", "Pop", "TryAdd", "set_Item",
    };

    private readonly CodeGraph _graph;
    private readonly DbHandles _handles;
    private readonly SavedContexts _saved;
    private readonly TypeName _context;
    private readonly HashSet<string> _entities;
    private readonly bool[] _leads;
    private readonly Dictionary<MethodNode, Pending> _left = [];

    public ContextChanges(CodeGraph graph, DbHandles handles, SavedContexts saved, TypeName context, HashSet<string> entities)
    {
        (_graph, _handles, _saved, _context, _entities) = (graph, handles, saved, context, entities);
        _leads = graph.CallsBackwards.Leading(graph.Focus.Where(n => Enumerable.Range(0, n.Method.Sites.Count).Any(s => Here(n, s) != Pending.Nothing)));
    }

    /// <summary>Whether a body returns with changes that it has not saved.</summary>
    public Pending Left(MethodNode node)
    {
        if (!_leads[node.Index] || _saved.IsSave(node))
        {
            return Pending.Nothing;
        }

        if (!_left.TryGetValue(node, out var known))
        {
            _left[node] = Pending.Nothing; // who calls itself changes nothing by that
            _left[node] = known = Most(Sites(node), s => At(node, s) is var at && at != Pending.Nothing && ComesToEnd(node, s) ? at : Pending.Nothing);
        }

        return known;
    }

    /// <summary>What was changed in a body before one of its sites, and not saved until then.</summary>
    public Pending Before(MethodNode node, int site) =>
        !_leads[node.Index] ? Pending.Nothing
        : Most(Sites(node).Where(s => node.Method.Flow.CanFollow(s, site)), s => (s != site || node.Method.Flow.InLoop(s)) && At(node, s) is var at && at != Pending.Nothing && ComesTo(node, s, site) ? at : Pending.Nothing);

    /// <summary>Whether a body changes anything at all, saved or not: what a helper does around the delegate that it runs.</summary>
    public Pending Anywhere(MethodNode node) => !_leads[node.Index] ? Pending.Nothing : Most(Sites(node), s => At(node, s));

    private static IEnumerable<int> Sites(MethodNode node) => Enumerable.Range(0, node.Method.Sites.Count);

    private static Pending Most(IEnumerable<int> sites, Func<int, Pending> of)
    {
        var most = Pending.Nothing;
        foreach (var site in sites)
        {
            if (of(site) is var one && one > most)
            {
                most = one;
                if (most == Pending.Changes)
                {
                    break;
                }
            }
        }

        return most;
    }

    /// <summary>What a site changes, with what it calls.</summary>
    private Pending At(MethodNode node, int site)
    {
        var most = Here(node, site);
        var call = node.Method.Sites[site];
        if (most == Pending.Changes || IsAccessor(call) || (IsNew(node, call.Receiver, site) && _entities.Contains(call.Target.Type)))
        {
            return most;
        }

        foreach (var edge in node.Edges)
        {
            if (edge.Site == site && edge.To != node && Left(edge.To) is var left && left > most)
            {
                most = left;
            }
        }

        return most;
    }

    /// <summary>What a site changes by itself.</summary>
    private Pending Here(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        if (node.EffectsAt(site) is { Count: > 0 } effects && effects[0] is var effect)
        {
            return effect.Category == EffectCategory.DbWrite ? Written(effect) : Pending.Nothing;
        }

        if (call.Kind == SiteKind.FieldWrite || (call.Target.HasReceiver && call.Target.Name.StartsWith("set_", StringComparison.Ordinal)))
        {
            return IsOfTracker(call.Target) ? Written(node, call)
                : call.Target.HasReceiver && _entities.Contains(call.Target.Type) && !IsNew(node, call.Receiver, site) ? Pending.Changes
                : Pending.Nothing;
        }

        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return Pending.Nothing;
        }

        if (call.Target.HasReceiver && Lists.Contains(call.Target.Name) && Values.Source(node.Method, call.Receiver) is { } list && IsAccessor(list) && _entities.Contains(list.Target.Type))
        {
            return IsNew(node, list.Receiver, site) ? Pending.Nothing : Pending.Changes;
        }

        return IsOfTracker(call.Target) && call.Target.Name is "SetValues" or "TrackGraph" ? Written(node, call)
            : IsAccessor(call) || IsPlain(call.Target) || node.EdgesAt(site).Count > 0 ? Pending.Nothing
            : call.Arguments.Any(a => IsWatched(node, a, site)) ? Pending.Unknown
            : Pending.Nothing;
    }

    private Pending Written(EffectSite effect) =>
        _handles.OfEffect(effect) is { } handle ? Written(handle)
        : effect.Node.Method.Sites[effect.Site].Target.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) ? Pending.Unknown
        : Pending.Nothing;

    /// <summary><c>db.Entry(order).State = EntityState.Modified</c></summary>
    private Pending Written(MethodNode node, SiteFact call) => _handles.Of(node, call.Receiver) is { } handle ? Written(handle) : Pending.Unknown;

    private Pending Written(DbHandle handle) =>
        !handle.IsContext ? Pending.Nothing
        : handle.Type?.Name == _context.Name ? Pending.Changes
        : handle.Type is null || _handles.CanBeSame(handle.Type, _context) ? Pending.Unknown
        : Pending.Nothing;

    private bool IsWatched(MethodNode node, ValueFact value, int site) =>
        !IsNew(node, value, site) && ValueTypes.Of(_graph, node, value) is { } type && (_entities.Contains(type.Name) || type.Arguments.Any(a => _entities.Contains(a.Name)));

    /// <summary>One that the body has made for itself, or that is being made: no context knows it.</summary>
    private static bool IsNew(MethodNode node, ValueFact value, int site) =>
        NewObjects.Are(node.Method, value, site) || (value.Kind == ValueKind.This && node.Method.Has(MethodTraits.Constructor));

    private static bool IsAccessor(SiteFact call) =>
        call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || call.Target.Name.StartsWith("set_", StringComparison.Ordinal);

    private static bool IsOfTracker(MethodRef target) => target.Type.StartsWith("Microsoft.EntityFrameworkCore.ChangeTracking.", StringComparison.Ordinal);

    /// <summary>What reads, asks or writes out what it is handed.</summary>
    private static bool IsPlain(MethodRef target) =>
        (target.Type.StartsWith("System.", StringComparison.Ordinal) && !target.Type.StartsWith("System.Reflection.", StringComparison.Ordinal) && target.Name != "Invoke")
        || target.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal)
        || target.Type.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || target.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || target.Name.StartsWith("Serialize", StringComparison.Ordinal);

    /// <summary>Whether what a site has changed comes unsaved to another one.</summary>
    private bool ComesTo(MethodNode node, int from, int to)
    {
        var body = node.Method.Body;
        var (start, end) = (body.BlockOfSite[from], body.BlockOfSite[to]);
        var saves = Saves(node).Where(s => s != to).ToList();
        if (start == end && from < to)
        {
            return !saves.Exists(s => body.BlockOfSite[s] == start && s >= from && s < to);
        }

        if (saves.Exists(s => body.BlockOfSite[s] == start && s >= from))
        {
            return false;
        }

        var without = new HashSet<int>(saves.Where(s => body.BlockOfSite[s] != end || s < to).Select(s => body.BlockOfSite[s]));
        return Following.Of(body, body.Blocks[start].Next.Where(b => !without.Contains(b)), without).Contains(end);
    }

    /// <summary>Whether what a site has changed is still unsaved when the body returns.</summary>
    private bool ComesToEnd(MethodNode node, int from)
    {
        var body = node.Method.Body;
        var start = body.BlockOfSite[from];
        var saves = Saves(node).ToList();
        if (saves.Exists(s => body.BlockOfSite[s] == start && s >= from))
        {
            return false;
        }

        var without = new HashSet<int>(saves.Select(s => body.BlockOfSite[s]));
        without.Remove(start);
        return body.Returns(start) || Following.Of(body, body.Blocks[start].Next.Where(b => !without.Contains(b)), without).Any(body.Returns);
    }

    private IEnumerable<int> Saves(MethodNode node) => Sites(node).Where(s => _saved.Saves(node, s, _context.Name));
}
