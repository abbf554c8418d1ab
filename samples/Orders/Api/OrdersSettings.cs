using Orders.Infrastructure;

namespace Orders.Api;

/// <summary>The names of the service's settings.</summary>
internal static class OrdersSettings
{
    public const string Database = "Orders:Database";
    public const string PostgreSql = "Orders:PostgreSql";
    public const string PaymentGateway = "Orders:PaymentGateway";
    public const string CarrierManifest = "Orders:CarrierManifest";
    public const string ShippingInterval = "Orders:ShippingInterval";

    public static InfrastructureOptions Infrastructure(this IConfiguration settings) => new(
        settings.Required(Database),
        settings[PostgreSql],
        new Uri(settings.Required(PaymentGateway)),
        settings.Required(CarrierManifest));

    private static string Required(this IConfiguration settings, string name) =>
        settings[name] ?? throw new InvalidOperationException($"the setting {name} is missing");
}
