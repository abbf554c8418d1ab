namespace IntentContracts.Testing;

/// <summary>Every input is either taken as it is or refused before anything happens.</summary>
internal static class InputCases
{
    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Any_text_can_be_a_key", new("A hash of contract, scope and key, so that stores hold and log nothing of a caller.", AnyKey)),
        ("Any_text_can_be_a_contract", new("At most MaxContractIdLength characters are kept.", AnyContract)),
        ("Durations_are_positive", new("Positive.", Positive)),
        ("The_shortest_and_the_longest_durations", new("How long this execution may hold the claim, from now on the store's clock.", Extremes)),
        ("A_cancelled_caller_claims_nothing", new("Gives up asking.", Cancelled)),
    ];

    private static async Task AnyKey(StoreProbe probe)
    {
        string[] hostile =
        [
            "", " ", "  ", "'", "''", "\"", ";", "'; DROP TABLE intent_claims; --", "\0", "a\0b", "%", "_", "\\", "\r\n", "\ud83d\ude00", "e\u0301", "\u00e9",
            "key", "KEY", new string('x', 100_000), "\u202e", "{0}", "$1", "@claim", "../..", "null",
        ];
        foreach (var key in hostile)
        {
            var attempt = await probe.Acquire(key).ConfigureAwait(false);
            probe.Is<ClaimOutcome.InFlight>(await probe.Claim(key).ConfigureAwait(false), "the second claim of a key");
            probe.That(await probe.Complete(attempt, [1], key: key).ConfigureAwait(false), "CompleteAsync of a key was false");
            await probe.Replays([1], "a claim of a key", key).ConfigureAwait(false);
        }
    }

    private static async Task AnyContract(StoreProbe probe)
    {
        string[] hostile = ["", "M:A.B(System.String)", "'; --", "a\0b", "\ud83d", new string('\u00e9', 5000), new string('x', 511) + "\ud83d\ude00"];
        for (var i = 0; i < hostile.Length; i++)
        {
            var key = StoreProbe.Key("key" + i);
            var outcome = await probe.Store.ClaimAsync(new(key, hostile[i], new(StoreProbe.Same), StoreProbe.Long, StoreProbe.Long), CancellationToken.None).ConfigureAwait(false);
            await probe.Hold(probe.Is<ClaimOutcome.Acquired>(outcome, "a claim").Attempt, "key" + i).ConfigureAwait(false);
        }

        var found = await probe.FindHeld().ConfigureAwait(false);
        probe.That(found.Count == hostile.Length, $"{found.Count} of {hostile.Length} held claims were found");
        probe.That(found[1].ContractId == hostile[1], $"the contract '{hostile[1]}' was found as '{found[1].ContractId}'");
        probe.That(found[5].ContractId.StartsWith(hostile[5][..(ClaimRequest.MaxContractIdLength - 1)], StringComparison.Ordinal), "less of a long contract was kept than MaxContractIdLength");
    }

    private static async Task Positive(StoreProbe probe)
    {
        var attempt = await probe.Acquire("other").ConfigureAwait(false);
        foreach (var duration in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MinValue])
        {
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.Claim(lease: duration), $"ClaimAsync with a lease of {duration}").ConfigureAwait(false);
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.Claim(retention: duration), $"ClaimAsync with a retention of {duration}").ConfigureAwait(false);
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.Renew(attempt, duration, "other"), $"RenewAsync with a lease of {duration}").ConfigureAwait(false);
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.Complete(attempt, retention: duration, key: "other"), $"CompleteAsync with a retention of {duration}").ConfigureAwait(false);
        }

        await probe.Acquire().ConfigureAwait(false);
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim("other").ConfigureAwait(false), "a claim after these refusals");
    }

    private static async Task Extremes(StoreProbe probe)
    {
        var tick = TimeSpan.FromTicks(1);
        await probe.Acquire("short", tick, tick).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        await probe.Acquire("short", fingerprint: StoreProbe.Other).ConfigureAwait(false);

        var attempt = await probe.Acquire("long", TimeSpan.MaxValue, TimeSpan.MaxValue).ConfigureAwait(false);
        probe.That(await probe.Renew(attempt, TimeSpan.MaxValue, "long").ConfigureAwait(false), "RenewAsync with the longest lease was false");
        var remaining = probe.Is<ClaimOutcome.InFlight>(await probe.Claim("long").ConfigureAwait(false), "a claim within the longest lease").Remaining;
        probe.That(remaining > TimeSpan.FromDays(1000), $"{remaining} remained of the longest lease");
        probe.That(await probe.Complete(attempt, [1], TimeSpan.MaxValue, "long").ConfigureAwait(false), "CompleteAsync with the longest retention was false");
        await probe.Replays([1], "within the longest retention", "long").ConfigureAwait(false);
    }

    private static async Task Cancelled(StoreProbe probe)
    {
        var request = new ClaimRequest(StoreProbe.Key(), StoreProbe.Contract, new(StoreProbe.Same), StoreProbe.Long, StoreProbe.Long);
        await probe.Refuses<OperationCanceledException>(
            async () => await probe.Store.ClaimAsync(request, new CancellationToken(canceled: true)).ConfigureAwait(false), "ClaimAsync with a cancelled token").ConfigureAwait(false);
        await probe.Acquire(fingerprint: StoreProbe.Other).ConfigureAwait(false);
    }
}
