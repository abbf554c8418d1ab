using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>Runs a body inside a transaction boundary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TransactionGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="runner">The transactional resource.</param>
    /// <param name="request">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body.</param>
    /// <returns>The body's result, after the commit.</returns>
    public static Task<TResult> RunAsync<TState, TResult>(
        ITransactionRunner runner,
        in TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return runner.RunAsync(request, state, body, cancellationToken);
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs.</typeparam>
    /// <param name="runner">The transactional resource.</param>
    /// <param name="request">The declaration.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body.</param>
    /// <returns>Completes after the commit.</returns>
    public static Task RunAsync<TState>(
        ITransactionRunner runner,
        in TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken) =>
        RunAsync(
            runner,
            in request,
            (state, body),
            static async (s, token) =>
            {
                await s.body(s.state, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
