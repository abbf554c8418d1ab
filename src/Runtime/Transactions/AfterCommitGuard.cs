using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>Runs a body after the commit of the boundary around it, or at once where there is none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AfterCommitGuard
{
    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; kept until the commit.</typeparam>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body.</param>
    /// <returns>Inside a boundary completes at once; otherwise with the body.</returns>
    public static Task RunAsync<TState>(string contractId, TState state, Func<TState, CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contractId);
        ArgumentNullException.ThrowIfNull(body);
        if (BoundaryFrame.Current is not { } boundary)
        {
            return body(state, cancellationToken);
        }

        var log = IntentGuards.Current.Log;
        boundary.AfterCommit(
            async () =>
            {
                try
                {
                    await body(state, cancellationToken).ConfigureAwait(false);
                    Count("executed");
                }
                catch (Exception failure)
                {
                    // The boundary has committed, and its caller must learn that: nothing that comes after can change it.
                    Count("failed");
                    GuardLog.AfterCommitFailed(log, failure, contractId);
                }
            },
            () => Count("dropped"));
        return Task.CompletedTask;

        void Count(string outcome) => IntentTelemetry.Ended(Instruments.AfterCommits, null, contractId, outcome);
    }
}
