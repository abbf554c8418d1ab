namespace IntentContracts.Testing;

/// <summary>The same key with other arguments is another intention, in every state.</summary>
internal static class MismatchCases
{
    private const string Mismatch = "A different fingerprint is Mismatch in every state but free, also after the lease has run out. Only Acquired changes anything.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Other_arguments_in_flight", new(Mismatch, InFlight)),
        ("Other_arguments_after_the_lease", new(Mismatch, AfterLease)),
        ("Other_arguments_after_the_lease_of_a_marked_claim", new(Mismatch, AfterMarkedLease)),
        ("Other_arguments_held", new(Mismatch, Held)),
        ("Other_arguments_completed", new(Mismatch, Completed)),
        ("Fingerprints_are_compared_exactly", new("Stores compare it ordinally and interpret nothing.", Exactly)),
        ("An_abandoned_claim_refuses_other_arguments_until_its_retention_ends", new("How long an execution that neither ends nor is taken over is remembered after its lease.", Abandoned)),
    ];

    private static async Task InFlight(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await Expect(probe).ConfigureAwait(false);
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "the same claim after a mismatch");
        probe.That(await probe.Complete(attempt).ConfigureAwait(false), "after a mismatch, CompleteAsync of the attempt in flight was false");
    }

    private static async Task AfterLease(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await Expect(probe).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt).ConfigureAwait(false), "after a mismatch, RenewAsync of the attempt that nobody had taken over was false");
    }

    private static async Task AfterMarkedLease(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short, marked: true).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await Expect(probe).ConfigureAwait(false);

        // Only what is in flight can be renewed: the mismatch did not hold it.
        probe.That(await probe.Renew(attempt).ConfigureAwait(false), "after a mismatch, RenewAsync of the marked attempt was false");
    }

    private static async Task Held(StoreProbe probe)
    {
        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        await Expect(probe).ConfigureAwait(false);
        probe.That(probe.Is<ClaimOutcome.Unknown>(await probe.Claim().ConfigureAwait(false), "the same claim after a mismatch").Attempt == attempt, "another attempt was held after a mismatch");
    }

    private static async Task Completed(StoreProbe probe)
    {
        await probe.Complete(await probe.Acquire().ConfigureAwait(false), [1, 2]).ConfigureAwait(false);
        await Expect(probe).ConfigureAwait(false);
        await probe.Replays([1, 2], "after a mismatch").ConfigureAwait(false);
    }

    private static async Task Exactly(StoreProbe probe)
    {
        await probe.Acquire(fingerprint: "v1:abc").ConfigureAwait(false);
        foreach (var other in (string[])["v1:ABC", "v1:abc ", " v1:abc", "v1:ab", "v2:abc", "v1:\u00e1bc", "v1:abc\u200b"])
        {
            probe.Is<ClaimOutcome.Mismatch>(await probe.Claim(fingerprint: other).ConfigureAwait(false), $"a claim with '{other}' instead of 'v1:abc'");
        }
    }

    private static async Task Abandoned(StoreProbe probe)
    {
        await probe.Acquire(lease: StoreProbe.Short, retention: StoreProbe.Short).ConfigureAwait(false);
        await probe.Acquire("long", lease: StoreProbe.Short, retention: StoreProbe.Long).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        probe.Is<ClaimOutcome.Mismatch>(await probe.Claim("long", StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments after the lease and before the retention had ended");
        probe.Is<ClaimOutcome.Acquired>(await probe.Claim(fingerprint: StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments after lease and retention");
    }

    private static async Task Expect(StoreProbe probe)
    {
        probe.Is<ClaimOutcome.Mismatch>(await probe.Claim(fingerprint: StoreProbe.Other).ConfigureAwait(false), "a claim with other arguments");
        probe.Is<ClaimOutcome.Mismatch>(await probe.Claim(fingerprint: StoreProbe.Other, marked: true).ConfigureAwait(false), "a marked claim with other arguments");
    }
}
