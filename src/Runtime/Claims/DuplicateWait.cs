namespace IntentContracts.Runtime;

/// <summary>How a duplicate waits for the execution that is running: for its signal where the store has one, otherwise with growing pauses.</summary>
/// <remarks>All waits of one call together last at most one lease, so a chain of executions that all fail cannot hold a duplicate for ever.</remarks>
internal sealed class DuplicateWait(TimeProvider time, TimeSpan atMost)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // Timers take whole milliseconds and at most 49 days; a shorter or longer wait is another round.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _pause = FirstPause;

    /// <summary>Waits once; then it is time to ask the store again.</summary>
    /// <returns>False when the whole wait is used up, and nothing was waited for.</returns>
    public async ValueTask<bool> OnceAsync(ClaimOutcome.InFlight inFlight, CancellationToken cancellationToken)
    {
        var left = atMost - time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        var wait = inFlight.Remaining < left ? inFlight.Remaining : left;
        if (inFlight.Settled is { IsCompleted: false } settled)
        {
            await settled.WaitAsync(Clamp(wait), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return true;
        }

        await Task.Delay(Clamp(wait < _pause ? wait : _pause), time, cancellationToken).ConfigureAwait(false);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
