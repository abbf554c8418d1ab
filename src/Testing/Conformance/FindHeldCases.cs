namespace IntentContracts.Testing;

/// <summary>Those who resolve unknown outcomes find them.</summary>
internal static class FindHeldCases
{
    private const string Found = "The claims whose outcome is unknown, the oldest first: those that are held, and those in flight that are marked and whose lease has run out.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Held_claims_are_found_oldest_first", new(Found, OldestFirst)),
        ("Only_unknown_claims_are_found", new(Found, OnlyUnknown)),
        ("A_held_claim_is_found_with_what_resolves_it", new("A claim whose outcome is unknown, as somebody finds it who has to resolve it.", Resolves)),
        ("At_most_as_many_are_found_as_asked_for", new("How many. Positive.", AtMost)),
    ];

    private static async Task OldestFirst(StoreProbe probe)
    {
        List<long> attempts = [];
        for (var i = 0; i < 6; i++)
        {
            attempts.Add(await probe.Acquire("key" + i, lease: StoreProbe.Short, marked: i % 2 == 0).ConfigureAwait(false));
            await probe.LetPass(TimeSpan.FromMilliseconds(20)).ConfigureAwait(false);
        }

        // Held in another order than claimed.
        foreach (var i in (int[])[5, 1, 3])
        {
            await probe.Hold(attempts[i], "key" + i).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var found = (await probe.FindHeld().ConfigureAwait(false)).Select(static h => h.Attempt).ToList();
        probe.That(found.SequenceEqual(attempts), $"attempts {string.Join(", ", found)} were found and not {string.Join(", ", attempts)}");
        found = [.. (await probe.FindHeld(2).ConfigureAwait(false)).Select(static h => h.Attempt)];
        probe.That(found.SequenceEqual(attempts.Take(2)), $"attempts {string.Join(", ", found)} were found and not the two oldest");
    }

    private static async Task OnlyUnknown(StoreProbe probe)
    {
        await probe.Acquire("in flight").ConfigureAwait(false);
        await probe.Acquire("marked", marked: true).ConfigureAwait(false);
        await probe.Acquire("expired", lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.Complete(await probe.Acquire("completed", lease: StoreProbe.Short, marked: true).ConfigureAwait(false), key: "completed").ConfigureAwait(false);
        await probe.Release(await probe.Acquire("released", marked: true).ConfigureAwait(false), "released").ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var found = await probe.FindHeld().ConfigureAwait(false);
        probe.That(found.Count == 0, $"{found.Count} claims were found, and none has an unknown outcome");
    }

    private static async Task Resolves(StoreProbe probe)
    {
        var attempt = await probe.Acquire(lease: StoreProbe.Short).ConfigureAwait(false);
        await probe.Hold(attempt).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        var found = await probe.FindHeld().ConfigureAwait(false);
        probe.That(found.Count == 1, $"{found.Count} claims were found and not one");
        var held = found[0];
        probe.That(held.Key == StoreProbe.Key(), "another key was found");
        probe.That(held.ContractId == StoreProbe.Contract, $"its contract was '{held.ContractId}'");
        probe.That(held.Attempt == attempt, $"its attempt was {held.Attempt} and not {attempt}");
        probe.That(held.Age >= StoreProbe.Past && held.Age < StoreProbe.Long, $"its age was {held.Age} after {StoreProbe.Past}");
        probe.That(await probe.Store.CompleteAsync(held.Key, held.Attempt, new byte[] { 5 }, StoreProbe.Long, CancellationToken.None).ConfigureAwait(false), "it could not be completed");
        await probe.Replays([5], "after it was completed").ConfigureAwait(false);
    }

    private static async Task AtMost(StoreProbe probe)
    {
        for (var i = 0; i < 3; i++)
        {
            await probe.Hold(await probe.Acquire("key" + i).ConfigureAwait(false), "key" + i).ConfigureAwait(false);
        }

        for (var atMost = 1; atMost <= 4; atMost++)
        {
            var found = await probe.FindHeld(atMost).ConfigureAwait(false);
            probe.That(found.Count == Math.Min(atMost, 3), $"{found.Count} of 3 were found when {atMost} were asked for");
        }

        probe.That((await probe.FindHeld(int.MaxValue).ConfigureAwait(false)).Count == 3, "not all were found when all were asked for");
        foreach (var atMost in (int[])[0, -1])
        {
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.FindHeld(atMost), $"FindHeldAsync of {atMost}").ConfigureAwait(false);
        }
    }
}
