namespace IntentContracts.Runtime.Tests.Transactions;

/// <summary>A resource of one transaction at a time: what a boundary writes is there after its commit, or not at all.</summary>
internal sealed class MemoryDatabase : ITransactionRunner
{
    private readonly List<string> _rows = [];
    private readonly List<string> _written = [];

    public IReadOnlyList<string> Rows => _rows;

    public bool IsOpen { get; private set; }

    public Func<TransactionRequest, Exception>? CommitFails { get; set; }

    /// <summary>How often the body runs at most, when it ends with a timeout.</summary>
    public int Attempts { get; init; } = 1;

    public void Write(string row) => (IsOpen ? _written : _rows).Add(row);

    public async Task<TResult> RunAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        if (IsOpen && request.Propagation != TransactionPropagation.Nested)
        {
            return await body(state, cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(request, state, body, cancellationToken);
            }
            catch (TimeoutException) when (attempt < Attempts)
            {
            }
        }
    }

    private async Task<TResult> AttemptAsync<TState, TResult>(TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken)
    {
        var isSavepoint = IsOpen;
        var before = _written.Count;
        IsOpen = true;
        try
        {
            var result = await body(state, cancellationToken);
            if (!isSavepoint)
            {
                _rows.AddRange(CommitFails is { } fails ? throw fails(request) : _written);
                _written.Clear();
            }

            return result;
        }
        catch
        {
            _written.RemoveRange(before, _written.Count - before);
            throw;
        }
        finally
        {
            IsOpen = isSavepoint;
        }
    }
}
