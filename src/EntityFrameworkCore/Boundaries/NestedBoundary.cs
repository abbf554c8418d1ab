using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>A boundary on a savepoint of the one around it: its failure is its own.</summary>
internal static class NestedBoundary
{
    public static async Task<TResult> RunAsync<TState, TResult>(
        DbContext context,
        OpenBoundary open,
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        open.DemandJoinable(request);
        if (context.Database.CurrentTransaction is not { SupportsSavepoints: true } transaction)
        {
            throw Refusal.NoSavepoints(context, request);
        }

        if (context.ChangeTracker.HasChanges())
        {
            throw Refusal.UnsavedBeforeSavepoint(context, request);
        }

        var boundary = OpenBoundary.Begin(context, request, open.Isolation);
        try
        {
            var savepoint = $"intent_{boundary.Depth}";
            await transaction.CreateSavepointAsync(savepoint, cancellationToken).ConfigureAwait(false);
            try
            {
                var result = await body(state, cancellationToken).ConfigureAwait(false);
                boundary.DemandUndoomed(request);
                await transaction.ReleaseSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
                open.Keep(boundary.Evidence);
                return result;
            }
            catch (Exception failure)
            {
                // Until it is undone, the failure is everybody's.
                var isUndone = false;
                await BoundaryAttempt.KeepingTheFailureAsync(async () =>
                {
                    await transaction.RollbackToSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
                    context.ChangeTracker.Clear();
                    isUndone = true;
                }).ConfigureAwait(false);
                if (!isUndone)
                {
                    open.Doom(request.ContractId, failure);
                }

                throw;
            }
        }
        finally
        {
            boundary.End();
        }
    }
}
