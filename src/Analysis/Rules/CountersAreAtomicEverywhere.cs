using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1001 for numbers that are counted with Interlocked: who reads such a number and stores another one in its place loses what was counted in between. A plain store alone loses nothing that was asked for.</summary>
internal sealed class CountersAreAtomicEverywhere : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var counted = Counted(context);
        if (counted.Count == 0)
        {
            yield break;
        }

        foreach (var node in context.Graph.Nodes.Where(context.Locks.Held.IsRun))
        {
            foreach (var access in context.Locks.Accesses.Of(node))
            {
                if (access is { IsWrite: true, IsAtomic: false, ChangesContent: false }
                    && counted.Contains((access.Field.Assembly, access.Field.Id))
                    && !LockIndex.IsUnshared(access)
                    && !StateTouches.EndsTheObject(node.Owner(context.Graph))
                    && StateTouches.IsState(context, access)
                    && context.Locks.HeldAt(access).IsEmpty
                    && IsReadBefore(access)
                    && Report(context, access) is { } violation
                    && !context.Locks.IsSingleThreaded(context, access, context.Locks.Find(access.Field)?.Field, uses: true))
                {
                    yield return violation;
                }
            }
        }
    }

    private static HashSet<(string, string)> Counted(RuleContext context)
    {
        var counted = new HashSet<(string, string)>();
        foreach (var node in context.Graph.Nodes)
        {
            var sites = node.Method.Sites;
            for (var i = 1; i < sites.Count; i++)
            {
                if (sites[i].Kind == SiteKind.FieldWrite && sites[i - 1].Target is { Type: "System.Threading.Interlocked", Name: "Increment" or "Decrement" or "Add" })
                {
                    counted.Add((sites[i].Target.Assembly, sites[i].Target.Id));
                }
            }
        }

        return counted;
    }

    /// <summary><c>_count--</c>, or <c>var all = _count; _count = 0;</c>, also by <c>Interlocked.Read(ref _count)</c>.</summary>
    private static bool IsReadBefore(FieldAccess access)
    {
        var method = access.Node.Method;
        for (var i = access.Site - 1; i >= 0; i--)
        {
            var site = method.Sites[i];
            if (site.Kind == SiteKind.FieldRead && site.Target.Id == access.Field.Id && !IsPassed(method, i)
                && (site.Span == access.Span || (Values.Argument(method.Sites[access.Site], 0) == new ValueFact(ValueKind.Number, "0") && method.Flow.BlockOfSite[i] == method.Flow.BlockOfSite[access.Site])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Its address is passed to Interlocked, for more than to be read.</summary>
    private static bool IsPassed(MethodFact method, int read) =>
        read + 1 < method.Sites.Count && method.Sites[read + 1].Target is { Type: "System.Threading.Interlocked" or "System.Threading.Volatile", Name: not "Read" };

    private static Violation? Report(RuleContext context, FieldAccess access)
    {
        var field = AutoProperties.NameOf(access.Field);
        return LockReports.At(
            context,
            RuleTable.GuardedStateWithoutLock,
            certain: false,
            access.Node,
            access.Site,
            "count " + field,
            $"{Names.Short(access.Node)} reads and stores {field} in two steps, although others count in it with Interlocked",
            field,
            "Interlocked here as well (Exchange, to take what was counted)");
    }
}
