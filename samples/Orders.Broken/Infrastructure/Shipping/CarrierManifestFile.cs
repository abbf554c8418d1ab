using System.Globalization;
using Orders.Application.Ordering;
using Orders.Application.Shipping;

namespace Orders.Infrastructure.Shipping;

/// <summary>The manifest as a file, one parcel a line.</summary>
internal sealed class CarrierManifestFile(string path) : ICarrierManifest
{
    public Task AnnounceAsync(Order order, CancellationToken cancellationToken)
    {
        var articles = order.Lines.Sum(line => line.Quantity);
        var parcel = string.Create(CultureInfo.InvariantCulture, $"{order.Id};{order.Customer};{articles}\n");
        return File.AppendAllTextAsync(path, parcel, cancellationToken); // Mistake 3: neither the type nor the assembly has an owner.
    }
}
