using System.ComponentModel;
using System.Text.Json;

namespace IntentContracts.Runtime;

/// <summary>Runs a body at most once per key: claim, run, record.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IdempotentGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs.</typeparam>
    /// <typeparam name="TResult">What it returns; recorded as JSON.</typeparam>
    /// <param name="guards">Store, scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>The body's result, or the recorded one.</returns>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken) =>
        RunOnceAsync(guards, contract, scope, key, fingerprint, state, body, cancellationToken);

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs.</typeparam>
    /// <param name="guards">Store, scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>Completes when the body, or the execution whose outcome is replayed, has succeeded.</returns>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken) =>
        RunOnceAsync(
            guards,
            contract,
            scope,
            key,
            fingerprint,
            (state, body),
            static async (s, token) =>
            {
                await s.body(s.state, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private static async Task<TResult> RunOnceAsync<TState, TResult>(
        IntentGuards guards,
        IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        var claim = ClaimKey.Create(contract.ContractId, scope.Length == 0 ? guards.CallerScope.Current : scope, key);
        while (true)
        {
            switch (await guards.Store.ClaimAsync(new(claim, fingerprint, contract.Lease, contract.Retention), cancellationToken).ConfigureAwait(false))
            {
                case ClaimOutcome.Completed(var result):
                    return JsonSerializer.Deserialize<TResult>(result.Span)!;
                case ClaimOutcome.Acquired(var attempt):
                    var value = await body(state, cancellationToken).ConfigureAwait(false);
                    await guards.Store.CompleteAsync(claim, attempt, JsonSerializer.SerializeToUtf8Bytes(value), contract.Retention, CancellationToken.None).ConfigureAwait(false);
                    return value;
                case ClaimOutcome.Mismatch:
                    throw new IdempotencyMismatchException(contract.ContractId, contract.Owner);
                case ClaimOutcome.Unknown(var held):
                    throw new IdempotencyUnknownException(contract.ContractId, contract.Owner, claim, held, "an execution failed");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), guards.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
