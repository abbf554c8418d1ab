namespace IntentContracts;

/// <summary>Runs a body so that everything it writes becomes durable together or not at all.</summary>
/// <remarks>
/// <para>A boundary inside a boundary of the same resource joins it. When the inner one fails, the outer one must not commit, also when the failure was
/// swallowed in between: <see cref="TransactionDoomedException"/>.</para>
/// <para>The body may run more than once when the runner retries: each run starts from what is durable.</para>
/// </remarks>
public interface ITransactionRunner
{
    /// <summary>What has the transaction: two runners of the same resource join each other. The runner itself unless it says otherwise.</summary>
    object Resource => this;

    /// <summary>Whether a transaction is open on the resource, whoever began it.</summary>
    bool IsOpen => false;

    /// <summary>
    /// A store of claims in the same database, whose writes are part of the transaction that is open on the resource, and durable at once when none is. <see langword="null"/> when there is none.
    /// </summary>
    IIdempotencyStore? Claims => null;

    /// <summary>Runs the body inside a boundary: commits when it succeeds, rolls back when it fails or is cancelled.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What the body returns.</typeparam>
    /// <param name="request">Which boundary.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The work.</param>
    /// <param name="cancellationToken">Passed to the body. A commit that has begun is not cancelled.</param>
    /// <returns>What the body returned, after the commit; for a joined boundary, before it.</returns>
    /// <exception cref="TransactionDoomedException">A boundary inside failed and its failure was swallowed. Nothing was committed.</exception>
    /// <exception cref="CommitOutcomeUnknownException">
    /// The commit failed without saying whether it has happened, and <see cref="TransactionRequest.HasCommitted"/> could not tell either. The body is not run again.
    /// </exception>
    Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken);
}
