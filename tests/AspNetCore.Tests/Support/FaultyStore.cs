namespace IntentContracts.AspNetCore.Tests;

/// <summary>A store in memory that fails where it is told to.</summary>
internal sealed class FaultyStore(InMemoryIdempotencyStoreOptions? options = null) : IIdempotencyStore
{
    public InMemoryIdempotencyStore Inner { get; } = new(null, options);

    public HashSet<string> Down { get; } = [];

    public bool LosesLeases { get; set; }

    public int Renewals { get; private set; }

    public int Sweeps { get; private set; }

    public List<ClaimRequest> Requests { get; } = [];

    public IReadOnlyList<HeldClaim>? Held { get; set; }

    public int MaxResultBytes => Inner.MaxResultBytes;

    public ValueTask<ClaimOutcome> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        Demand("claim");
        lock (Requests)
        {
            Requests.Add(request);
        }

        return Inner.ClaimAsync(request, cancellationToken);
    }

    public ValueTask<bool> MarkAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => Inner.MarkAsync(key, attempt, cancellationToken);

    public ValueTask<bool> CompleteAsync(ClaimKey key, long attempt, ReadOnlyMemory<byte> result, TimeSpan retention, CancellationToken cancellationToken)
    {
        Demand("complete");
        return LosesLeases ? new(false) : Inner.CompleteAsync(key, attempt, result, retention, cancellationToken);
    }

    public ValueTask<bool> HasCompletedAsync(ClaimKey key, long attempt, CancellationToken cancellationToken) => new(false);

    public ValueTask<bool> ReleaseAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        Demand("release");
        return Inner.ReleaseAsync(key, attempt, cancellationToken);
    }

    public ValueTask<bool> HoldAsync(ClaimKey key, long attempt, CancellationToken cancellationToken)
    {
        Demand("hold");
        return Inner.HoldAsync(key, attempt, cancellationToken);
    }

    public ValueTask<bool> RenewAsync(ClaimKey key, long attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        Renewals++;
        Demand("renew");
        return Inner.RenewAsync(key, attempt, lease, cancellationToken);
    }

    public ValueTask<IReadOnlyList<HeldClaim>> FindHeldAsync(int atMost, CancellationToken cancellationToken)
    {
        Demand("find");
        return Held is not null ? new(Held) : Inner.FindHeldAsync(atMost, cancellationToken);
    }

    public ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
    {
        Sweeps++;
        Demand("sweep");
        return Inner.SweepAsync(atMost, cancellationToken);
    }

    private void Demand(string call)
    {
        if (Down.Contains(call))
        {
            throw new IOException("the store is down");
        }
    }
}
