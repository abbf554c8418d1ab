using System.Collections.Concurrent;

namespace Corpus.Locks.CountedOn;

// case: three tries for each door, one of them counted for two that come at once
public sealed class DoorCodes
{
    private readonly ConcurrentDictionary<int, int> _tries = new();

    public bool MayTry(int door)
    {
        if (_tries.TryGetValue(door, out var tries) && tries >= 3)
        {
            return false;
        }

        _tries[door] = tries + 1; // expect: IC1001
        return true;
    }
}

// case: a stock for each shelf that is taken from, and a length that is counted up by hand
public sealed class Shelves
{
    private readonly ConcurrentDictionary<string, int> _left = new();
    private readonly ConcurrentDictionary<string, int> _reels = new();

    public bool Take(string shelf)
    {
        if (!_left.TryGetValue(shelf, out var left) || left <= 0)
        {
            return false;
        }

        _left[shelf] = left - 1; // expect: IC1001
        return true;
    }

    public void Wind(string shelf, string[] reels)
    {
        foreach (var reel in reels)
        {
            if (!_reels.TryGetValue(shelf, out var wound))
            {
                wound = reel.Length;
            }

            wound++;
            _reels[shelf] = wound; // expect: IC1001
        }
    }
}

// look-alike: one at a time, one atomic call, or what the dictionary compares again
public sealed class Turnstiles
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, int> _passed = new();
    private readonly ConcurrentDictionary<int, long> _credit = new();

    public bool Pass(int person)
    {
        lock (_gate)
        {
            if (_passed.TryGetValue(person, out var passed) && passed >= 4)
            {
                return false;
            }

            _passed[person] = passed + 1;
            return true;
        }
    }

    public long Charge(int person, long cents) => _credit.AddOrUpdate(person, cents, (_, credit) => credit + cents);

    public bool Spend(int person, long cents)
    {
        while (_credit.TryGetValue(person, out var credit) && credit >= cents)
        {
            if (_credit.TryUpdate(person, credit - cents, credit))
            {
                return true;
            }
        }

        return false;
    }

    public static int Tally(IEnumerable<int> people)
    {
        var seen = new ConcurrentDictionary<int, int>();
        foreach (var person in people)
        {
            if (seen.TryGetValue(person, out var times) && times >= 2)
            {
                continue;
            }

            seen[person] = times + 1;
        }

        return seen.Count;
    }
}

// look-alike: what is stored comes from elsewhere, or is a width that is measured once and kept
public sealed class Corridors
{
    private readonly ConcurrentDictionary<string, int> _widths = new();
    private readonly ConcurrentDictionary<string, bool> _isWide = new();

    public bool IsKnown(string corridor)
    {
        if (_widths.TryGetValue(corridor, out var width) && width > 0)
        {
            return true;
        }

        _widths[corridor] = corridor.Length * 3;
        return false;
    }

    public bool IsWide(string corridor, int metres, int other)
    {
        if (_isWide.TryGetValue(corridor, out var isWide) && isWide)
        {
            return true;
        }

        var wide = metres > other;
        _isWide[corridor] = wide;
        return wide;
    }
}

// case: the next number of a key is computed first and stored then, whoever asks in between
public sealed class Tallies<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, int> _tallies = new();

    public int Add(TKey key)
    {
        var next = _tallies.TryGetValue(key, out var tally) ? tally + 1 : 1;
        _tallies[key] = next; // expect: IC1001
        return next;
    }
}

// look-alike: one atomic call, a lock around both, and another key than the one that was asked for
public sealed class SafeTallies<TKey>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<TKey, int> _atomic = new();
    private readonly ConcurrentDictionary<TKey, int> _locked = new();
    private readonly ConcurrentDictionary<TKey, int> _moved = new();

    public int Add(TKey key) => _atomic.AddOrUpdate(key, 1, static (_, tally) => tally + 1);

    public int AddLocked(TKey key)
    {
        lock (_gate)
        {
            var next = _locked.TryGetValue(key, out var tally) ? tally + 1 : 1;
            _locked[key] = next;
            return next;
        }
    }

    public int Move(TKey from, TKey to)
    {
        var next = _moved.TryGetValue(from, out var tally) ? tally + 1 : 1;
        _moved[to] = next;
        return next;
    }
}
