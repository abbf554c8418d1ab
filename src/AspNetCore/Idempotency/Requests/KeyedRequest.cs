namespace IntentContracts.AspNetCore;

/// <summary>A request with a key, as it is claimed. Holds no key: its claim is a hash.</summary>
/// <param name="Contract">The endpoint: <c>HTTP POST /orders/{id}</c>.</param>
internal sealed record KeyedRequest(string Contract, ClaimKey Claim, Fingerprint Fingerprint, KeySettings Settings)
{
    // A crash where nothing can remain needs nobody to find out what has remained.
    public ClaimRequest ToClaim() => new(Claim, Contract, Fingerprint, Settings.Lease, Settings.Retention, IsMarked: Settings.OnFault != FaultedClaim.Release);
}
