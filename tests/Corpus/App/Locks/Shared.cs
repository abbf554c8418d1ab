namespace Corpus.Locks.Shared;

// case: a dictionary that changes under the lock is read without it
public sealed class Prices
{
    private readonly object _sync = new();
    private readonly Dictionary<string, decimal> _prices = [];

    public void Set(string sku, decimal price)
    {
        lock (_sync)
        {
            _prices[sku] = price;
        }
    }

    public decimal Of(string sku) => _prices.TryGetValue(sku, out var price) ? price : 0; // expect: IC1001
}

// case: goes through a list that others add to
public sealed class Listeners
{
    private readonly object _sync = new();
    private readonly List<Action> _all = [];

    public void Add(Action listener)
    {
        lock (_sync)
        {
            _all.Add(listener);
        }
    }

    public void Tell()
    {
        foreach (var listener in _all) // expect: IC1001
        {
            listener();
        }
    }
}

// look-alike: filled once under the lock, and only read after that
public sealed class FilledOnce
{
    private readonly object _sync = new();
    private readonly List<string> _names = [];
    private volatile bool _isFilled;

    public bool Has(string name)
    {
        if (!_isFilled)
        {
            Fill();
        }

        return _names.Contains(name);
    }

    private void Fill()
    {
        lock (_sync)
        {
            if (_isFilled)
            {
                return;
            }

            _names.Add("first");
            _isFilled = true;
        }
    }
}

// look-alike: taken out under the lock, gone through after it
public sealed class Swapped
{
    private readonly object _sync = new();
    private List<string> _lines = [];

    public void Add(string line)
    {
        lock (_sync)
        {
            _lines.Add(line);
        }
    }

    public int Flush()
    {
        List<string> lines;
        lock (_sync)
        {
            lines = _lines;
            _lines = [];
        }

        return lines.Sum(l => l.Length);
    }
}

// look-alike: made by a member that is handed over and run under the lock
public sealed class Factory
{
    private readonly object _sync = new();
    private readonly List<string> _options = [];
    private readonly Dictionary<string, int> _made = [];

    public void Add(string option)
    {
        lock (_sync)
        {
            _options.Add(option);
        }
    }

    public int Get(string name)
    {
        lock (_sync)
        {
            return Made(name, Make);
        }
    }

    private int Made(string name, Func<string, int> make)
    {
        if (!_made.TryGetValue(name, out var made))
        {
            _made[name] = made = make(name);
        }

        return made;
    }

    private int Make(string name) => _options.Count(o => o == name);
}

// case: elements of an array
public sealed class Slots
{
    private readonly object _sync = new();
    private readonly int[] _used = new int[16];

    public void Take(int slot)
    {
        lock (_sync)
        {
            _used[slot]++;
        }
    }

    public void Give(int slot) => _used[slot]--; // expect: IC1001

    public void Clear(int slot)
    {
        lock (_sync)
        {
            _used[slot] = 0;
        }
    }
}

// case: a field of the object that the field holds
public sealed class Meter
{
    private readonly object _sync = new();
    private readonly Reading _reading = new();

    public void Count()
    {
        lock (_sync)
        {
            _reading.Hits++;
        }
    }

    public void Reset() => _reading.Hits = 0; // expect: IC1001

    private sealed class Reading
    {
        public long Hits;
    }
}

// case: the object is replaced without the lock that its parts change under
public sealed class Replaced
{
    private readonly object _sync = new();
    private Totals _totals = new();

    public void Add(long amount)
    {
        lock (_sync)
        {
            _totals.Sum += amount;
        }
    }

    public void Reset() => _totals = new(); // expect: IC1001

    private sealed class Totals
    {
        public long Sum { get; set; }
    }
}

// case: a struct, and a value that is set to its default
public sealed class Clock
{
    private readonly object _sync = new();
    private DateTime? _since;
    private (int Left, int Right) _hands;

    public void Start(DateTime now)
    {
        lock (_sync)
        {
            _since = now;
            _hands.Left = now.Hour;
        }
    }

    public void Stop() => _since = null; // expect: IC1001

    public void Turn(int left) => _hands.Left = left; // expect: IC1001
}

// case: nobody takes the lock for a helper that another caller takes it for
public sealed class Helped
{
    private readonly object _sync = new();
    private int _count;

    public void Add()
    {
        lock (_sync)
        {
            Step();
        }
    }

    public void Hurry() => Step();

    private void Step() => _count++; // expect: IC1001
}

// case: one method forgets one lock for two fields, and is told once
public sealed class Forgotten
{
    private readonly object _sync = new();
    private int _count;
    private long _sum;

    public void Add(long amount)
    {
        lock (_sync)
        {
            _count++;
            _sum += amount;
        }
    }

    public void Reset()
    {
        _count = 0; // expect: IC1001
        _sum = 0;
    }
}

// case: counted with Interlocked in one member and by hand in another
public sealed class Counter
{
    private int _open;

    public void Enter() => Interlocked.Increment(ref _open);

    public void Leave() => _open--; // expect: IC1001
}

// case: what is counted between the read and the store is lost
public sealed class Drained
{
    private int _requests;

    public void Count() => Interlocked.Increment(ref _requests);

    public int Take()
    {
        var requests = _requests;
        _requests = 0; // expect: IC1001
        return requests;
    }

    public int TakeFresh()
    {
        var requests = Volatile.Read(ref _requests);
        _requests = 0; // expect: IC1001
        return requests;
    }
}

// look-alike: stored and read, each in one step
public sealed class Stored
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public void Count() => Interlocked.Increment(ref _requests);

    public void Reset() => _requests = 0;

    public int Take() => Interlocked.Exchange(ref _requests, 0);
}

// case: tested before the lock only: two threads make two
public sealed class TestedOnce
{
    private readonly object _sync = new();
    private HttpClient? _client;

    public HttpClient Client
    {
        get
        {
            if (_client is null)
            {
                lock (_sync)
                {
                    _client = new HttpClient(); // expect: IC1001
                }
            }

            return _client;
        }
    }
}

// look-alike: made once under the lock, or given by whoever knows better
public sealed class Lazily
{
    private readonly object _sync = new();
    private HttpClient? _client;

    public HttpClient Client
    {
        get
        {
            if (_client is not null)
            {
                return _client;
            }

            lock (_sync)
            {
                _client ??= new HttpClient();
            }

            return _client;
        }

        set => _client = value;
    }
}

// case: what is made once is taken away without the lock, between the test and the use
public sealed class Dropped
{
    private readonly object _sync = new();
    private List<string>? _names;

    public List<string> Names
    {
        get
        {
            if (_names is null)
            {
                lock (_sync)
                {
                    _names ??= [];
                }
            }

            return _names;
        }
    }

    public void Refresh() => _names = null; // expect: IC1001
}

// look-alike: one member takes the slot and notes who has it, another one gives it back
public sealed class Owned
{
    private readonly SemaphoreSlim _slot = new(1, 1);
    private Guid? _owner;

    public async Task TakeAsync(Guid owner)
    {
        await _slot.WaitAsync();
        _owner = owner;
    }

    public void Give()
    {
        _owner = null;
        _slot.Release();
    }

    public bool IsOwner(Guid owner) => _owner == owner;
}

// case: written under the lock as one of two values, both computed from the old one
public sealed class Thermostat
{
    private readonly Lock _gate = new();
    private double _target = 20;
    private int _turns;

    public double Target
    {
        get
        {
            lock (_gate)
            {
                return _target;
            }
        }

        set => _target = value; // expect: IC1001
    }

    public void Adapt(double outside, bool often)
    {
        lock (_gate)
        {
            _target = outside > 25 ? _target - 1 : _target + 0.5;
            _turns += often ? 10 : 1;
        }
    }

    public void Reset() => _turns = 0; // expect: IC1001
}

// look-alike: made under the lock when it is first asked for, by one of two ways, and set by whoever has a better one
public sealed class Almanac
{
    private readonly Lock _gate = new();
    private string? _text;
    private string? _title;

    public string Text(bool isShort)
    {
        var known = _text;
        lock (_gate)
        {
            if (known is null)
            {
                _text = known = isShort ? "short" : "long";
            }

            return known + (_title ??= isShort ? "a" : "b");
        }
    }

    public void Print(string text, string title)
    {
        _text = text;
        _title = title;
    }
}

// case: its own lock around the other object's number
public sealed class Purse
{
    private readonly object _gate = new();
    private int _coins;

    public void Put(int coins)
    {
        lock (_gate)
        {
            _coins += coins;
        }
    }

    public bool IsRicherThan(Purse other)
    {
        lock (_gate)
        {
            return _coins > other._coins; // expect: IC1001
        }
    }
}

// look-alike: the other object's number under the other object's lock, and one that nobody changes
public sealed class Wallet
{
    private readonly object _gate = new();
    private readonly int _number;
    private int _notes;

    public Wallet(int number, Wallet? like)
    {
        _number = number;
        _notes = like?._notes ?? 0;
    }

    public void Put(int notes)
    {
        lock (_gate)
        {
            _notes += notes;
        }
    }

    public int Compare(Wallet other)
    {
        int theirs;
        lock (other._gate)
        {
            theirs = other._notes;
        }

        lock (_gate)
        {
            return _number > other._number ? _notes - theirs : theirs - _notes;
        }
    }
}
