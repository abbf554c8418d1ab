using System.Data;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Runs boundaries on the transaction of a <see cref="DbContext"/>, through its execution strategy.</summary>
/// <param name="context">The context.</param>
public sealed class DbContextTransactionRunner(DbContext context) : ITransactionRunner
{
    /// <inheritdoc/>
    public Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                var transaction = await (request.Isolation == IsolationLevel.Unspecified
                    ? context.Database.BeginTransactionAsync(token)
                    : context.Database.BeginTransactionAsync(request.Isolation, token)).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await body(state, token).ConfigureAwait(false);
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                    return result;
                }
            },
            cancellationToken);
}
