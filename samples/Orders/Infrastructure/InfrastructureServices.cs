using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Orders.Application;
using Orders.Application.Payments;
using Orders.Application.Shipping;
using Orders.Infrastructure.Payments;
using Orders.Infrastructure.Shipping;

namespace Orders.Infrastructure;

/// <summary>What the infrastructure registers: the database and both ways to be paid.</summary>
public static class InfrastructureServices
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, InfrastructureOptions options)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = options.Database }.ToString();
        services.AddDbContext<OrdersDb>(db => db.UseSqlite(connection));

        services.AddHttpClient<IPaymentGateway, HttpPaymentGateway>(http => http.BaseAddress = options.PaymentGateway);
        services.AddScoped<IPaymentGateway, InvoicePaymentGateway>();

        services.AddSingleton<ICarrierManifest>(new CarrierManifestFile(options.CarrierManifest));
        return services;
    }
}
