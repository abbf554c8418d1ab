namespace IntentContracts.Runtime.Tests.Transactions;

/// <summary>A resource without transactions: remembers what it was asked for and runs the body.</summary>
internal sealed class PassingRunner : ITransactionRunner
{
    public List<TransactionRequest> Requests { get; } = [];

    public bool IsOpen { get; private set; }

    public async Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        Requests.Add(request);
        IsOpen = true;
        try
        {
            return await body(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            IsOpen = false;
        }
    }
}
