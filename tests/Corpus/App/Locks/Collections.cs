using System.Collections.Concurrent;

namespace Corpus.Locks.Collections;

// case: the number of elements is tested, then one more is added
public sealed class Bounded
{
    private const int Most = 100;
    private readonly ConcurrentQueue<string> _lines = new();

    public bool Write(string line)
    {
        if (_lines.Count < Most)
        {
            _lines.Enqueue(line); // expect: IC1001
            return true;
        }

        return false;
    }
}

// case: only what is not in the bag yet
public sealed class Unique
{
    private readonly ConcurrentBag<string> _names = [];

    public void Add(string name)
    {
        if (!_names.Contains(name))
        {
            _names.Add(name); // expect: IC1001
        }
    }
}

// case: a question to the keys
public sealed class Named
{
    private readonly ConcurrentDictionary<string, List<int>> _lists = new();

    public void Open(string name)
    {
        if (_lists.Keys.Contains(name))
        {
            return;
        }

        _lists[name] = []; // expect: IC1001
    }
}

// case: the check and the act stand in helpers
public sealed class Behind
{
    private readonly ConcurrentDictionary<string, List<int>> _lists = new();

    public void Open(string name)
    {
        if (!Has(name))
        {
            Put(name); // expect: IC1001
        }
    }

    private bool Has(string name) => _lists.ContainsKey(name);

    private void Put(string name) => _lists[name] = [];
}

// case: one more than what was read with a default
public sealed class Defaulted
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string key) => _counts[key] = _counts.GetValueOrDefault(key) + 1; // expect: IC1001
}

// case: one more than what was made or read
public sealed class Made
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string key)
    {
        var count = _counts.GetOrAdd(key, 0);
        _counts[key] = count + 1; // expect: IC1001
    }
}

// case: removes what it has found to be empty, and what may have been filled since
public sealed class Rooms
{
    private readonly ConcurrentDictionary<string, List<string>> _members = new();

    public void Close(string room)
    {
        if (_members.TryGetValue(room, out var members) && members.Count == 0)
        {
            _members.TryRemove(room, out _); // expect: IC1001
        }
    }
}

// case: waits for an element that somebody else has taken
public sealed class Waiting
{
    private readonly BlockingCollection<int> _work = [];

    public int Next()
    {
        if (_work.Count > 0)
        {
            return _work.Take(); // expect: IC1001
        }

        return 0;
    }
}

// case: the first of a queue that was not empty a moment ago
public sealed class Peeking
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string? Oldest()
    {
        if (_lines.Any())
        {
            return _lines.First(); // expect: IC1001
        }

        return null;
    }
}

// case: each number is given out once, says a flag that is tested first
public sealed class Once
{
    private readonly ConcurrentDictionary<int, bool> _used = new();

    public bool Take(int number)
    {
        if (_used.TryGetValue(number, out _))
        {
            return false;
        }

        _used[number] = true; // expect: IC1001
        return true;
    }
}

// look-alike: a number that is computed from the key; who computes it twice stores the same
public sealed class Rates
{
    private readonly ConcurrentDictionary<string, decimal> _rates = new();

    public decimal Of(string currency)
    {
        if (!_rates.TryGetValue(currency, out var rate))
        {
            rate = currency.Length * 1.1m;
            _rates[currency] = rate;
        }

        return rate;
    }

    public bool TryOf(string currency, out decimal rate)
    {
        if (_rates.TryGetValue(currency, out rate))
        {
            return true;
        }

        rate = currency.Length;
        _rates[currency] = rate;
        return rate > 0;
    }
}

// look-alike: the loser's value is thrown away
public sealed class Kept
{
    private readonly ConcurrentDictionary<string, object> _all = new();

    public object Of(string name)
    {
        if (_all.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = new object();
        return _all.GetOrAdd(name, made);
    }

    public bool Register(string name, object value)
    {
        if (_all.ContainsKey(name))
        {
            return false;
        }

        return _all.TryAdd(name, value);
    }
}

// look-alike: a count that is only told
public sealed class Lengths
{
    private readonly ConcurrentQueue<string> _lines = new();

    public int Length() => _lines.Count > 100 ? 100 : _lines.Count;

    public void Clear()
    {
        if (!_lines.IsEmpty)
        {
            _lines.Clear();
        }
    }
}
