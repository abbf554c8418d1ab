namespace IntentContracts.Testing;

/// <summary>The sweep removes what is no longer remembered, and nothing else.</summary>
internal static class SweepCases
{
    private const string Swept = "Removes what is no longer remembered: outcomes past their retention, and unmarked claims in flight past lease and retention. Never what is held.";

    public static IEnumerable<(string, ConformanceDraft)> All =>
    [
        ("Sweep_removes_only_what_is_forgotten", new(Swept, OnlyForgotten)),
        ("Sweep_removes_at_most_as_many_as_asked_for", new("How many were removed; less than atMost when nothing is left to remove.", AtMost)),
        ("Sweep_beside_claims", new("Never makes a claim wait.", BesideClaims)),
    ];

    private static async Task OnlyForgotten(StoreProbe probe)
    {
        await probe.Complete(await probe.Acquire("done").ConfigureAwait(false), retention: StoreProbe.Short, key: "done").ConfigureAwait(false);
        await probe.Acquire("abandoned", StoreProbe.Short, StoreProbe.Short).ConfigureAwait(false);

        await probe.Complete(await probe.Acquire("remembered").ConfigureAwait(false), [1], key: "remembered").ConfigureAwait(false);
        var expired = await probe.Acquire("expired", StoreProbe.Short, StoreProbe.Long).ConfigureAwait(false);
        var inFlight = await probe.Acquire("in flight", StoreProbe.Long, StoreProbe.Short).ConfigureAwait(false);
        var marked = await probe.Acquire("marked", StoreProbe.Short, StoreProbe.Short, marked: true).ConfigureAwait(false);
        var held = await probe.Acquire("held", StoreProbe.Short, StoreProbe.Short).ConfigureAwait(false);
        await probe.Hold(held, "held").ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);

        var removed = await probe.Sweep().ConfigureAwait(false);

        probe.That(removed == 2, $"{removed} claims were removed and not two");
        await probe.Replays([1], "after the sweep", "remembered").ConfigureAwait(false);
        probe.That(await probe.Renew(expired, key: "expired").ConfigureAwait(false), "an expired claim within its retention was removed");
        probe.That(await probe.Renew(inFlight, key: "in flight").ConfigureAwait(false), "a claim in flight was removed");
        probe.That(await probe.Renew(marked, key: "marked").ConfigureAwait(false), "a marked claim was removed");
        probe.That(await probe.Complete(held, key: "held").ConfigureAwait(false), "a held claim was removed");
    }

    private static async Task AtMost(StoreProbe probe)
    {
        for (var i = 0; i < 5; i++)
        {
            await probe.Acquire("key" + i, StoreProbe.Short, StoreProbe.Short).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        foreach (var expected in (int[])[2, 2, 1, 0])
        {
            var removed = await probe.Sweep(2).ConfigureAwait(false);
            probe.That(removed == expected, $"{removed} were removed and not {expected}, when at most 2 were asked for");
        }

        foreach (var atMost in (int[])[0, -1])
        {
            await probe.Refuses<ArgumentOutOfRangeException>(() => probe.Sweep(atMost), $"SweepAsync of {atMost}").ConfigureAwait(false);
        }
    }

    private static async Task BesideClaims(StoreProbe probe)
    {
        for (var i = 0; i < 50; i++)
        {
            await probe.Acquire("key" + i, StoreProbe.Short, StoreProbe.Short).ConfigureAwait(false);
        }

        await probe.LetPass(StoreProbe.Past).ConfigureAwait(false);
        await probe.LetPass(StoreProbe.Short).ConfigureAwait(false);
        var sweeps = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await probe.Sweep(5).ConfigureAwait(false);
            }
        });
        var outcomes = await StoreProbe.AtOnce(50, i => probe.Claim("key" + i)).ConfigureAwait(false);
        await sweeps.ConfigureAwait(false);
        probe.That(outcomes.All(static o => o is ClaimOutcome.Acquired), "a claim of a forgotten key was not granted while a sweep ran");
        for (var i = 0; i < outcomes.Length; i++)
        {
            probe.That(await probe.Complete(((ClaimOutcome.Acquired)outcomes[i]).Attempt, key: "key" + i).ConfigureAwait(false), "a claim that was granted while a sweep ran was swept");
        }
    }
}
