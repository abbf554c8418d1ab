using System.Text.Json.Serialization;
using IntentContracts;
using Orders.Api.Endpoints;
using Orders.Api.Errors;
using Orders.Api.Workers;
using Orders.Application;
using Orders.Infrastructure;

namespace Orders.Api;

/// <summary>Puts the service together.</summary>
internal static class OrdersApp
{
    public static async Task<WebApplication> CreateAsync(string[] args, Action<IConfigurationManager> configure, Action<IServiceCollection>? addServices = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        configure(builder.Configuration);
        AddServices(builder);
        addServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.MapOrders();
        app.MapControllers();
        app.MapHealthChecks("/health");
        app.MapIntentContracts("/intent").AllowAnonymous();

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrdersDb>().Database.EnsureCreatedAsync();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;

        // Guards for every request, answers for what they refuse. An invariant that a caller can break, by ordering more than there is, is the caller's conflict here.
        services.AddIntentContracts(intent =>
        {
            intent.Problems.ShowDetails = true;
            intent.Problems.SetStatus<InvariantViolationException>(StatusCodes.Status409Conflict);
        });
        services.AddHealthChecks().AddIntentStore();
        services.AddApplication();
        services.AddInfrastructure(builder.Configuration.Infrastructure());

        services.AddHostedService<ShippingWorker>();
        services.AddControllers();
        services.AddProblemDetails();
        services.AddExceptionHandler<ErrorResponses>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
    }
}
