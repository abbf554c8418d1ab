using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>A place that touches a field: a load or store, a call of an accessor that does nothing else, or a call that changes the collection that the field holds.</summary>
/// <param name="IsWrite">The field gets another value, or what it holds gets another content.</param>
/// <param name="IsAtomic">It goes through Interlocked or Volatile.</param>
internal readonly record struct FieldAccess(MethodNode Node, int Site, MethodRef Field, ValueFact Receiver, bool IsWrite, bool IsAtomic, bool ChangesContent)
{
    public SourceSpan Span => Node.Method.Sites[Site].Span;

    /// <summary>The call that changes what the field holds, where that stands apart from the load of the field; -1 where it does not.</summary>
    public int ChangedBy { get; init; } = -1;

    /// <summary>The store into an element of the array that the field holds; null where it is no such store.</summary>
    public StepFact? Stored { get; init; }
}

/// <summary>Who touches which field.</summary>
internal sealed class FieldAccesses
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<MethodNode, (SiteFact Field, bool IsWrite)?> _accessors = [];

    public FieldAccesses(CodeGraph graph) => _graph = graph;

    public IEnumerable<FieldAccess> Of(MethodNode node)
    {
        if (Accessor(node) is not null)
        {
            yield break; // its callers touch the field
        }

        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            var site = sites[i];
            switch (site.Kind)
            {
                case SiteKind.FieldRead:
                    var by = ChangedBy(sites, i);
                    var stored = StoredAfter(node.Method, i);
                    var isChange = by >= 0 || stored is not null;
                    yield return new(node, i, site.Target, Owner(site), isChange, IsAtomic(sites, i), isChange) { ChangedBy = by, Stored = stored };
                    break;
                case SiteKind.FieldWrite:
                    yield return new(node, i, site.Target, Owner(site), IsWrite: true, i > 0 && IsAtomicStore(sites[i - 1]), ChangesContent: false);
                    break;
                case SiteKind.Call or SiteKind.VirtualCall when _graph.IsOwn(site.Target.Assembly) && IsAccessorName(site.Target.Name)
                    && _graph.Find(site.Target) is { } called && Accessor(called) is { } accessor:
                    var changes = !accessor.IsWrite && ChangesResult(sites, i);
                    yield return new(node, i, accessor.Field.Target, accessor.Field.Target.HasReceiver ? site.Receiver : Flow.HeldLock.Static, accessor.IsWrite || changes, IsAtomic: false, changes);
                    break;
            }
        }
    }

    private (SiteFact Field, bool IsWrite)? Accessor(MethodNode node)
    {
        if (!_accessors.TryGetValue(node, out var known))
        {
            known = AutoProperties.StoredBy(node) is { } stored ? (stored, true)
                : AutoProperties.ReturnedBy(node) is { } returned ? (returned, false)
                : null;
            _accessors.Add(node, known);
        }

        return known;
    }

    private static bool IsAccessorName(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);

    private static ValueFact Owner(SiteFact site) => LockNames.Owner(site);

    /// <summary>The call that what was read was read for, where it changes a collection; -1 otherwise.</summary>
    private static int ChangedBy(IReadOnlyList<SiteFact> sites, int read)
    {
        var field = sites[read].Target;
        if (!Mutables.IsCollection(field.Returns))
        {
            return -1;
        }

        for (var i = read + 1; i < sites.Count; i++)
        {
            var site = sites[i];
            var isSameStatement = site.Span.IsKnown && site.Span == sites[read].Span;
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Receiver == new ValueFact(ValueKind.Field, field.Id))
            {
                if (Mutables.Changes(site.Target) || !isSameStatement)
                {
                    return Mutables.Changes(site.Target) ? i : -1;
                }
            }
            else if (!isSameStatement && site.Kind == SiteKind.FieldRead && site.Target.Id == field.Id)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The store into the array that was read: <c>_slots[i] = x</c>, <c>_slots[i]++</c>.</summary>
    private static StepFact? StoredAfter(MethodFact method, int read)
    {
        var field = method.Sites[read].Target;
        if (field.Returns?.Name.EndsWith("[]", StringComparison.Ordinal) != true)
        {
            return null;
        }

        var next = read + 1;
        while (next < method.Sites.Count && !(method.Sites[next].Kind == SiteKind.FieldRead && method.Sites[next].Target.Id == field.Id))
        {
            next++;
        }

        return method.Body.Steps.FirstOrDefault(s => s.Kind == StepKind.ElementWrite && s.Value.Text == field.Id && s.SitesBefore > read && s.SitesBefore <= next);
    }

    private static bool ChangesResult(IReadOnlyList<SiteFact> sites, int read)
    {
        var result = Values.ResultOf(read);
        return Mutables.IsCollection(sites[read].Target.Returns) && sites.Skip(read + 1).Any(s => s.Receiver == result && Mutables.Changes(s.Target));
    }

    private static bool IsAtomic(IReadOnlyList<SiteFact> sites, int read)
    {
        for (var i = read + 1; i < sites.Count && i <= read + 4; i++)
        {
            if (IsAtomicCall(sites[i]) && sites[i].Arguments.Count > 0 && sites[i].Arguments[0] == new ValueFact(ValueKind.Field, sites[read].Target.Id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>var n = Interlocked.Read(ref _count); _count = 0;</c>: what only reads stores nothing, and the store behind it is one of its own.</summary>
    private static bool IsAtomicStore(SiteFact site) => IsAtomicCall(site) && site.Target.Name != "Read";

    private static bool IsAtomicCall(SiteFact site) =>
        site.Kind == SiteKind.Call && site.Target.Type is "System.Threading.Interlocked" or "System.Threading.Volatile" or "System.Threading.LazyInitializer" or "System.Collections.Immutable.ImmutableInterlocked";
}
