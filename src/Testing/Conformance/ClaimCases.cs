namespace IntentContracts.Testing;

/// <summary>Who is granted a key, and for how long.</summary>
internal static class ClaimCases
{
    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("In_flight_tells_what_is_left_of_the_lease", new("What is left of its lease, on the store's clock. Positive.", Remaining)),
        ("In_flight_is_settled_by_every_ending", new("Completes when that execution has ended, whatever its outcome; it never fails.", Settled)),
        ("A_lease_that_has_not_ended_is_respected", new("A claim in flight is taken over only when its lease has run out.", NotReclaimed)),
        ("An_unmarked_claim_is_taken_over_after_its_lease", new("One that is not marked is taken over by a caller with the same fingerprint, under a higher attempt.", TakenOver)),
        ("A_late_attempt_still_owns_its_claim", new("An attempt whose lease has run out still owns the claim until somebody takes it over.", LateOwner)),
        ("Renewing_gives_another_lease", new("Lets an attempt in flight go on for another lease, from now.", Renewed)),
        ("Renewing_can_shorten_the_lease", new("Lets an attempt in flight go on for another lease, from now.", Shortened)),
        ("A_renewed_claim_is_remembered_as_long_after_its_lease", new("How long an execution that neither ends nor is taken over is remembered after its lease.", RenewedRetention)),
        ("Attempts_grow", new("Strictly increasing for one key over the whole life of the store, also across release and expiry.", AttemptsGrow)),
        ("Keys_are_independent", new("Grants claims on keys.", Independent)),
    ];

    private static async Task Remaining(StoreProbe probe)
    {
        await probe.Acquire(lease: StoreProbe.Long).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        var inFlight = probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim of a key in flight");
        probe.That(
            inFlight.Remaining > TimeSpan.Zero && inFlight.Remaining <= StoreProbe.Long - StoreProbe.Short,
            $"{inFlight.Remaining} remained of a lease of {StoreProbe.Long} after {StoreProbe.Short}");
    }

    private static async Task Settled(StoreProbe probe)
    {
        Func<long, string, Task<bool>>[] endings = [(attempt, key) => probe.Complete(attempt, key: key), probe.Release, probe.Hold];
        for (var i = 0; i < endings.Length; i++)
        {
            var key = "key" + i;
            var attempt = await probe.Acquire(key).ConfigureAwait(false);
            var settled = probe.Is<ClaimOutcome.InFlight>(await probe.Claim(key).ConfigureAwait(false), "a claim of a key in flight").Settled;
            probe.That(settled is not { IsCompleted: true }, "Settled was complete while the execution was in flight");
            await endings[i](attempt, key).ConfigureAwait(false);
            if (settled is not null)
            {
                await Task.WhenAny(settled, Task.Delay(TimeSpan.FromSeconds(10))).ConfigureAwait(false);
                probe.That(settled.IsCompletedSuccessfully, "Settled was not complete ten seconds after the execution had ended");
            }
        }
    }

    private static async Task NotReclaimed(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Long).ConfigureAwait(false);
        for (var i = 0; i < 5; i++)
        {
            await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
            probe.Is<ClaimOutcome.InFlight>(await probe.Claim(lease: StoreProbe.Short).ConfigureAwait(false), "a claim before the lease has ended");
        }

        probe.That(await probe.Complete(attempt).ConfigureAwait(false), "CompleteAsync of the attempt in flight was false");
    }

    private static async Task TakenOver(StoreProbe probe)
    {
        var first = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var second = probe.Is<ClaimOutcome.Acquired>(await probe.Claim(lease: StoreProbe.Long).ConfigureAwait(false), "a claim after the lease had ended").Attempt;
        probe.That(second > first, $"attempt {second} took over from attempt {first}");
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim after the takeover");
    }

    private static async Task LateOwner(StoreProbe probe)
    {
        Func<long, string, Task<bool>>[] writes =
            [(attempt, key) => probe.Complete(attempt, key: key), probe.Release, probe.Hold, probe.Mark, (attempt, key) => probe.Renew(attempt, key: key)];
        string[] names = ["CompleteAsync", "ReleaseAsync", "HoldAsync", "MarkAsync", "RenewAsync"];
        var attempts = new long[writes.Length];
        for (var i = 0; i < writes.Length; i++)
        {
            attempts[i] = await probe.Acquire("key" + i, lease: StoreProbe.Short).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        for (var i = 0; i < writes.Length; i++)
        {
            probe.That(await writes[i](attempts[i], "key" + i).ConfigureAwait(false), $"{names[i]} after the lease was false although nobody had taken over");
        }
    }

    private static async Task Renewed(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt, StoreProbe.Long).ConfigureAwait(false), "RenewAsync of the attempt in flight was false");
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim within the renewed lease");
    }

    private static async Task Shortened(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Long).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt, StoreProbe.Short).ConfigureAwait(false), "RenewAsync of the attempt in flight was false");
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Acquired>(await probe.Claim().ConfigureAwait(false), "a claim after the renewed lease");
    }

    private static async Task RenewedRetention(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Long, retention: StoreProbe.Short).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt, StoreProbe.Short).ConfigureAwait(false), "RenewAsync of the attempt in flight was false");
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Acquired>(await probe.Claim(fingerprint: StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments after the renewed lease and the retention");
    }

    private static async Task AttemptsGrow(StoreProbe probe)
    {
        var released = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
        await probe.Release(released).ConfigureAwait(false);
        var expired = await Next("release", released).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var forgotten = await Next("the end of the lease", expired).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        var swept = await Next("the end of the retention", forgotten).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        await probe.Sweep().ConfigureAwait(false);
        await Next("the sweep", swept).ConfigureAwait(false);

        async Task<long> Next(string after, long before)
        {
            var attempt = await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
            probe.That(attempt > before, $"after {after}, attempt {attempt} followed attempt {before}");
            return attempt;
        }
    }

    private static async Task Independent(StoreProbe probe)
    {
        ClaimKey[] keys =
        [
            ClaimKey.Create("M:A", "one", "key"), ClaimKey.Create("M:A", "two", "key"), ClaimKey.Create("M:B", "one", "key"),
            ClaimKey.Create("M:A", "on", "ekey"), ClaimKey.Create("M:A", "", "onekey"), ClaimKey.Create("M:A", "onekey", ""),
        ];
        foreach (var key in keys)
        {
            var outcome = await probe.Store.ClaimAsync(new(key, "M:A", new(StoreProbe.Same), StoreProbe.Long, StoreProbe.Long), CancellationToken.None).ConfigureAwait(false);
            probe.Is<ClaimOutcome.Acquired>(outcome, "the first claim of each of several contracts, scopes and keys");
        }
    }
}
