using System.Collections.Concurrent;
using IntentContracts;

namespace Corpus.Locks.Undeclared;

// case: written under the lock in one member and without it in another
public sealed class Statistics
{
    private readonly object _sync = new();
    private long _requests;

    public void Count()
    {
        lock (_sync)
        {
            _requests++;
        }
    }

    public void Reset()
    {
        _requests = 0; // expect: IC1001
    }
}

// case: a list that is changed with and without the lock
public sealed class Subscribers
{
    private readonly Lock _sync = new();
    private readonly List<Action> _handlers = [];

    public void Add(Action handler)
    {
        lock (_sync)
        {
            _handlers.Add(handler);
        }
    }

    public void Remove(Action handler)
    {
        _handlers.Remove(handler); // expect: IC1001
    }

    public Action[] Snapshot()
    {
        lock (_sync)
        {
            return [.. _handlers];
        }
    }
}

// case: two locks for one field
public sealed class TwoLocks
{
    private readonly object _a = new();
    private readonly object _b = new();
    private int _state;

    public void First()
    {
        lock (_a)
        {
            _state = 1;
        }
    }

    public void Again()
    {
        lock (_a)
        {
            _state = 2;
        }
    }

    public void Second()
    {
        lock (_b)
        {
            _state = 3; // expect: IC1001
        }
    }
}

// case: the timer's callback runs without the lock
public sealed class Refresher : IDisposable
{
    private readonly object _sync = new();
    private readonly Timer _timer;
    private string _value = "";

    public Refresher()
    {
        _timer = new Timer(_ => Refresh(), null, 0, 1000);
    }

    public void Set(string value)
    {
        lock (_sync)
        {
            _value = value;
        }
    }

    public string Get()
    {
        lock (_sync)
        {
            return _value;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Refresh()
    {
        _value = DateTime.UtcNow.ToString("O"); // expect: IC1001
    }
}

// case: a semaphore guards one writer and not the other
public sealed class Settings
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _json = "{}";

    public string Json => _json;

    public async Task LoadAsync(HttpClient http)
    {
        await _gate.WaitAsync();
        try
        {
            _json = await http.GetStringAsync("https://config.example");
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Override(string json)
    {
        _json = json; // expect: IC1001
    }
}

// case: asks the dictionary, then stores into it
public sealed class Factories
{
    private readonly ConcurrentDictionary<string, object> _made = new();

    public object Get(string name)
    {
        if (!_made.ContainsKey(name))
        {
            _made[name] = new object(); // expect: IC1001
        }

        return _made[name];
    }
}

// case: counts in a concurrent dictionary by reading and storing
public sealed class Words
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Add(string word)
    {
        if (_counts.TryGetValue(word, out var count))
        {
            _counts[word] = count + 1; // expect: IC1001
        }
        else
        {
            _counts.TryAdd(word, 1);
        }
    }
}

// case: increments an element of a concurrent dictionary
public sealed class Hits
{
    private readonly ConcurrentDictionary<string, int> _hits = new();

    public void Hit(string page)
    {
        _hits.TryAdd(page, 0);
        _hits[page]++; // expect: IC1001
    }
}

// case: believes that the queue is not empty
public sealed class Backlog
{
    private readonly ConcurrentQueue<string> _queue = new();

    public string Next()
    {
        if (!_queue.IsEmpty)
        {
            _queue.TryDequeue(out var next); // expect: IC1001
            return next!;
        }

        return "";
    }
}

// look-alike: written by the constructor, by Dispose and under the lock
public sealed class Connection : IDisposable
{
    private readonly object _sync = new();
    private string? _state;

    public Connection()
    {
        _state = "new";
    }

    public void Open()
    {
        lock (_sync)
        {
            _state = "open";
        }
    }

    public void Dispose()
    {
        _state = null;
    }
}

// look-alike: a private method that is called under the lock only
public sealed class Window
{
    private readonly object _sync = new();
    private int _first;

    public void Slide(int by)
    {
        lock (_sync)
        {
            Move(by);
        }
    }

    public void Clear()
    {
        lock (_sync)
        {
            _first = 0;
        }
    }

    private void Move(int by)
    {
        if (by > 0)
        {
            _first += by;
        }
    }
}

// look-alike: double-checked, and only written inside
public sealed class Lazily
{
    private readonly object _sync = new();
    private Dictionary<string, int>? _map;

    public Dictionary<string, int> Map
    {
        get
        {
            if (_map is null)
            {
                lock (_sync)
                {
                    _map ??= Build();
                }
            }

            return _map;
        }
    }

    private static Dictionary<string, int> Build() => new() { ["a"] = 1 };
}

// look-alike: a field that never was under a lock, beside one that always is
public sealed class Mixed
{
    private readonly object _sync = new();
    private int _shared;
    private int _local;

    public void Touch()
    {
        _local++;
        lock (_sync)
        {
            _shared++;
        }
    }

    public void Clear()
    {
        lock (_sync)
        {
            _shared = 0;
        }

        _local = 0;
    }
}

// look-alike: atomic everywhere, although a lock is near
public sealed class Atomic
{
    private readonly object _sync = new();
    private readonly List<int> _seen = [];
    private int _count;

    public void Add(int value)
    {
        lock (_sync)
        {
            _seen.Add(value);
            Interlocked.Increment(ref _count);
        }
    }

    public void Reset() => Interlocked.Exchange(ref _count, 0);
}

// look-alike: somebody said why one thread at a time is enough
[NotThreadSafe("built by one thread before the host starts, and read only after that")]
public sealed class Builder
{
    private readonly object _sync = new();
    private int _parts;

    public void Add()
    {
        lock (_sync)
        {
            _parts++;
        }
    }

    public void Clear() => _parts = 0;
}

// look-alike: one atomic call
public sealed class Interned
{
    private readonly ConcurrentDictionary<string, string> _all = new();

    public string Get(string text) => _all.GetOrAdd(text, static t => t.Trim());

    public int Count(string text) => _all.ContainsKey(text) ? 1 : 0;

    public bool Add(string text) => _all.TryGetValue(text, out _) || _all.TryAdd(text, text);

    public void Put(string text) => _all[text] = text;
}

// look-alike: the same two calls under a lock, and on a dictionary that nobody shares
public sealed class Grouping
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly object _sync = new();

    public void Add(string word)
    {
        lock (_sync)
        {
            if (!_counts.ContainsKey(word))
            {
                _counts[word] = 0;
            }
        }
    }

    public static ConcurrentDictionary<string, int> Count(IEnumerable<string> words)
    {
        var counts = new ConcurrentDictionary<string, int>();
        foreach (var word in words)
        {
            if (!counts.ContainsKey(word))
            {
                counts[word] = 0;
            }
        }

        return counts;
    }
}

// look-alike: the queue's answer is tested
public sealed class Drain
{
    private readonly ConcurrentQueue<string> _queue = new();

    public int Run()
    {
        var count = 0;
        while (!_queue.IsEmpty)
        {
            if (_queue.TryDequeue(out _))
            {
                count++;
            }
        }

        return count;
    }
}

// case: a derived type writes its base's field without the base's lock
public class Sensor
{
    protected object Sync { get; } = new();

    protected double Value { get; set; }

    public void Report(double value)
    {
        lock (Sync)
        {
            Value = value;
        }
    }
}

public sealed class DriftingSensor : Sensor
{
    public void Calibrate() => Value = 0; // expect: IC1001
}

// case: asks whether the key is there, then reads it, although somebody removes keys
public sealed class Leases
{
    private readonly ConcurrentDictionary<string, DateTime> _until = new();

    public void Expire(string name) => _until.TryRemove(name, out _);

    public bool IsHeld(string name)
    {
        if (_until.ContainsKey(name))
        {
            return _until[name] > DateTime.UtcNow; // expect: IC1001
        }

        return false;
    }
}

// look-alike: the same question where nothing is ever removed
public sealed class Seen
{
    private readonly ConcurrentDictionary<string, DateTime> _first = new();

    public void See(string name) => _first.TryAdd(name, DateTime.UtcNow);

    public DateTime? When(string name) => _first.ContainsKey(name) ? _first[name] : null;
}

// look-alike: an update that is tried until nobody came in between
public sealed class Optimistic
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Add(string key)
    {
        while (_counts.TryGetValue(key, out var count))
        {
            if (_counts.TryUpdate(key, count + 1, count))
            {
                return;
            }
        }

        _counts.TryAdd(key, 1);
    }
}

// look-alike: a flag that is volatile, and a field that only one thread's static has
public sealed class Flags
{
    [ThreadStatic]
    private static int _depth;

    private readonly object _sync = new();
    private volatile bool _stopped;

    public void Stop()
    {
        lock (_sync)
        {
            _stopped = true;
            _depth++;
        }
    }

    public bool Restart()
    {
        _stopped = false;
        _depth = 0;
        return _stopped;
    }
}

// look-alike: one object in another's hands, each under its own lock
public sealed class Pair
{
    private readonly object _sync = new();
    private int _left;

    public void Move(Pair other)
    {
        lock (_sync)
        {
            _left++;
        }

        lock (other._sync)
        {
            other._left--;
        }
    }
}

// case: half of an amount, and half of the one before it
public sealed class TankLevel
{
    private readonly Lock _gauge = new();
    private decimal _litres;

    public decimal Litres => _litres; // expect: IC1001

    public bool TryDraw(decimal amount)
    {
        lock (_gauge)
        {
            if (_litres < amount)
            {
                return false;
            }

            _litres -= amount;
            return true;
        }
    }
}

// look-alike: a number that one load takes, an amount that is read under the lock, and a moment that is looked at once more under the lock
public sealed class PumpMeter
{
    private readonly Lock _gauge = new();
    private int _strokes;
    private decimal _pumped;
    private DateTimeOffset _until;

    public int Strokes => _strokes;

    public decimal Pumped
    {
        get
        {
            lock (_gauge)
            {
                return _pumped;
            }
        }
    }

    public void Pump(decimal litres, DateTimeOffset now)
    {
        if (now < _until)
        {
            return;
        }

        lock (_gauge)
        {
            if (now >= _until)
            {
                _strokes++;
                _pumped += litres;
                _until = now.AddSeconds(1);
            }
        }
    }
}

// look-alike: a mark that everybody sets, and somebody while he holds the lock of the names
public sealed class Roster
{
    private readonly object _names = new();
    private readonly List<string> _present = [];
    private int _late;
    private bool _isChanged;

    public void Arrive(string name)
    {
        lock (_names)
        {
            _present.Add(name);
            _isChanged = true;
        }
    }

    public void Delay() => _isChanged = Interlocked.Increment(ref _late) > 0;

    public void Rename() => _isChanged = true;

    public void Move() => _isChanged = true;

    public void Excuse() => _isChanged = true;

    public bool Store()
    {
        var had = _isChanged;
        _isChanged = false;
        return had;
    }
}

// case: the highest amount, which a new auction sets without the lock
public sealed class Highest
{
    private readonly object _sync = new();
    private decimal _amount;
    private int _steps;

    public bool Raise(decimal amount)
    {
        lock (_sync)
        {
            if (amount <= _amount)
            {
                return false;
            }

            _amount = amount;
            _steps++;
            return true;
        }
    }

    public void Reopen(decimal amount)
    {
        _amount = amount; // expect: IC1001
    }

    public (decimal Amount, int Steps) Read()
    {
        lock (_sync)
        {
            return (_amount, _steps);
        }
    }
}

// case: what is computed of guarded numbers, once with and once without the lock
public sealed class FreePlaces
{
    private readonly object _sync = new();
    private readonly HashSet<string> _cars = [];
    private int _places;
    private int _free;

    public void Enter(string car)
    {
        lock (_sync)
        {
            _cars.Add(car);
            Count();
        }
    }

    public void Resize(int places)
    {
        lock (_sync)
        {
            _places = places;
        }

        Count();
    }

    private void Count() => _free = Math.Max(0, _places - _cars.Count); // expect: IC1001

    public int Free()
    {
        lock (_sync)
        {
            return _free;
        }
    }
}

// case: read by Interlocked, and set without the lock under which it is counted
public sealed class Odometer
{
    private readonly object _sync = new();
    private long _metres;

    public void Drive(int metres)
    {
        lock (_sync)
        {
            _metres += metres;
        }
    }

    public long Restart()
    {
        var metres = Interlocked.Read(ref _metres);
        _metres = 0; // expect: IC1001
        return metres;
    }
}

// look-alike: read and set in one step, or read alone
public sealed class TripMeter
{
    private readonly object _sync = new();
    private long _metres;

    public long Metres => Interlocked.Read(ref _metres);

    public void Drive(int metres)
    {
        lock (_sync)
        {
            _metres += metres;
        }
    }

    public long Restart() => Interlocked.Exchange(ref _metres, 0);
}
