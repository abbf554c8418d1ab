using System.Globalization;
using IntentContracts;
using Orders.Application.Ordering;
using Orders.Application.Shipping;

namespace Orders.Infrastructure.Shipping;

/// <summary>The manifest as a file, one parcel a line.</summary>
[OwnedBy("shipping")]
[Assumes("the carrier scans each parcel once, however often it is listed: so it stands in the contract", Until = "2035-12-31")]
internal sealed class CarrierManifestFile(string path) : ICarrierManifest
{
    /// <summary>Appends the parcel's line, before the order counts as shipped: a parcel listed twice is harmless, one never listed is not.</summary>
    [NotIdempotent("after a crash a parcel may be listed twice; the carrier scans each parcel once and ignores the second line")]
    public Task AnnounceAsync(Order order, CancellationToken cancellationToken)
    {
        var articles = order.Lines.Sum(line => line.Quantity);
        var parcel = string.Create(CultureInfo.InvariantCulture, $"{order.Id};{order.Customer};{articles}\n");
        return File.AppendAllTextAsync(path, parcel, cancellationToken);
    }
}
