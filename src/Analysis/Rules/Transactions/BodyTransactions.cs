using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>A transaction that a body opens.</summary>
/// <param name="Site">The call that opens it: its result is the transaction, where anybody holds it.</param>
/// <param name="IsScope">A TransactionScope: it ends when it is disposed of, and is the ambient one of whatever connection is opened inside.</param>
/// <param name="Joins">It joins one that was begun elsewhere, and ends with that.</param>
/// <param name="IsMaybe">What opens it hands out a transaction or none, as where the provider of the database knows none.</param>
internal sealed record OpenedTransaction(int Site, bool IsScope, bool Joins, bool IsMaybe = false);

/// <summary>Which transactions are open when each site of a body runs: its own, and the one around the call of the body if there is one.</summary>
/// <param name="Opened">In site order.</param>
/// <param name="Must">For each site, the transactions that are open whenever it runs; bit 0 is the one around the body, bit n+1 is <paramref name="Opened"/>[n].</param>
/// <param name="May">For each site, those that may be.</param>
/// <param name="Behind">For each block, those that may be open when it is done.</param>
/// <param name="LeavesOpen">When the body is done, one that it has opened still is.</param>
/// <param name="MayLeaveOpen">When the body is done, one that it has opened may still be, on some of its ways: it hands that on.</param>
/// <param name="EndsAround">When the body is done, the one around it no longer is open.</param>
internal sealed record BodyTransactions(IReadOnlyList<OpenedTransaction> Opened, IReadOnlyList<ulong> Must, IReadOnlyList<ulong> May, IReadOnlyList<ulong> Behind, bool LeavesOpen, bool MayLeaveOpen, bool EndsAround)
{
    public const ulong Around = 1;

    /// <summary>In a must: one of the body's own is open, whichever: each branch has begun one.</summary>
    public const ulong Any = 1UL << 63;

    /// <summary>A body that has nothing to do with transactions.</summary>
    public static BodyTransactions None { get; } = new([], [], [], [], LeavesOpen: false, MayLeaveOpen: false, EndsAround: false);

    public static ulong Bit(int opened) => 2UL << opened;

    /// <summary>The transaction of the body's own that is open when a site runs, the latest first; null when none may be.</summary>
    public (OpenedTransaction Transaction, bool Certain)? OpenAt(int site)
    {
        if (May.Count == 0)
        {
            return null;
        }

        for (var o = Opened.Count - 1; o >= 0; o--)
        {
            if ((May[site] & Bit(o)) != 0)
            {
                return (Opened[o], (Must[site] & (Bit(o) | Any)) != 0);
            }
        }

        return null;
    }

    /// <summary>Whether one of the body's own is open at a point of a block, which sites stand before.</summary>
    public bool IsOpenAt(int opened, int block, int sitesBefore, IReadOnlyList<int> blockOfSite)
    {
        if (May.Count == 0)
        {
            return false;
        }

        var isSiteBehind = sitesBefore < blockOfSite.Count && blockOfSite[sitesBefore] == block;
        return ((isSiteBehind ? May[sitesBefore] : Behind[block]) & Bit(opened)) != 0;
    }

    /// <summary>Whether the transaction around the body, if there is one, is still open when a site runs; false when only some ways to the site have ended it, too.</summary>
    public bool IsAroundAt(int site) => Must.Count == 0 || (Must[site] & Around) != 0;
}
