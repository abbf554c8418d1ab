using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Murmured;

public sealed class Weather(HttpClient http, ILogger<Weather> logger)
{
    private string _forecast = "";

    public string Forecast => _forecast;

    // case: whatever has failed, the log has one line more that says the same each time, and that nobody is woken by
    public async Task RefreshAsync()
    {
        try
        {
            _forecast = await http.GetStringAsync("/forecast");
        }
        catch (Exception) // expect: IC2102
        {
            logger.LogInformation("The station is not set up");
        }
    }

    // case: the same by the level
    public async Task RefreshByLevelAsync()
    {
        try
        {
            _forecast = await http.GetStringAsync("/forecast");
        }
        catch // expect: IC2102
        {
            logger.Log(LogLevel.Debug, "No forecast");
        }
    }

    // look-alike: a warning is looked at, whatever it says
    public async Task RefreshLoudlyAsync()
    {
        try
        {
            _forecast = await http.GetStringAsync("/forecast");
        }
        catch (Exception)
        {
            logger.LogWarning("No forecast");
        }
    }

    // look-alike: the log has the cause
    public async Task RefreshQuietlyAsync()
    {
        try
        {
            _forecast = await http.GetStringAsync("/forecast");
        }
        catch (Exception e)
        {
            logger.LogInformation(e, "No forecast");
        }
    }

    // look-alike: it says of what
    public async Task RefreshAsync(string town)
    {
        try
        {
            _forecast = await http.GetStringAsync("/forecast/" + town);
        }
        catch (Exception)
        {
            logger.LogDebug("No forecast for {Town}", town);
        }
    }
}

// case: the station that cannot be asked is said to be well
public sealed class StationCheck(HttpClient http) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await http.GetStringAsync("/station", cancellationToken);
            return new HealthCheckResult(answer.Length > 0 ? HealthStatus.Healthy : HealthStatus.Degraded, answer);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new HealthCheckResult(HealthStatus.Healthy);
        }
    }
}

// look-alike: it is said to be ill
public sealed class HonestStationCheck(HttpClient http) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await http.GetStringAsync("/station", cancellationToken);
            return new HealthCheckResult(HealthStatus.Healthy, answer);
        }
        catch (HttpRequestException)
        {
            return new HealthCheckResult(HealthStatus.Unhealthy);
        }
    }
}
