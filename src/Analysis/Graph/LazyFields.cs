using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Caches that are filled when they are first read (<c>_total ??= Sum()</c>, <c>if (_total is null) _total = Sum();</c>): the object is the same to everybody
/// before and after.
/// </summary>
internal static class LazyFields
{
    /// <summary>Whether the store stands behind a test of the field that it stores into, and computes nothing from the old value.</summary>
    public static bool IsFilledBy(MethodFact method, int store) => IsBehindTest(method, store, isMade: false);

    /// <summary>Whether it is stored only where there is nothing yet: <c>if (value &gt; _peak) _peak = value</c> is no such test.</summary>
    public static bool IsMadeOnceBy(MethodFact method, int store) => IsBehindTest(method, store, isMade: true);

    private static bool IsBehindTest(MethodFact method, int store, bool isMade)
    {
        var field = method.Sites[store].Target;
        var reads = new List<int>();
        for (var i = 0; i < store; i++)
        {
            var site = method.Sites[i];
            if (site.Kind == SiteKind.FieldRead && site.Target.Id == field.Id && site.Target.Assembly == field.Assembly && method.Flow.CanFollow(i, store))
            {
                reads.Add(i);
            }
        }

        // _count = _count + 1, and _limit = isBusy ? _limit / 2 : _limit + 1
        return reads.Count > 0 && reads.TrueForAll(i => method.Flow.BlockOfSite[i] != method.Flow.BlockOfSite[store] && IsTested(method, i, reads, isMade));
    }

    /// <summary>Whether a read decides where its body goes on: at the end of its block, or in a later test that means it and no other read.</summary>
    private static bool IsTested(MethodFact method, int read, List<int> reads, bool isMade)
    {
        var blocks = method.Body.Blocks;
        var own = blocks[method.Body.BlockOfSite[read]];
        var field = new ValueFact(ValueKind.Field, method.Sites[read].Target.Id);
        if (own.Next.Count > 1 && (own.IsTest ? CanMean(method, own.Tested, field, 4, orUnknown: !isMade) : !isMade))
        {
            return true;
        }

        var others = new HashSet<int>(reads.Where(r => r != read).Select(r => method.Body.BlockOfSite[r]));
        var seen = new HashSet<int> { method.Body.BlockOfSite[read] };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            foreach (var next in blocks[queue.Dequeue()].Next.Where(n => !others.Contains(n) && seen.Add(n)))
            {
                if (blocks[next].IsTest && blocks[next].Tested == field)
                {
                    return true;
                }

                queue.Enqueue(next);
            }
        }

        return false;
    }

    /// <summary><c>if (bid &lt;= _highest) return; _highest = bid;</c> asks which is more, and not whether there is any.</summary>
    private static bool IsOrder(MethodRef target) => target.Name is "op_LessThan" or "op_LessThanOrEqual" or "op_GreaterThan" or "op_GreaterThanOrEqual" or "CompareTo" or "Compare";

    /// <summary>Whether a tested value is the field, or may be computed from it; <c>_count += isBig ? 10 : 1</c> tests something else.</summary>
    private static bool CanMean(MethodFact method, ValueFact tested, ValueFact field, int steps, bool orUnknown) =>
        tested == field
        || tested.Kind == ValueKind.Local
        || (tested.Kind == ValueKind.Unknown && orUnknown)
        || (tested.Kind == ValueKind.Many && tested.Elements.Any(e => CanMean(method, e, field, steps, orUnknown)))
        || (steps > 0 && Values.Source(method, tested) is { } source && (orUnknown || !IsOrder(source.Target)) && source.Arguments.Concat(source.Target.HasReceiver ? [source.Receiver] : []).Any(v => CanMean(method, v, field, steps - 1, orUnknown)));
}
