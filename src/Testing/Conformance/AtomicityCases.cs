namespace IntentContracts.Testing;

/// <summary>Each call is one atomic step.</summary>
internal static class AtomicityCases
{
    private const string Atomic = "Each call is a single atomic step.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Atomic_300_keys_8_callers", new(Atomic, ManyKeys)),
        ("Atomic_1_key_200_callers", new(Atomic, ManyCallers)),
        ("Atomic_takeover", new(Atomic, Takeover)),
        ("Atomic_other_arguments", new(Atomic, OtherArguments)),
        ("Atomic_complete_against_release", new(Atomic, CompleteAgainstRelease)),
        ("Atomic_complete_against_takeover", new(Atomic, CompleteAgainstTakeover)),
        ("Atomic_complete_twice", new("Recording again for the same attempt changes nothing and is true.", CompleteTwice)),
    ];

    private static async Task ManyKeys(StoreProbe probe)
    {
        for (var i = 0; i < 300; i++)
        {
            var key = "key" + i;
            OneOf(probe, await StoreProbe.AtOnce(8, _ => probe.Claim(key)).ConfigureAwait(false));
        }
    }

    private static async Task ManyCallers(StoreProbe probe) => OneOf(probe, await StoreProbe.AtOnce(200, _ => probe.Claim()).ConfigureAwait(false));

    private static async Task Takeover(StoreProbe probe)
    {
        for (var i = 0; i < 20; i++)
        {
            await probe.Acquire("key" + i, lease: StoreProbe.Short).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        for (var i = 0; i < 20; i++)
        {
            var key = "key" + i;
            OneOf(probe, await StoreProbe.AtOnce(16, _ => probe.Claim(key)).ConfigureAwait(false));
        }
    }

    private static async Task OtherArguments(StoreProbe probe)
    {
        for (var i = 0; i < 30; i++)
        {
            var key = "key" + i;
            var outcomes = await StoreProbe.AtOnce(8, caller => probe.Claim(key, "v1:" + caller)).ConfigureAwait(false);
            probe.That(outcomes.OfType<ClaimOutcome.Acquired>().Count() == 1, $"{outcomes.OfType<ClaimOutcome.Acquired>().Count()} of 8 concurrent claims with different arguments were granted");

            // A store that cannot see the arguments of a claim that is being granted right now may say that it is in flight.
            probe.That(
                outcomes.All(static o => o is ClaimOutcome.Acquired or ClaimOutcome.Mismatch or ClaimOutcome.InFlight),
                $"the others were answered {string.Join(", ", outcomes.Select(static o => o.GetType().Name))}");
        }
    }

    private static async Task CompleteAgainstRelease(StoreProbe probe)
    {
        for (var i = 0; i < 40; i++)
        {
            var key = "key" + i;
            var attempt = await probe.Acquire(key).ConfigureAwait(false);
            var won = await StoreProbe.AtOnce(2, caller => caller == 0 ? probe.Complete(attempt, key: key) : probe.Release(attempt, key)).ConfigureAwait(false);
            probe.That(won[0] != won[1], $"of CompleteAsync and ReleaseAsync of one attempt at the same time, {(won[0] ? "both" : "neither")} were true");
            var after = await probe.Claim(key).ConfigureAwait(false);
            probe.That(won[0] ? after is ClaimOutcome.Completed : after is ClaimOutcome.Acquired, $"{(won[0] ? "CompleteAsync" : "ReleaseAsync")} was true, and the next claim was answered {after}");
        }
    }

    private static async Task CompleteAgainstTakeover(StoreProbe probe)
    {
        var attempts = new long[40];
        for (var i = 0; i < attempts.Length; i++)
        {
            attempts[i] = await probe.Acquire("key" + i, lease: StoreProbe.Short).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        for (var i = 0; i < attempts.Length; i++)
        {
            var (key, attempt) = ("key" + i, attempts[i]);
            var claim = Task.Run(() => probe.Claim(key));
            var complete = Task.Run(() => probe.Complete(attempt, key: key));
            var (outcome, recorded) = (await claim.ConfigureAwait(false), await complete.ConfigureAwait(false));
            probe.That(
                (outcome, recorded) is (ClaimOutcome.Acquired, false) or (ClaimOutcome.Completed, true),
                $"a late CompleteAsync was {recorded} while the claim that came with it was answered {outcome.GetType().Name}");
        }
    }

    private static async Task CompleteTwice(StoreProbe probe)
    {
        for (var i = 0; i < 30; i++)
        {
            var key = "key" + i;
            var attempt = await probe.Acquire(key).ConfigureAwait(false);
            var recorded = await StoreProbe.AtOnce(4, caller => probe.Complete(attempt, [(byte)caller], key: key)).ConfigureAwait(false);
            probe.That(recorded.All(static r => r), "of four CompleteAsync of one attempt at the same time, not all were true");
            var first = probe.Is<ClaimOutcome.Completed>(await probe.Claim(key).ConfigureAwait(false), "a claim after CompleteAsync");
            await probe.Replays(first.Result.ToArray(), "a second time", key).ConfigureAwait(false);
        }
    }

    private static void OneOf(StoreProbe probe, ClaimOutcome[] outcomes)
    {
        var granted = outcomes.OfType<ClaimOutcome.Acquired>().Count();
        probe.That(granted == 1, $"{granted} of {outcomes.Length} concurrent claims of one key were granted");
        probe.That(
            outcomes.OfType<ClaimOutcome.InFlight>().Count() == outcomes.Length - 1,
            $"the others were answered {string.Join(", ", outcomes.Select(static o => o.GetType().Name).Distinct())} and not InFlight");
    }
}
