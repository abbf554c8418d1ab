namespace IntentContracts;

/// <summary>Grants claims on keys and remembers outcomes. The one place where "once" is decided, so each call is a single atomic step.</summary>
/// <remarks>
/// <para>A store that reads and then writes cannot implement this: two callers would both find nothing. An upsert, a compare-and-set or a lock over both is needed.</para>
/// <para><b>States</b> of a claim: free → in flight → completed, held, or free again. A lease that has run out makes an in-flight claim available to the
/// next caller with the same fingerprint, under a higher attempt; it does not end by itself. Time is the store's clock, never a caller's.</para>
/// <para><b>Fence</b>: the four writes name the attempt they belong to and return <see langword="false"/>, changing nothing, when the claim is not that attempt's any more.
/// An attempt whose lease has run out still owns the claim until somebody takes it over.</para>
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>Claims a key, or says why not.</summary>
    /// <remarks>
    /// A different fingerprint is <see cref="ClaimOutcome.Mismatch"/> in every state but free, also after the lease has run out. Only
    /// <see cref="ClaimOutcome.Acquired"/> changes anything.
    /// </remarks>
    /// <param name="request">The claim.</param>
    /// <param name="cancellationToken">Gives up asking. A claim that was granted nevertheless ends with its lease.</param>
    /// <returns>One of the five outcomes.</returns>
    ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Records the outcome of an attempt that is in flight or held. Recording again for the same attempt changes nothing and is <see langword="true"/>.</summary>
    /// <param name="key">The claim.</param>
    /// <param name="attempt">The fence.</param>
    /// <param name="result">What is replayed to duplicates.</param>
    /// <param name="retention">How long it is replayed, from now. Positive; afterwards the key is free.</param>
    /// <param name="cancellationToken">Gives up; the outcome may have been recorded.</param>
    /// <returns>Whether this attempt's outcome is the recorded one.</returns>
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
}
