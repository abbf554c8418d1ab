namespace IntentContracts.Testing;

/// <summary>Outcomes: recorded once, replayed for their retention.</summary>
internal static class OutcomeCases
{
    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("An_outcome_is_replayed_for_its_retention", new("How long it is replayed, from now; afterwards the key is free.", Retention)),
        ("The_retention_of_an_outcome_is_the_one_it_was_recorded_with", new("The retention of an outcome is given when it is recorded.", OwnRetention)),
        ("Recording_again_changes_nothing", new("Recording again for the same attempt changes nothing and is true.", Again)),
        ("Recording_again_does_not_lengthen_the_retention", new("Recording again for the same attempt changes nothing and is true.", AgainLonger)),
        ("A_completed_claim_stays_completed", new("Whether the claim was still this attempt's and unfinished.", Finished)),
        ("A_released_key_is_free", new("Frees the key of an attempt that is in flight or held: the next call may execute.", Released)),
        ("Whether_an_attempt_has_completed_is_told_and_changes_nothing", new("Whether the claim is this attempt's and completed. Changes nothing.", Told)),
        ("An_outcome_can_be_replayed_for_years", new("How long it is replayed, from now.", Years) { NeedsYears = true }),
    ];

    private static async Task Retention(StoreProbe probe)
    {
        await probe.Complete(await probe.Acquire().ConfigureAwait(false), [1], StoreProbe.Short).ConfigureAwait(false);
        await probe.Complete(await probe.Acquire("long").ConfigureAwait(false), [2], StoreProbe.Long, "long").ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.Acquire(fingerprint: StoreProbe.Other).ConfigureAwait(false);
        await probe.Replays([2], "before its retention has ended", "long").ConfigureAwait(false);
    }

    private static async Task OwnRetention(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
        await probe.Complete(attempt, [1], StoreProbe.Long).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.Sweep().ConfigureAwait(false);
        await probe.Replays([1], "after the claim's retention and within the outcome's").ConfigureAwait(false);
    }

    private static async Task Told(StoreProbe probe)
    {
        probe.That(!await probe.HasCompleted(1).ConfigureAwait(false), "HasCompletedAsync was true for a key that nobody claimed");
        var attempt = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        probe.That(!await probe.HasCompleted(attempt).ConfigureAwait(false), "HasCompletedAsync was true for an attempt in flight");
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var next = await probe.Acquire().ConfigureAwait(false);
        probe.That(await probe.Complete(next, [1]).ConfigureAwait(false), "CompleteAsync of the attempt in flight was false");
        probe.That(await probe.HasCompleted(next).ConfigureAwait(false), "HasCompletedAsync was false for the attempt that has completed");
        probe.That(!await probe.HasCompleted(attempt).ConfigureAwait(false), "HasCompletedAsync was true for an attempt that was taken over");
        await probe.Replays([1], "after HasCompletedAsync").ConfigureAwait(false);
    }

    private static async Task Again(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        probe.That(await probe.Complete(attempt, [1]).ConfigureAwait(false), "CompleteAsync of the attempt in flight was false");
        probe.That(await probe.Complete(attempt, [2]).ConfigureAwait(false), "the second CompleteAsync was false");
        await probe.Replays([1], "after the second CompleteAsync").ConfigureAwait(false);
    }

    private static async Task AgainLonger(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Complete(attempt, [1], StoreProbe.Short).ConfigureAwait(false);
        await probe.Complete(attempt, [1], StoreProbe.Long).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.Acquire().ConfigureAwait(false);
    }

    private static async Task Finished(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Complete(attempt, [1]).ConfigureAwait(false);
        probe.That(!await probe.Hold(attempt).ConfigureAwait(false), "HoldAsync of a completed attempt was true");
        probe.That(!await probe.Release(attempt).ConfigureAwait(false), "ReleaseAsync of a completed attempt was true");
        probe.That(!await probe.Renew(attempt).ConfigureAwait(false), "RenewAsync of a completed attempt was true");
        await probe.Replays([1], "after these writes").ConfigureAwait(false);
    }

    private static async Task Released(StoreProbe probe)
    {
        var attempt = await probe.Acquire(marked: true).ConfigureAwait(false);
        probe.That(await probe.Release(attempt).ConfigureAwait(false), "ReleaseAsync of the attempt in flight was false");
        await probe.Acquire(fingerprint: StoreProbe.Other).ConfigureAwait(false);
    }

    private static async Task Years(StoreProbe probe)
    {
        await probe.Complete(await probe.Acquire().ConfigureAwait(false), [4], TimeSpan.FromDays(4000)).ConfigureAwait(false);
        await probe.LetPass(TimeSpan.FromDays(3999)).ConfigureAwait(false);
        await probe.Sweep().ConfigureAwait(false);
        await probe.Replays([4], "after 3999 of 4000 days").ConfigureAwait(false);
    }
}
