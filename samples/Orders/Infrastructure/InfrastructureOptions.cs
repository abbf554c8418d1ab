namespace Orders.Infrastructure;

/// <summary>Where the outside world is.</summary>
/// <param name="Database">Path of the SQLite file.</param>
/// <param name="PostgreSql">Connection string of a PostgreSQL database to use instead; null for the file.</param>
/// <param name="PaymentGateway">Base address of the payment provider.</param>
/// <param name="CarrierManifest">Path of the file that the carrier collects.</param>
public sealed record InfrastructureOptions(string Database, string? PostgreSql, Uri PaymentGateway, string CarrierManifest);
