using System.Data;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Which isolation a boundary gets when it joins an open transaction.</summary>
internal static class IsolationLevels
{
    /// <summary>Whether a transaction at one level gives what a boundary declared.</summary>
    /// <remarks>
    /// The locking levels are ordered. Snapshot is not one of them: it sees one moment, but two of them can each write what the other has read
    /// (Berenson et al., A Critique of ANSI SQL Isolation Levels, 1995), so it stands in for read committed and below, and only serializable stands in for it.
    /// </remarks>
    public static bool Gives(this IsolationLevel open, IsolationLevel needed) => (open, needed) switch
    {
        (_, IsolationLevel.Unspecified) => true,
        (IsolationLevel.Unspecified, _) => false,
        (IsolationLevel.Snapshot, IsolationLevel.Snapshot) => true,
        (IsolationLevel.Snapshot, _) => needed <= IsolationLevel.ReadCommitted,
        (_, IsolationLevel.Snapshot) => open == IsolationLevel.Serializable,
        _ => open >= needed,
    };
}
