namespace IntentContracts.Analysis.Flow;

/// <summary>Locks that are held for certain, each with how often it was taken. Immutable; most are empty, and hardly any holds more than two.</summary>
internal sealed class LockSet : IEquatable<LockSet>
{
    /// <summary>A loop that takes a lock and never gives it back would count for ever.</summary>
    private const int Deepest = 3;

    private readonly (HeldLock Lock, int Depth)[] _held;

    private LockSet((HeldLock Lock, int Depth)[] held) => _held = held;

    public static LockSet Empty { get; } = new([]);

    public IEnumerable<HeldLock> Locks => _held.Select(h => h.Lock);

    public bool IsEmpty => _held.Length == 0;

    public bool Has(HeldLock held) => Find(held) >= 0;

    public LockSet Enter(HeldLock taken)
    {
        var at = Find(taken);
        if (at < 0)
        {
            return new([.. _held, (taken, 1)]);
        }

        var held = ((HeldLock Lock, int Depth)[])_held.Clone();
        held[at] = (held[at].Lock with { IsShared = held[at].Lock.IsShared && taken.IsShared }, Math.Min(held[at].Depth + 1, Deepest));
        return new(held);
    }

    /// <summary>What a test has shown to be taken, taken before or not.</summary>
    public LockSet Hold(HeldLock taken) => Has(taken) ? this : Enter(taken);

    public LockSet Exit(HeldLock given)
    {
        var at = Find(given);
        if (at < 0)
        {
            return this;
        }

        if (_held[at].Depth > 1)
        {
            var held = ((HeldLock Lock, int Depth)[])_held.Clone();
            held[at] = (held[at].Lock, held[at].Depth - 1);
            return new(held);
        }

        return Without(h => h.IsSame(given));
    }

    /// <summary>What is held on both ways.</summary>
    public LockSet Meet(LockSet other)
    {
        if (Equals(other))
        {
            return this;
        }

        var both = new List<(HeldLock, int)>();
        foreach (var (held, depth) in _held)
        {
            var at = other.Find(held);
            if (at >= 0)
            {
                var (same, times) = other._held[at];
                both.Add((held with { IsShared = held.IsShared || same.IsShared }, Math.Min(depth, times)));
            }
        }

        return both.Count == 0 ? Empty : new([.. both]);
    }

    public LockSet With(LockSet more) => more.Locks.Aggregate(this, static (set, held) => set.Hold(held));

    public LockSet Without(Func<HeldLock, bool> which)
    {
        var rest = _held.Where(h => !which(h.Lock)).ToArray();
        return rest.Length == _held.Length ? this : rest.Length == 0 ? Empty : new(rest);
    }

    /// <summary>The same locks, as another body calls them; those that it cannot name are left out.</summary>
    public LockSet Select(Func<HeldLock, HeldLock?> rename)
    {
        var set = Empty;
        foreach (var (held, _) in _held)
        {
            if (rename(held) is { } renamed)
            {
                set = set.Hold(renamed);
            }
        }

        return set;
    }

    public bool Equals(LockSet? other) =>
        ReferenceEquals(this, other) || (other is not null && _held.Length == other._held.Length && Array.TrueForAll(_held, h => Array.IndexOf(other._held, h) >= 0));

    public override bool Equals(object? obj) => Equals(obj as LockSet);

    public override int GetHashCode() => _held.Length;

    private int Find(HeldLock held) => Array.FindIndex(_held, h => h.Lock.IsSame(held));
}
