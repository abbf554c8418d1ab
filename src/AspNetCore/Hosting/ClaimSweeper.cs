using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Has the store remove what is no longer remembered, as long as the host runs. A store that fails is asked again next time.</summary>
internal sealed class ClaimSweeper(IntentGuards guards, IOptionsMonitor<IntentContractsOptions> options, ILogger<ClaimSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (options.CurrentValue.SweepInterval is { Ticks: > 0 } interval)
            {
                await Task.Delay(interval, guards.Time, stoppingToken);
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var batch = options.CurrentValue.SweepBatch;
            while (await guards.Store.SweepAsync(batch, cancellationToken) >= batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            WebLog.SweepFailed(log, failure);
        }
    }
}
