using IntentContracts.Runtime;

namespace IntentContracts;

/// <summary>What code inside a transaction boundary can ask of it.</summary>
public static class IntentTransaction
{
    /// <summary>
    /// Runs work when the boundary around has committed, in the order of the calls and before the boundary's caller goes on; not at all when it rolls back. Without a boundary, at once. In memory: a crash
    /// between commit and work loses it. A failure is logged and counted, as it cannot undo the commit.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Passed to the work.</param>
    /// <returns>Inside a boundary completes at once; otherwise with the work.</returns>
    public static Task AfterCommitAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return AfterCommitGuard.RunAsync("", work, static (w, token) => w(token), cancellationToken);
    }
}
