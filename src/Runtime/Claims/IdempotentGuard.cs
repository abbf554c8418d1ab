using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>Runs a body once per key: claim, run, record. Duplicates get the recorded outcome.</summary>
/// <remarks>
/// <para>The lease is not renewed while the body runs: it must be longer than the body can take.</para>
/// <para>A store that fails to answer a claim fails the call before anything happens. Cancellation of the body is a failure like any other: what it had
/// begun may have happened.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IdempotentGuard
{
    /// <summary>Runs a body that returns a result.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns; recorded as JSON.</typeparam>
    /// <param name="guards">Store, caller scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>The body's result, or the one recorded by the execution that this call repeats.</returns>
    /// <exception cref="IdempotencyConflictException">The key is in flight, and this call may not wait, or has waited for a whole lease.</exception>
    /// <exception cref="IdempotencyMismatchException">The key was used with other arguments.</exception>
    /// <exception cref="IdempotencyStoreUnavailableException">The store could not be asked. The body has not run.</exception>
    /// <exception cref="IdempotencyUnknownException">An execution of the key ended without a recorded outcome.</exception>
    /// <exception cref="IdempotencyLeaseLostException">The body outlived its lease and another execution took over.</exception>
    /// <exception cref="IntentContractException">There is no scope, or the result cannot be replayed.</exception>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken) =>
        RunAsync(guards, in contract, scope, key, fingerprint, runner: null, state, body, cancellationToken);

    /// <summary>Runs a body that returns a result and has the boundary of the same member inside.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <typeparam name="TResult">What it returns; recorded as JSON.</typeparam>
    /// <param name="guards">Store, caller scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="runner">What the boundary runs in: where it has claims, they are used. <see langword="null"/> when there is none.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work, with the boundary.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>The body's result, or the one recorded by the execution that this call repeats.</returns>
    /// <inheritdoc cref="RunAsync{TState, TResult}(IntentGuards, in IdempotentContract, string, string, Fingerprint, TState, Func{TState, CancellationToken, Task{TResult}}, CancellationToken)" path="/exception"/>
    public static Task<TResult> RunAsync<TState, TResult>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        ITransactionRunner? runner,
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Idempotent, contract.Mode) switch
        {
            GuardMode.Off => body(state, cancellationToken),
            GuardMode.Observe => new ObservedClaim(guards, contract, scope, key, fingerprint).RunAsync(state, body, cancellationToken),
            _ => new IdempotentCall(guards, contract, scope, key, fingerprint, runner).RunAsync(state, body, cancellationToken),
        };
    }

    /// <summary>Runs a body that returns nothing.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="guards">Store, caller scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>Completes when the body has succeeded, now or in the execution that this call repeats.</returns>
    /// <inheritdoc cref="RunAsync{TState, TResult}(IntentGuards, in IdempotentContract, string, string, Fingerprint, TState, Func{TState, CancellationToken, Task{TResult}}, CancellationToken)" path="/exception"/>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken) =>
        RunAsync(guards, in contract, scope, key, fingerprint, runner: null, state, body, cancellationToken);

    /// <summary>Runs a body that returns nothing and has the boundary of the same member inside.</summary>
    /// <typeparam name="TState">What the body needs; passed on so that it need not capture.</typeparam>
    /// <param name="guards">Store, caller scope and clock.</param>
    /// <param name="contract">The declaration.</param>
    /// <param name="scope">Whose key it is; empty for the caller scope of <paramref name="guards"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">The arguments.</param>
    /// <param name="runner">What the boundary runs in: where it has claims, they are used. <see langword="null"/> when there is none.</param>
    /// <param name="state">Passed to the body.</param>
    /// <param name="body">The guarded work, with the boundary.</param>
    /// <param name="cancellationToken">Passed to the body; also ends waiting.</param>
    /// <returns>Completes when the body has succeeded, now or in the execution that this call repeats.</returns>
    /// <inheritdoc cref="RunAsync{TState, TResult}(IntentGuards, in IdempotentContract, string, string, Fingerprint, TState, Func{TState, CancellationToken, Task{TResult}}, CancellationToken)" path="/exception"/>
    public static Task RunAsync<TState>(
        IntentGuards guards,
        in IdempotentContract contract,
        string scope,
        string key,
        Fingerprint fingerprint,
        ITransactionRunner? runner,
        TState state,
        Func<TState, CancellationToken, Task> body,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(guards);
        ArgumentNullException.ThrowIfNull(body);
        return EffectiveMode.Of(guards, GuardKind.Idempotent, contract.Mode) == GuardMode.Off
            ? body(state, cancellationToken)
            : RunAsync(guards, in contract, scope, key, fingerprint, runner, (state, body), Nothing.RunAsync, cancellationToken);
    }
}
