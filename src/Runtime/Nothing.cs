namespace IntentContracts.Runtime;

/// <summary>The result of a body that returns none, so that guards are written once.</summary>
internal readonly record struct Nothing
{
    public static async Task<Nothing> RunAsync<TState>((TState State, Func<TState, CancellationToken, Task> Body) work, CancellationToken cancellationToken)
    {
        await work.Body(work.State, cancellationToken).ConfigureAwait(false);
        return default;
    }
}
