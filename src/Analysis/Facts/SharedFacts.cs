using System.Collections.Concurrent;

namespace IntentContracts.Analysis.Facts;

/// <summary>Facts that the checks of one process share, so that a build reads no assembly twice. For several threads; what it holds is never changed.</summary>
public sealed class SharedFacts
{
    private readonly ConcurrentDictionary<FactsIdentity, AssemblyFacts> _facts = new();

    internal AssemblyFacts? Get(FactsIdentity identity) => _facts.TryGetValue(identity, out var facts) ? facts : null;

    /// <summary>Two threads can have read the same assembly: the first is kept.</summary>
    internal AssemblyFacts Add(FactsIdentity identity, AssemblyFacts facts) => _facts.GetOrAdd(identity, facts);
}
