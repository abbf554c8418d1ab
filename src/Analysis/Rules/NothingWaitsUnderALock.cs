using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1002: while a lock that belongs to a thread is held, nothing is awaited and nothing is waited for, however many calls down: everybody who wants the lock waits as well. Told in the code that holds it: at the call that leads to
/// the wait, once for each lock, and at the wait where that is the class's own.
/// </summary>
internal sealed class NothingWaitsUnderALock : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var holders = context.Locks.Sites.Locking
            .Concat(context.Graph.Nodes.Where(n => n.Method.Has(MethodTraits.Synchronized)))
            .Where(n => context.Reach.Reaches(n)).Distinct().OrderBy(n => n.Index).ToList();
        if (holders.Count == 0)
        {
            yield break;
        }

        var stalls = new Stalls(context);
        var below = new WaitsBelow(context, stalls);
        var called = new List<Wait>();
        foreach (var node in holders)
        {
            var held = context.Locks.Held.Alone(node);
            foreach (var violation in Awaits(context, node, held).Concat(Own(context, node, held, stalls)))
            {
                yield return violation;
            }

            called.AddRange(Called(node, held, below, stalls));
        }

        foreach (var same in called.Concat(Handed(context, [.. holders], below, stalls)).GroupBy(w => (w.Holder.Type, w.Kept.Name, w.Waits, w.Site)))
        {
            if (same.OrderByDescending(w => w.Certain).Select(w => Report(context, w)).FirstOrDefault(v => v is not null) is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> Awaits(RuleContext context, MethodNode node, HeldLocks held)
    {
        var number = 0;
        foreach (var line in node.Method.Body.Steps.Where(s => s.Kind == StepKind.Await).GroupBy(s => s.Span.Line))
        {
            var step = line.First();
            if (Affine(node, held.At(step)) is { } kept
                && LockReports.At(
                    context,
                    RuleTable.WaitUnderLock,
                    certain: true,
                    node,
                    new SpanLocation(node, step.Span),
                    "await" + (number++ == 0 ? "" : "#" + number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    $"{Names.Short(node)} awaits while it holds {LockIndex.NameOf(kept)}, which belongs to the thread that took it",
                    "await",
                    "give it back before, or use a SemaphoreSlim") is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> Own(RuleContext context, MethodNode node, HeldLocks held, Stalls stalls)
    {
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var call = node.Method.Sites[i];
            var (stands, certain) = stalls.At(node, i);
            if (!stands)
            {
                continue;
            }

            var locks = held.At(i);
            if (Stalls.Released(call) is not null)
            {
                // It gives back the lock it is called on, which is the innermost; an outer one stays.
                locks = locks.Locks.Count() > 1 ? locks.Without(h => h.IsSame(locks.Locks.Last())) : LockSet.Empty;
            }

            if (Affine(node, locks) is { } kept && Report(context, new(node, kept, node, i, [], certain, node)) is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Wait> Called(MethodNode node, HeldLocks held, WaitsBelow below, Stalls stalls)
    {
        foreach (var edge in node.Edges)
        {
            if (!WaitsBelow.Follows(edge) || !below.Reaches(edge.To) || Affine(node, held.At(edge.Site)) is not { } kept)
            {
                continue;
            }

            if (below.From(edge, node.Type) is var (path, waits, site, isCertain) && !stalls.IsOverOn(waits, site, [edge, .. path]))
            {
                yield return new(node, kept, waits, site, [edge, .. path], isCertain && stalls.At(waits, site).Certain, node);
            }
        }
    }

    /// <summary>What a method is handed and runs under its lock: <c>cache.GetOrAdd(key, k => store.Load(k))</c>.</summary>
    private static IEnumerable<Wait> Handed(RuleContext context, HashSet<MethodNode> holders, WaitsBelow below, Stalls stalls)
    {
        foreach (var node in context.Reach.Reached)
        {
            foreach (var edge in node.Edges)
            {
                if (edge is not { Via: { } holder, ViaSite: >= 0 } || !holders.Contains(holder) || !WaitsBelow.Follows(edge) || !below.Reaches(edge.To)
                    || Affine(holder, context.Locks.Held.Alone(holder).At(edge.ViaSite)) is not { } kept)
                {
                    continue;
                }

                if (below.From(edge, holder.Type) is var (path, waits, site, isCertain))
                {
                    yield return new(holder, kept, waits, site, [edge, .. path], isCertain && stalls.At(waits, site).Certain, node);
                }
            }
        }
    }

    /// <summary>A lock that belongs to its thread, and that somebody else may want.</summary>
    private static HeldLock? Affine(MethodNode node, LockSet held)
    {
        foreach (var one in held.Locks)
        {
            if (one.IsAffine && !OwnLocks.Are(node.Method, one))
            {
                return one;
            }
        }

        return null;
    }

    private static Violation? Report(RuleContext context, Wait wait)
    {
        var operation = Names.Member(wait.Waits.Method.Sites[wait.Site].Target);
        var (node, at) = Standing(wait);
        var violation = LockReports.At(
            context,
            RuleTable.WaitUnderLock,
            wait.Certain && !IsForRows(context, wait),
            node,
            at,
            "wait " + Names.Member(node.Method.Sites[at].Target),
            $"{Names.Short(wait.Holder)} waits for {operation} while it holds {LockIndex.NameOf(wait.Kept)}",
            operation,
            "wait before or after the lock, or guard with a SemaphoreSlim and await",
            wait.Start,
            wait.Path);
        return violation is null || (node, at) == (wait.Waits, wait.Site) ? violation : violation with { Also = [(new SiteLocation(wait.Waits, wait.Site), "what is waited for")] };
    }

    /// <summary>Whether what is waited for is a database of which rows are read and written back under the lock.</summary>
    private static bool IsForRows(RuleContext context, Wait wait) =>
        wait.Waits.EffectsAt(wait.Site).Any(e => e.IsOfDatabase)
        && context.Locks.Held.Alone(wait.Holder) is var held
        && GuardedRows.Are(wait.Holder, site => held.At(site).Locks.Any(l => l.IsSame(wait.Kept)));

    /// <summary>The first call that leaves the class, or the wait where none does: what another class waits for may be right for those who hold nothing.</summary>
    private static (MethodNode Node, int Site) Standing(Wait wait)
    {
        var leaving = wait.Path.FirstOrDefault(e => e.To.Type != e.From.Type && !e.From.Method.Has(MethodTraits.Generated));
        return leaving is null ? (wait.Waits, wait.Site) : (leaving.From, leaving.Site);
    }

    /// <param name="Holder">Holds the lock while it makes the first call of the path.</param>
    /// <param name="Path">From there, or from <paramref name="Start"/>, to what waits.</param>
    /// <param name="Start">Where the path begins: with the holder, or where that is handed what it runs.</param>
    private sealed record Wait(MethodNode Holder, HeldLock Kept, MethodNode Waits, int Site, IReadOnlyList<CallEdge> Path, bool Certain, MethodNode Start);
}
