using System.Collections.Concurrent;

namespace Corpus.Library.Locks;

// look-alike: what is made anew is no lock here; its callers in App/Locks/Unfit.cs, Turnstile, lock it
/// <summary>Hands out a gate for a key: one that it keeps, one that it puts where others find it, or a new one each time.</summary>
public sealed class Turnstiles
{
    private readonly ConcurrentDictionary<string, object> _kept = new();
    private readonly ConcurrentDictionary<string, object> _listed = new();

    public object For(string key) => _kept.GetOrAdd(key, static _ => new object());

    public object Listed(string key)
    {
        var gate = new object();
        _listed[key] = gate;
        return gate;
    }

    public static object Anew(string key) => new { key };

    public static object Named(string key) => $"turnstile {key}";

    public static object Through(string key) => Anew(key + "!");
}
