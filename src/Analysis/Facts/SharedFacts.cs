using System.Collections.Concurrent;

namespace IntentContracts.Analysis.Facts;

/// <summary>Facts that the checks of one process share, so that a build reads no assembly twice. For several threads; what it holds is never changed.</summary>
public sealed class SharedFacts
{
    private readonly ConcurrentDictionary<FactsIdentity, Lazy<AssemblyFacts>> _facts = new();

    /// <summary>The facts, read by whoever asks first; who asks meanwhile waits for them. A failure is told to those who wait, and the next one reads again.</summary>
    internal AssemblyFacts Get(FactsIdentity identity, Func<AssemblyFacts> read)
    {
        var facts = _facts.GetOrAdd(identity, _ => new(read));
        try
        {
            return facts.Value;
        }
        catch
        {
            ((ICollection<KeyValuePair<FactsIdentity, Lazy<AssemblyFacts>>>)_facts).Remove(new(identity, facts));
            throw;
        }
    }
}
