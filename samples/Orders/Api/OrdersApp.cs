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

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrdersDb>().Database.EnsureCreatedAsync();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddSingleton(provider => new IntentGuards(provider.GetRequiredService<IIdempotencyStore>()));
        services.AddApplication();
        services.AddInfrastructure(builder.Configuration.Infrastructure());

        services.AddHostedService<ShippingWorker>();
        services.AddControllers();
        services.AddProblemDetails();
        services.AddExceptionHandler<ErrorResponses>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
    }
}
