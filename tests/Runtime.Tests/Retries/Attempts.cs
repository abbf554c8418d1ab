using IntentContracts.Runtime.Tests.Telemetry;

namespace IntentContracts.Runtime.Tests.Retries;

/// <summary>A member that retries, on a clock that moves by itself to the end of each pause.</summary>
internal sealed class Attempts : IDisposable
{
    public Attempts() => Guards = new(new InMemoryIdempotencyStore(Time), time: Time, loggers: Log);

    public FakeTime Time { get; } = new();

    public RecordingLog Log { get; } = new();

    public Measurements Measured { get; } = new();

    public IntentGuards Guards { get; }

    public int Count { get; private set; }

    public IReadOnlyList<string> Outcomes => Measured.Outcomes("intentcontracts.retry.attempts");

    /// <summary>The pauses before the second attempt, the third, and so on.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. Log.Entries.Where(static e => e.Id == 1301).Select(static e => (TimeSpan)e.Values["Pause"]!)];

    public RetryContract Contract(
        int attempts = 4, double baseSeconds = 0, double maxSeconds = 30, int budget = 0, Type[]? on = null, GuardMode mode = GuardMode.Enforce) =>
        new(Measured.Contract, "orders", attempts, TimeSpan.FromSeconds(baseSeconds), TimeSpan.FromSeconds(maxSeconds), budget, on ?? [], mode);

    /// <param name="attempt">Told the number of the attempt, from 1.</param>
    public async Task<T> RunAsync<T>(RetryContract contract, Func<int, Task<T>> attempt, CancellationToken cancellationToken = default)
    {
        var call = RetryGuard.RunAsync(Guards, contract, attempt, (a, _) => a(++Count), cancellationToken);
        while (!call.IsCompleted)
        {
            await Eventually.True(() => call.IsCompleted || Time.Waiting > 0, "the call ends or pauses");
            Time.Advance(TimeSpan.FromSeconds(60));
        }

        return await call;
    }

    public Task<int> FailAsync(RetryContract contract, Func<int, Exception> fault) => RunAsync<int>(contract, n => throw fault(n));

    public void Dispose()
    {
        Measured.Dispose();
        Log.Dispose();
    }
}
