using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Locks around rows of a database that are read and written back: <c>lock (_gate) { var status = _statuses.Find(id); status.Level++; _statuses.Save(status); }</c>. Everybody who wants the lock waits for the database, and that is what the lock is for: nobody else
/// of this process shall read the row in between. Whether there is a better place for that decision (a transaction, a version) the code does not show.
/// </summary>
internal static class GuardedRows
{
    /// <summary>Rows further away than this many calls are hardly what a lock is about.</summary>
    private const int Near = 6;

    /// <param name="isHeld">Whether the lock is held at a site of the holder.</param>
    public static bool Are(MethodNode holder, Func<int, bool> isHeld)
    {
        var (reads, writes) = (false, false);
        var seen = new HashSet<MethodNode> { holder };
        var queue = new Queue<(MethodNode Node, int Depth)>();
        Look(holder, isHeld, 0);
        while (queue.Count > 0 && !(reads && writes))
        {
            var (node, depth) = queue.Dequeue();
            Look(node, static _ => true, depth);
        }

        return reads && writes;

        void Look(MethodNode node, Func<int, bool> counts, int depth)
        {
            foreach (var effect in node.Effects.Where(e => counts(e.Site)))
            {
                reads |= effect.Category == EffectCategory.DbRead;
                writes |= effect.Category is EffectCategory.DbWrite or EffectCategory.DbCommit;
            }

            foreach (var edge in depth == Near ? [] : node.Edges.Where(e => e.Certain && e.Site >= 0 && counts(e.Site) && seen.Add(e.To)))
            {
                queue.Enqueue((edge.To, depth + 1));
            }
        }
    }
}
