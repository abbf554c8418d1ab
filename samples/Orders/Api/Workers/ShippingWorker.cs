using IntentContracts;
using Orders.Application.Shipping;

namespace Orders.Api.Workers;

/// <summary>Ships what is paid, round after round.</summary>
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
