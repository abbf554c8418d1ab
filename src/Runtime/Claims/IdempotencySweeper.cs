using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntentContracts;

/// <summary>Removes, in the background and in small batches, what a store no longer has to remember. Claims never wait for it, and any number of processes may run one.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock of the pauses; the system's when not given.</param>
/// <param name="loggers">Makes the logger for failures, category <c>IntentContracts</c>; nothing is logged when not given.</param>
public sealed class IdempotencySweeper(IIdempotencyStore store, TimeProvider? time = null, ILoggerFactory? loggers = null)
{
    private const int Batch = 1000;

    private readonly IIdempotencyStore _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _log = loggers?.CreateLogger(IntentTelemetry.Name) ?? NullLogger.Instance;

    /// <summary>Sweeps until it is cancelled. A sweep that fails is logged, and the next one follows as if nothing had been.</summary>
    /// <param name="interval">The pause between two sweeps. Positive.</param>
    /// <param name="cancellationToken">Ends it; that is its only end.</param>
    /// <returns>Completes, without an exception, when it was cancelled.</returns>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                while (await _store.SweepAsync(Batch, cancellationToken).ConfigureAwait(false) == Batch)
                {
                    // What is left waits behind the work of others.
                    await Task.Yield();
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                GuardLog.NotSwept(_log, failure, interval);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(interval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
