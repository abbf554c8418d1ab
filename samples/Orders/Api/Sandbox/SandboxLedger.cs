using System.Collections.Concurrent;

namespace Orders.Api.Sandbox;

/// <summary>What the payment provider has on record.</summary>
internal sealed class SandboxLedger
{
    private readonly ConcurrentDictionary<string, SandboxCharge> _charges = new();
    private int _requests;

    /// <summary>How many requests arrived, whatever became of them.</summary>
    public int Requests => _requests;

    public IReadOnlyCollection<SandboxCharge> Charges => [.. _charges.Values];

    public void CountRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Charges once per key; false when the key was used before, by the same charge or another.</summary>
    public bool TryCharge(string key, SandboxCharge charge) => _charges.TryAdd(key, charge);

    public bool Holds(string key, SandboxCharge charge) => _charges.TryGetValue(key, out var held) && held == charge;
}
