using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore;

/// <summary>Says at start, outside Development, that claims are only in this process's memory.</summary>
internal sealed class InMemoryStoreWarning(IntentGuards guards, IHostEnvironment environment, ILogger<InMemoryStoreWarning> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (guards.Store is InMemoryIdempotencyStore && !environment.IsDevelopment())
        {
            WebLog.InMemoryStore(log, environment.EnvironmentName);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
