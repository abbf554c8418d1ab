namespace IntentContracts.Testing;

/// <summary>Results come back byte for byte.</summary>
internal static class ResultCases
{
    private const string Replayed = "What is replayed to duplicates.";

    // A store that accepts more than this is not asked for its limit.
    private const int Largest = 64 * 1024 * 1024;

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("A_result_comes_back_byte_for_byte", new(Replayed, ByteForByte)),
        ("The_largest_result_comes_back", new("At most MaxResultBytes.", Limit)),
        ("A_larger_result_is_refused_and_changes_nothing", new("The result is too large. Nothing was changed.", TooLarge)),
        ("A_recorded_result_does_not_change_with_its_buffer", new(Replayed, OwnBuffer)),
    ];

    private static async Task ByteForByte(StoreProbe probe)
    {
        byte[][] results = [[], [0], [.. Enumerable.Range(0, 256).Select(static i => (byte)i)], "{\"a\":\"\\u0000\"}"u8.ToArray(), [0xC3, 0x28, 0xFF, 0xFE], new byte[5000]];
        results = [.. results.Where(r => r.Length <= probe.Store.MaxResultBytes)];
        for (var i = 0; i < results.Length; i++)
        {
            var key = "key" + i;
            await probe.Complete(await probe.Acquire(key).ConfigureAwait(false), results[i], key: key).ConfigureAwait(false);
            await probe.Replays(results[i], "a result", key).ConfigureAwait(false);
            await probe.Replays(results[i], "a result, the second time", key).ConfigureAwait(false);
        }
    }

    private static async Task Limit(StoreProbe probe)
    {
        probe.That(probe.Store.MaxResultBytes > 0, $"MaxResultBytes is {probe.Store.MaxResultBytes}");
        var result = new byte[Math.Min(probe.Store.MaxResultBytes, Largest)];
        new Random(1).NextBytes(result);
        await probe.Complete(await probe.Acquire().ConfigureAwait(false), result).ConfigureAwait(false);
        await probe.Replays(result, "the largest result").ConfigureAwait(false);
    }

    private static async Task TooLarge(StoreProbe probe)
    {
        if (probe.Store.MaxResultBytes >= Largest)
        {
            return;
        }

        var attempt = await probe.Acquire().ConfigureAwait(false);
        await probe.Refuses<InvalidOperationException>(() => probe.Complete(attempt, new byte[probe.Store.MaxResultBytes + 1]), "CompleteAsync with one byte more than MaxResultBytes").ConfigureAwait(false);
        probe.Is<ClaimOutcome.InFlight>(await probe.Claim().ConfigureAwait(false), "a claim after a result was refused");
        probe.That(await probe.Complete(attempt, [1]).ConfigureAwait(false), "CompleteAsync with a smaller result was false");
    }

    private static async Task OwnBuffer(StoreProbe probe)
    {
        byte[] buffer = [1, 2, 3];
        await probe.Complete(await probe.Acquire().ConfigureAwait(false), buffer).ConfigureAwait(false);
        buffer[0] = 9;
        await probe.Replays([1, 2, 3], "after the caller had changed its buffer").ConfigureAwait(false);
    }
}
