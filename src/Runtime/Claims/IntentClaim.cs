using IntentContracts.Runtime;

namespace IntentContracts;

/// <summary>What code inside an idempotent member can tell about its claim. Outside of one, nothing happens.</summary>
public static class IntentClaim
{
    /// <summary>
    /// Call it right before an effect that no transaction undoes: a payment, a message, a file. It writes down, durably, that the effect may happen from now on; should the process die, the outcome is
    /// unknown and the key is held, instead of the effect happening again. The first call writes, further ones cost nothing.
    /// </summary>
    /// <remarks>Counts for every idempotent member around. Where the effect counts from the claim on anyway (the default without a transaction), nothing is written.</remarks>
    /// <param name="cancellationToken">Gives up; then the effect must not happen.</param>
    /// <returns>Completes when the effect may happen.</returns>
    /// <exception cref="IdempotencyLeaseLostException">The execution has outlived its lease and another one took over: the effect must not happen.</exception>
    /// <exception cref="IntentContractException">The member claims its key inside its own transaction, where a mark would be lost: declare <c>OnFault = FaultedClaim.Hold</c>.</exception>
    public static async ValueTask BeforeEffectAsync(CancellationToken cancellationToken = default)
    {
        foreach (var open in OpenClaim.All)
        {
            await open.MarkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the execution around go on for another lease from now, for a body that knows its progress.</summary>
    /// <param name="cancellationToken">Gives up; the lease may be longer.</param>
    /// <returns>Completes when the lease is longer.</returns>
    /// <exception cref="IdempotencyLeaseLostException">Another execution took over.</exception>
    public static async ValueTask RenewAsync(CancellationToken cancellationToken = default)
    {
        foreach (var open in OpenClaim.All)
        {
            await open.RenewAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A commit is an effect, too, for the claims that are not committed with it.</summary>
    internal static async ValueTask BeforeCommitAsync()
    {
        foreach (var open in OpenClaim.All)
        {
            await open.BeforeCommitAsync().ConfigureAwait(false);
        }
    }

    internal static void Committed()
    {
        foreach (var open in OpenClaim.All)
        {
            open.Committed();
        }
    }
}
