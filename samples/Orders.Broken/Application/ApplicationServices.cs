using Microsoft.Extensions.DependencyInjection;
using Orders.Application.Ordering;
using Orders.Application.Payments;
using Orders.Application.Shipping;
using Orders.Application.Warehouse;

namespace Orders.Application;

/// <summary>What the application registers.</summary>
public static class ApplicationServices
{
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddScoped<OrderService>()
        .AddScoped<PaymentGateways>()
        .AddScoped<StockService>()
        .AddScoped<ShippingService>();
}
