namespace IntentContracts.Testing;

/// <summary>A write counts only while the claim is still its attempt's.</summary>
internal static class FenceCases
{
    private const string Fence = "The writes name the attempt they belong to and return false, changing nothing, when the claim is not that attempt's any more.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("A_lost_attempt_against_one_in_flight", new(Fence, InFlight)),
        ("A_lost_attempt_against_a_marked_one", new(Fence, Marked)),
        ("A_lost_attempt_against_a_completed_one", new(Fence, Completed)),
        ("A_lost_attempt_against_a_held_one", new(Fence, Held)),
        ("A_lost_attempt_against_a_released_one", new(Fence, Released)),
        ("A_lost_attempt_against_a_swept_one", new(Fence, Swept)),
        ("An_attempt_of_another_key", new(Fence, OtherKey)),
        ("An_attempt_that_never_was", new(Fence, Never)),
    ];

    private static async Task InFlight(StoreProbe probe)
    {
        var (first, second) = await TakenOver(probe).ConfigureAwait(false);
        await probe.ChangesNothing(first, "while attempt " + second + " is in flight").ConfigureAwait(false);
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim after the writes of the lost attempt");

        // Renewed to a lease that ends: a mark of the lost attempt would show now.
        await probe.Renew(second, StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Acquired>(await probe.Claim().ConfigureAwait(false), "a claim after the lease of an attempt that only a lost attempt had tried to mark");
    }

    private static async Task Marked(StoreProbe probe)
    {
        var (first, second) = await TakenOver(probe).ConfigureAwait(false);
        await probe.Mark(second).ConfigureAwait(false);
        await probe.ChangesNothing(first, "while attempt " + second + " is in flight and marked").ConfigureAwait(false);
        await probe.Renew(second, StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim after the lease of the marked attempt");
    }

    private static async Task Completed(StoreProbe probe)
    {
        var (first, second) = await TakenOver(probe).ConfigureAwait(false);
        await probe.Complete(second, [2]).ConfigureAwait(false);
        await probe.ChangesNothing(first, "when attempt " + second + " has completed").ConfigureAwait(false);
        await probe.Replays([2], "after the writes of a lost attempt").ConfigureAwait(false);
    }

    private static async Task Held(StoreProbe probe)
    {
        var (first, second) = await TakenOver(probe).ConfigureAwait(false);
        await probe.Hold(second).ConfigureAwait(false);
        await probe.ChangesNothing(first, "while attempt " + second + " is held").ConfigureAwait(false);
        probe.That(probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim of a held key").Attempt == second, "the held attempt had changed");
    }

    private static async Task Released(StoreProbe probe)
    {
        var (first, second) = await TakenOver(probe).ConfigureAwait(false);
        await probe.Release(second).ConfigureAwait(false);
        await probe.ChangesNothing(first, "when attempt " + second + " has released the key").ConfigureAwait(false);
        await probe.ChangesNothing(second, "when it has released the key itself").ConfigureAwait(false);
        var third = await probe.Acquire().ConfigureAwait(false);
        await probe.ChangesNothing(second, "while attempt " + third + " is in flight").ConfigureAwait(false);
        probe.That(await probe.Complete(third).ConfigureAwait(false), "CompleteAsync of the newest attempt was false");
    }

    private static async Task Swept(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        probe.That(await probe.Sweep().ConfigureAwait(false) == 1, "SweepAsync did not remove the one forgotten claim");
        await probe.ChangesNothing(attempt, "when its claim was swept").ConfigureAwait(false);
        await probe.Acquire(fingerprint: StoreProbe.Other).ConfigureAwait(false);
    }

    private static async Task OtherKey(StoreProbe probe)
    {
        var other = await probe.Acquire("other").ConfigureAwait(false);
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.ChangesNothing(other, "for a key that attempt " + attempt + " holds").ConfigureAwait(false);
        probe.That(await probe.Complete(attempt).ConfigureAwait(false), "CompleteAsync of the attempt in flight was false");
        probe.That(await probe.Complete(other, key: "other").ConfigureAwait(false), "CompleteAsync of the other key's attempt was false");
    }

    private static async Task Never(StoreProbe probe)
    {
        foreach (var attempt in (long[])[long.MinValue, -1, 0, 1, long.MaxValue])
        {
            await probe.ChangesNothing(attempt, "for a free key").ConfigureAwait(false);
        }

        await probe.Acquire().ConfigureAwait(false);
    }

    private static async Task<(long First, long Second)> TakenOver(StoreProbe probe)
    {
        var first = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        return (first, await probe.Acquire().ConfigureAwait(false));
    }
}
