using System.Collections.Concurrent;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A lock per key as people write it: it never forgets a key, does not see that it is entered again, and cannot time out.</summary>
internal static class HandWrittenLock
{
    private static readonly ConcurrentDictionary<int, SemaphoreSlim> Locks = new();

    public static async Task<int> RunAsync(int key, Func<int, CancellationToken, Task<int>> core, CancellationToken cancellationToken)
    {
        var gate = Locks.GetOrAdd(key, static _ => new(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await core(key, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>A deadline as people write it: it knows no outer deadline, and a timeout looks like the caller's cancellation.</summary>
internal static class HandWrittenDeadline
{
    public static async Task<int> RunAsync(int order, Func<int, CancellationToken, Task<int>> core, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(5));
        return await core(order, source.Token);
    }
}

/// <summary>Retries as people write them: no budget, no jitter, and every layer has its own.</summary>
internal static class HandWrittenRetry
{
    public static async Task<int> RunAsync(int order, Func<int, CancellationToken, Task<int>> core, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await core(order, cancellationToken);
            }
            catch (Exception e) when (attempt < 3 && e is not OperationCanceledException)
            {
                await Task.Delay(200 * attempt, cancellationToken);
            }
        }
    }
}
