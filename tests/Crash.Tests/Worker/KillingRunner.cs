namespace IntentContracts.Crash.Tests.Worker;

/// <summary>A boundary whose claims are those of a <see cref="KillingStore"/>.</summary>
internal sealed class KillingRunner(ITransactionRunner inner, KillSwitch kill) : ITransactionRunner
{
    public object Resource => inner.Resource;

    public bool IsOpen => inner.IsOpen;

    public IIdempotencyStore? Claims => inner.Claims is { } claims ? new KillingStore(claims, kill) : null;

    public Task<TResult> RunAsync<TState, TResult>(
        TransactionRequest request, TState state, Func<TState, CancellationToken, Task<TResult>> body, CancellationToken cancellationToken) =>
        inner.RunAsync(request, state, body, cancellationToken);
}
