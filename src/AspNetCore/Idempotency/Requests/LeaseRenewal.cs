namespace IntentContracts.AspNetCore;

/// <summary>Keeps a claim while its request runs: only a process that has gone lets it end.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public LeaseRenewal(IIdempotencyStore store, ClaimKey claim, long attempt, TimeSpan lease, TimeProvider time)
    {
        var third = lease / 3;
        _running = RunAsync(store, claim, attempt, lease, third < Shortest ? Shortest : third > Longest ? Longest : third, time, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task RunAsync(IIdempotencyStore store, ClaimKey claim, long attempt, TimeSpan lease, TimeSpan every, TimeProvider time, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(every, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await store.RenewAsync(claim, attempt, lease, stop))
                {
                    // Lost: recording the response will say so.
                    return;
                }
            }
            catch (Exception)
            {
                // A store that does not answer now may answer before the lease ends; and whatever it throws, the request has its own outcome.
            }
        }
    }
}
