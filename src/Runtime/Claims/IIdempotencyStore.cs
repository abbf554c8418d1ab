namespace IntentContracts;

/// <summary>Grants claims on keys and remembers outcomes. The one place where "once" is decided, so each call is a single atomic step.</summary>
/// <remarks>
/// <para>A store that reads and then writes cannot implement this: two callers would both find nothing. An upsert, a compare-and-set or a lock over both is needed.</para>
/// <para><b>States</b> of a claim: free → in flight → completed, held, or free again. When the lease of a claim in flight has run out, the next caller decides what becomes of it: one that is not
/// marked is taken over by a caller with the same fingerprint, under a higher attempt; a marked one is held. Until somebody asks, nothing happens to it. Time is the store's clock, never a caller's.</para>
/// <para><b>Fence</b>: the writes name the attempt they belong to and return <see langword="false"/>, changing nothing, when the claim is not that attempt's any more.
/// An attempt whose lease has run out still owns the claim until somebody takes it over.</para>
/// <para><b>Proof</b>: <c>IdempotencyStoreConformance</c> in the package IntentContracts.Testing runs all of this against a store.</para>
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>How many bytes one recorded result may have. A larger one is refused by <see cref="CompleteAsync"/>.</summary>
    int MaxResultBytes { get; }

    /// <summary>Claims a key, or says why not.</summary>
    /// <remarks>
    /// A different fingerprint is <see cref="ClaimOutcome.Mismatch"/> in every state but free, also after the lease has run out. Only
    /// <see cref="ClaimOutcome.Acquired"/> changes anything, and <see cref="ClaimOutcome.Unknown"/> for a marked claim whose lease has run out: it is held from then on.
    /// </remarks>
    /// <param name="request">The claim.</param>
    /// <param name="cancellationToken">Gives up asking. A claim that was granted nevertheless ends with its lease.</param>
    /// <returns>One of the five outcomes.</returns>
    ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Marks an attempt in flight: from now on an effect may happen that nothing undoes. Durable when it returns. Marking again changes nothing and is <see langword="true"/>.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="cancellationToken">Gives up; the claim may be marked.</param>
    /// <returns>Whether the claim was still this attempt's and in flight. When not, the effect must not happen.</returns>
    ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken);

    /// <summary>Records the outcome of an attempt that is in flight or held. Recording again for the same attempt changes nothing and is <see langword="true"/>.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="result">What is replayed to duplicates. At most <see cref="MaxResultBytes"/>.</param>
    /// <param name="retention">How long it is replayed, from now. Positive; afterwards the key is free.</param>
    /// <param name="cancellationToken">Gives up; the outcome may have been recorded.</param>
    /// <returns>Whether this attempt's outcome is the recorded one.</returns>
    /// <exception cref="InvalidOperationException">The result is too large. Nothing was changed.</exception>
    ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Frees the key of an attempt that is in flight or held: nothing has happened, the next call may execute.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="cancellationToken">Gives up; the key may have been freed.</param>
    /// <returns>Whether the claim was still this attempt's and unfinished.</returns>
    ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken);

    /// <summary>Marks the outcome of an attempt in flight as unknown. The key is refused from then on, without expiry, until it is completed or released.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="cancellationToken">Gives up; the claim may be held.</param>
    /// <returns>Whether the claim was still this attempt's and in flight.</returns>
    ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken);

    /// <summary>Lets an attempt in flight go on for another lease, from now.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="lease">The new lease. Positive.</param>
    /// <param name="cancellationToken">Gives up; the lease may be longer.</param>
    /// <returns>Whether the claim was still this attempt's and in flight.</returns>
    ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Whether an attempt's outcome is recorded: how a transaction whose commit failed without an answer finds out. Changes nothing.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether the claim is this attempt's and completed.</returns>
    ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken);

    /// <summary>The claims whose outcome is unknown, the oldest first: those that are held, and those in flight that are marked and whose lease has run out.</summary>
    /// <param name="atMost">How many. Positive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was true at one moment.</returns>
    ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what is no longer remembered: outcomes past their retention, and unmarked claims in flight past lease and retention. Never what is held, and never makes a claim wait.
    /// </summary>
    /// <param name="atMost">How many. Positive.</param>
    /// <param name="cancellationToken">Gives up; some may be removed.</param>
    /// <returns>How many were removed; less than <paramref name="atMost"/> when nothing is left to remove.</returns>
    ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken);
}
