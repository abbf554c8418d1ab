using IntentContracts;
using Orders.Application.Shipping;

namespace Orders.Api.Workers;

/// <summary>Ships what is paid, round after round.</summary>
// Mistake 4: the date has passed, and a parcel can still be announced twice.
[IntentException("IC1401", Reason = "the carrier promised to ignore a line it has seen", Owner = "shipping", Until = "2025-12-31")]
[OwnedBy("shipping")]
internal sealed partial class ShippingWorker(IServiceScopeFactory scopes, IConfiguration settings, ILogger<ShippingWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pace = new ShippingPace(settings);
        using var rounds = new PeriodicTimer(pace.Interval);
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                pace.Follow(settings);
                rounds.Period = pace.Interval;
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ShippingService>().ShipPaidAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                RoundFailed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of shipping failed; the next one starts with the same order")]
    private partial void RoundFailed(Exception failure);
}
