using IntentContracts;
using IntentContracts.EntityFrameworkCore;
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
        services.AddDbContext<OrdersDb>(db => Choose(db, options), optionsLifetime: ServiceLifetime.Singleton);

        // For claims that have no transaction to be part of, and for the command that resolves held ones.
        services.AddSingleton<IIdempotencyStore>(provider =>
            new EntityFrameworkIdempotencyStore(() => new OrdersDb(provider.GetRequiredService<DbContextOptions<OrdersDb>>())));

        services.AddHttpClient<IPaymentGateway, HttpPaymentGateway>(http => http.BaseAddress = options.PaymentGateway);
        services.AddScoped<IPaymentGateway, InvoicePaymentGateway>();

        services.AddSingleton<ICarrierManifest>(new CarrierManifestFile(options.CarrierManifest));
        return services;
    }

    // A serialization failure is PostgreSQL's way to say "again": the strategy runs the boundary's body again.
    private static void Choose(DbContextOptionsBuilder db, InfrastructureOptions options) => _ = options.PostgreSql is { } connection
        ? db.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(maxRetryCount: 10, TimeSpan.FromMilliseconds(200), errorCodesToAdd: null))
        : db.UseSqlite(new SqliteConnectionStringBuilder { DataSource = options.Database }.ToString());
}
