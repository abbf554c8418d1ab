namespace IntentContracts.Testing;

/// <summary>A held key is refused until somebody resolves it.</summary>
internal static class HeldCases
{
    private const string Held = "The key is refused from then on, without expiry, until it is completed or released.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("A_held_key_is_unknown_for_years", new(Held, Years) { NeedsYears = true }),
        ("A_held_key_can_be_completed", new(Held, Completed)),
        ("A_held_key_can_be_released", new(Held, Released)),
        ("A_held_claim_is_not_in_flight", new("Whether the claim was still this attempt's and in flight.", NotInFlight)),
    ];

    private static async Task Years(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
        probe.That(await probe.Hold(attempt).ConfigureAwait(false), "HoldAsync of the attempt in flight was false");
        await probe.LetPass(TimeSpan.FromDays(3000)).ConfigureAwait(false);
        await probe.Sweep().ConfigureAwait(false);
        probe.That(probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim, years after it was held").Attempt == attempt, "another attempt was held");
        probe.Is<ClaimOutcome.Mismatch>(await probe.Claim(fingerprint: StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments, years after it was held");
    }

    private static async Task Completed(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        probe.That(await probe.Complete(attempt, [9]).ConfigureAwait(false), "CompleteAsync of the held attempt was false");
        await probe.Replays([9], "after a held claim was completed").ConfigureAwait(false);
        probe.That((await probe.FindHeld().ConfigureAwait(false)).Count == 0, "FindHeldAsync found a completed claim");
    }

    private static async Task Released(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        probe.That(await probe.Release(attempt).ConfigureAwait(false), "ReleaseAsync of the held attempt was false");
        await probe.Acquire(fingerprint: StoreProbe.Other).ConfigureAwait(false);
    }

    private static async Task NotInFlight(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        probe.That(!await probe.Hold(attempt).ConfigureAwait(false), "HoldAsync of a held attempt was true");
        probe.That(!await probe.Renew(attempt).ConfigureAwait(false), "RenewAsync of a held attempt was true");
        probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "a claim of a held key");
    }
}
