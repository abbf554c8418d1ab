using Orders.Application.Ordering;

namespace Orders.Application.Shipping;

/// <summary>The list from which the carrier knows what to collect.</summary>
public interface ICarrierManifest
{
    /// <summary>Announces a parcel.</summary>
    Task AnnounceAsync(Order order, CancellationToken cancellationToken);
}
