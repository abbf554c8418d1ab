namespace IntentContracts.Testing;

/// <summary>A marked claim is never taken over.</summary>
internal static class MarkCases
{
    private const string Held = "Unknown for a marked claim whose lease has run out: it is held from then on.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Claimed_as_marked_is_held_after_the_lease", new(Held, static p => IsHeld(p, markLater: false))),
        ("Marked_later_is_held_after_the_lease", new(Held, static p => IsHeld(p, markLater: true))),
        ("Of_many_claims_after_the_lease_of_a_marked_one_none_is_granted", new(Held, NoneGranted)),
        ("Marking_again_is_true", new("Marking again changes nothing and is true.", Again)),
        ("Marking_does_not_lengthen_the_lease", new("Marks an attempt in flight.", NoLonger)),
        ("Renewing_keeps_the_mark", new("From now on an effect may happen that nothing undoes.", Renewed)),
        ("A_takeover_is_marked_only_when_it_says_so", new("An effect that nothing undoes may happen from now on; otherwise only from MarkAsync on.", TakeoverIsNotMarked)),
        ("What_has_ended_is_not_marked", new("Whether the claim was still this attempt's and in flight.", Ended)),
        ("A_marked_claim_is_remembered_without_end", new("When this execution disappears, the outcome is unknown, and the claim is not taken over.", Years) { NeedsYears = true }),
    ];

    private static async Task IsHeld(StoreProbe probe, bool markLater)
    {
        Func<long, string, Task<bool>>[] ends = [(attempt, key) => probe.Complete(attempt, [7], key: key), probe.Release];
        var attempts = new long[ends.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            attempts[i] = await probe.Acquire("key" + i, lease: StoreProbe.Short, marked: !markLater).ConfigureAwait(false);
            probe.That(!markLater || await probe.Mark(attempts[i], "key" + i).ConfigureAwait(false), "MarkAsync of the attempt in flight was false");
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        for (var i = 0; i < ends.Length; i++)
        {
            var (key, attempt) = ("key" + i, attempts[i]);
            for (var time = 1; time <= 2; time++)
            {
                var unknown = probe.Is<ClaimOutcome.Unknown>(await probe.Claim(key).ConfigureAwait(false), $"claim {time} after the lease of a marked attempt");
                probe.That(unknown.Attempt == attempt, $"attempt {unknown.Attempt} is unknown and not attempt {attempt}");
            }

            probe.That(!await probe.Renew(attempt, key: key).ConfigureAwait(false), "RenewAsync of an attempt that is held was true");
            probe.That(await ends[i](attempt, key).ConfigureAwait(false), "the attempt that is held could not be completed or released");
        }

        await probe.Replays([7], "after the held claim was completed", "key0").ConfigureAwait(false);
        await probe.Acquire("key1").ConfigureAwait(false);
    }

    private static async Task NoneGranted(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, marked: true).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        foreach (var outcome in await StoreProbe.AtOnce(16, _ => probe.Claim()).ConfigureAwait(false))
        {
            probe.That(probe.Is<ClaimOutcome.Unknown>(outcome, "a concurrent claim after the lease of a marked attempt").Attempt == attempt, "another attempt was unknown");
        }
    }

    private static async Task Again(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        probe.That(await probe.Mark(attempt).ConfigureAwait(false), "MarkAsync of the attempt in flight was false");
        probe.That(await probe.Mark(attempt).ConfigureAwait(false), "the second MarkAsync was false");
        probe.That(await probe.Complete(attempt).ConfigureAwait(false), "CompleteAsync of the marked attempt was false");
    }

    private static async Task NoLonger(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Long).ConfigureAwait(false);
        await probe.Mark(attempt).ConfigureAwait(false);
        var remaining = probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim of a marked key in flight").Remaining;
        probe.That(remaining > TimeSpan.Zero && remaining <= StoreProbe.Long, $"{remaining} remained of a lease of {StoreProbe.Long} after marking");
    }

    private static async Task Renewed(StoreProbe probe)
    {
        var attempt = await probe.Acquire(marked: true).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt, StoreProbe.Short).ConfigureAwait(false), "RenewAsync of the marked attempt in flight was false");
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim after the renewed lease of a marked attempt");
    }

    private static async Task TakeoverIsNotMarked(StoreProbe probe)
    {
        await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.Acquire(lease: StoreProbe.Short, marked: true).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim after the lease of an attempt that took over, marked");
    }

    private static async Task Ended(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        probe.That(!await probe.Mark(attempt).ConfigureAwait(false), "MarkAsync of a held attempt was true");
        await probe.Complete(attempt, [3]).ConfigureAwait(false);
        probe.That(!await probe.Mark(attempt).ConfigureAwait(false), "MarkAsync of a completed attempt was true");
        await probe.Replays([3], "after MarkAsync of the completed attempt").ConfigureAwait(false);
    }

    private static async Task Years(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short, marked: true).ConfigureAwait(false);
        await probe.LetPass(TimeSpan.FromDays(3000)).ConfigureAwait(false);
        probe.That(await probe.Sweep().ConfigureAwait(false) == 0, "SweepAsync removed a marked claim");
        probe.Is<ClaimOutcome.Mismatch>(await probe.Claim(fingerprint: StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments, years after a marked one");
        probe.That(probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim, years after a marked one").Attempt == attempt, "another attempt was unknown");
    }
}
