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

// case: the old amount and a part more, whether or not there was one
public sealed class Harvest
{
    private readonly ConcurrentDictionary<string, decimal> _kilos = new();
    private readonly ConcurrentDictionary<string, int> _crates = new();

    public void Pick(string field, decimal kilos, int crates)
    {
        if (!_kilos.TryGetValue(field, out var before))
        {
            before = 0;
        }

        _kilos[field] = before + kilos; // expect: IC1001
        _crates[field] = (_crates.TryGetValue(field, out var stacked) ? stacked : 0) + crates; // expect: IC1001
    }

    public void Rain(string field)
    {
        if (_kilos.TryGetValue(field, out var there))
        {
            _kilos[field] = there / 2; // expect: IC1001
        }
    }
}

// case: twice within a minute is once too often, and two at the same moment both pass
public sealed class Doorbell
{
    private readonly ConcurrentDictionary<string, DateTime> _rung = new();

    public bool Ring(string house, DateTime now)
    {
        if (_rung.TryGetValue(house, out var last) && now - last < TimeSpan.FromMinutes(1))
        {
            return false;
        }

        _rung[house] = now; // expect: IC1001
        return true;
    }
}

// case: as many seats as there are, tested before one is taken by its number
public sealed class Ferry
{
    private readonly ConcurrentDictionary<int, string> _seats = new();

    public bool Board(int seat, string passenger)
    {
        if (_seats.Count >= 40)
        {
            return false;
        }

        _seats[seat] = passenger; // expect: IC1001
        return true;
    }

    public string? Leave(int seat)
    {
        if (!_seats.ContainsKey(seat))
        {
            return null;
        }

        _seats.TryRemove(seat, out var passenger); // expect: IC1001
        return passenger!.Trim();
    }
}

// look-alike: kept for as long as it holds, and computed again from the key after that; a memory that is full remembers no more
public sealed class Tides
{
    private readonly ConcurrentDictionary<string, (DateTime Until, double Metres)> _tides = new();
    private readonly ConcurrentDictionary<string, double> _depths = new();

    public double At(string harbour, DateTime now)
    {
        if (_tides.TryGetValue(harbour, out var known) && known.Until > now)
        {
            return known.Metres;
        }

        var metres = harbour.Length * 0.3;
        _tides[harbour] = (now.AddHours(1), metres);
        return metres;
    }

    public double Depth(string harbour)
    {
        if (_depths.TryGetValue(harbour, out var depth))
        {
            return depth;
        }

        depth = harbour.Length * 2.5;
        if (_depths.Count < 1000)
        {
            _depths[harbour] = depth;
        }

        return depth;
    }

    public void Forget(string harbour)
    {
        if (_depths.ContainsKey(harbour))
        {
            _depths.TryRemove(harbour, out _);
        }
    }
}

// look-alike: a number that nobody looks at before the new one is stored
public sealed class Barometer
{
    private readonly ConcurrentDictionary<string, int> _pressure = new();

    public int Measure(string station, int hectopascal)
    {
        _pressure[station] = hectopascal;
        return _pressure.TryGetValue(station, out var stored) ? stored - hectopascal : 0;
    }

    public bool Correct(string station, int by) => _pressure.TryGetValue(station, out var old) && _pressure.TryUpdate(station, old + by, old);
}

// case: the dictionary is made for threads, the lists in it are not
public sealed class Choir
{
    private readonly ConcurrentDictionary<string, List<string>> _voices = new();
    private readonly ConcurrentDictionary<string, Dictionary<string, int>> _solos = new();

    public void Join(string voice, string singer) => _voices.GetOrAdd(voice, _ => []).Add(singer); // expect: IC1001

    public void Leave(string voice, string singer)
    {
        if (_voices.TryGetValue(voice, out var singers))
        {
            singers.Remove(singer); // expect: IC1001
        }
    }

    public void Sing(string song, string singer) => _solos[song][singer] = 1; // expect: IC1001

    public void Merge(string voice, string singer) =>
        _voices.AddOrUpdate(
            voice,
            _ => [singer],
            (_, singers) =>
            {
                singers.Add(singer); // expect: IC1001
                return singers;
            });
}

// look-alike: each list under its own lock, taken out before it is changed, replaced by a longer one, or made for threads itself
public sealed class Orchestra
{
    private readonly ConcurrentDictionary<string, List<string>> _strings = new();
    private readonly ConcurrentDictionary<string, System.Collections.Immutable.ImmutableList<string>> _brass = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _drums = new();

    public void Join(string part, string player)
    {
        var players = _strings.GetOrAdd(part, _ => []);
        lock (players)
        {
            players.Add(player);
        }
    }

    public List<string> Dismiss(string part, string reason)
    {
        if (!_strings.TryRemove(part, out var players))
        {
            return [];
        }

        players.Add(reason);
        return players;
    }

    public void Blow(string part, string player) => _brass.AddOrUpdate(part, _ => [player], (_, players) => players.Add(player));

    public void Beat(string part, string player) => _drums.GetOrAdd(part, _ => []).Add(player);
}

// look-alike: a list that was not found is a new one, which goes into the dictionary when it is full
public sealed class Programme
{
    private readonly ConcurrentDictionary<int, List<string>> _evenings = new();

    public IReadOnlyList<string> Evening(int day, string[] pieces)
    {
        if (!_evenings.TryGetValue(day, out var evening))
        {
            evening = new List<string>();
            foreach (var piece in pieces)
            {
                evening.Add(piece);
            }

            _evenings.TryAdd(day, evening);
        }

        return evening;
    }
}

// case: one that was not found is in the dictionary before it is changed
public sealed class Encores
{
    private readonly ConcurrentDictionary<int, List<string>> _evenings = new();

    public void Play(int day, string piece)
    {
        if (!_evenings.TryGetValue(day, out var evening))
        {
            evening = new List<string>();
            _evenings.TryAdd(day, evening);
        }

        evening.Add(piece); // expect: IC1001
    }
}

public sealed class Berths
{
    private readonly ConcurrentDictionary<string, bool> _taken = new();
    private readonly ConcurrentDictionary<string, bool> _open = new();

    public bool AreTaken => _taken.All(b => b.Value) && _open.All(b => b.Value);

    public void Build(string berth)
    {
        _taken[berth] = false;
        _open[berth] = true;
    }

    // look-alike: nothing is ever removed, so that what was there still is
    public void Take(string berth, bool isTaken)
    {
        if (_taken.ContainsKey(berth))
        {
            _taken[berth] = isTaken;
        }
    }

    // case: it may have been torn down in between, and would be there again
    public void Open(string berth, bool isOpen)
    {
        if (_open.ContainsKey(berth))
        {
            _open[berth] = isOpen; // expect: IC1001
        }
    }

    public void TearDown(string berth) => _open.TryRemove(berth, out _);
}
