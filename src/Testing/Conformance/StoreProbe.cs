using System.Diagnostics.CodeAnalysis;

namespace IntentContracts.Testing;

/// <summary>Asks a store, and says which sentence is broken when the answer is wrong.</summary>
internal sealed class StoreProbe(StoreUnderTest subject, string sentence)
{
    /// <summary>Of claims that are to expire.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>Of claims that are not to expire, however slow the machine is.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>Longer than <see cref="Short"/>, shorter than <see cref="Long"/>.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromSeconds(2);

    public const string Contract = "M:Shop.Orders.Place";
    public const string Same = "v1:same";
    public const string Other = "v1:other";

    public IIdempotencyStore Store => subject.Store;

    public static ClaimKey Key(string name = "key") => ClaimKey.Create(Contract, "tenant", name);

    public Task LetPass(TimeSpan time) => subject.LetTimePass(time);

    /// <param name="lease"><see cref="Long"/> when not given.</param>
    /// <param name="retention"><see cref="Long"/> when not given.</param>
    public async Task<ClaimOutcome> Claim(string key = "key", string fingerprint = Same, TimeSpan? lease = null, TimeSpan? retention = null, bool marked = false) =>
        await Store.ClaimAsync(new(Key(key), Contract, new(fingerprint), lease ?? Long, retention ?? Long, marked), CancellationToken.None).ConfigureAwait(false);

    public async Task<long> Acquire(string key = "key", TimeSpan? lease = null, TimeSpan? retention = null, bool marked = false, string fingerprint = Same) =>
        Is<ClaimOutcome.Acquired>(await Claim(key, fingerprint, lease, retention, marked).ConfigureAwait(false), "a claim of a free key").Attempt;

    public async Task<bool> Complete(long attempt, byte[]? result = null, TimeSpan? retention = null, string key = "key") =>
        await Store.CompleteAsync(Key(key), attempt, result ?? [1], retention ?? Long, CancellationToken.None).ConfigureAwait(false);

    public async Task<bool> Release(long attempt, string key = "key") => await Store.ReleaseAsync(Key(key), attempt, CancellationToken.None).ConfigureAwait(false);

    public async Task<bool> Hold(long attempt, string key = "key") => await Store.HoldAsync(Key(key), attempt, CancellationToken.None).ConfigureAwait(false);

    public async Task<bool> Mark(long attempt, string key = "key") => await Store.MarkAsync(Key(key), attempt, CancellationToken.None).ConfigureAwait(false);

    public async Task<bool> Renew(long attempt, TimeSpan? lease = null, string key = "key") =>
        await Store.RenewAsync(Key(key), attempt, lease ?? Long, CancellationToken.None).ConfigureAwait(false);

    public async Task<bool> HasCompleted(long attempt, string key = "key") => await Store.HasCompletedAsync(Key(key), attempt, CancellationToken.None).ConfigureAwait(false);

    public async Task<IReadOnlyList<HeldClaim>> FindHeld(int atMost = 100) => await Store.FindHeldAsync(atMost, CancellationToken.None).ConfigureAwait(false);

    public async Task<int> Sweep(int atMost = 100) => await Store.SweepAsync(atMost, CancellationToken.None).ConfigureAwait(false);

    /// <summary>That the outcome that is replayed is this one, byte for byte.</summary>
    public async Task Replays(byte[] expected, string when, string key = "key")
    {
        var completed = Is<ClaimOutcome.Completed>(await Claim(key).ConfigureAwait(false), when);
        That(completed.Result.Span.SequenceEqual(expected), $"{when}, {completed.Result.Length} other bytes were replayed than the {expected.Length} that were recorded");
    }

    /// <summary>That no write of an attempt counts any more.</summary>
    public async Task ChangesNothing(long attempt, string when)
    {
        That(!await Complete(attempt, [66]).ConfigureAwait(false), $"{when}, CompleteAsync of attempt {attempt} was true");
        That(!await Release(attempt).ConfigureAwait(false), $"{when}, ReleaseAsync of attempt {attempt} was true");
        That(!await Hold(attempt).ConfigureAwait(false), $"{when}, HoldAsync of attempt {attempt} was true");
        That(!await Renew(attempt).ConfigureAwait(false), $"{when}, RenewAsync of attempt {attempt} was true");
        That(!await Mark(attempt).ConfigureAwait(false), $"{when}, MarkAsync of attempt {attempt} was true");
    }

    public T Is<T>(ClaimOutcome outcome, string what)
        where T : ClaimOutcome
    {
        if (outcome is not T expected)
        {
            That(false, $"{what} was answered {outcome?.ToString() ?? "null"} and not {typeof(T).Name}");
            throw new InvalidOperationException();
        }

        return expected;
    }

    /// <param name="holds">What must hold.</param>
    /// <param name="seen">What was seen otherwise.</param>
    public void That([DoesNotReturnIf(false)] bool holds, string seen)
    {
        if (!holds)
        {
            throw new ConformanceException($"Broken: \"{sentence}\" Seen: {seen}.");
        }
    }

    public async Task Refuses<TException>(Func<Task> call, string what)
        where TException : Exception
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (TException)
        {
            return;
        }

        That(false, $"{what} did not throw {typeof(TException).Name}");
    }

    /// <summary>Runs on threads of the pool, begun together.</summary>
    public static async Task<T[]> AtOnce<T>(int callers, Func<int, Task<T>> call)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            await start.Task.ConfigureAwait(false);
            return await call(i).ConfigureAwait(false);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(calls).ConfigureAwait(false);
    }
}
