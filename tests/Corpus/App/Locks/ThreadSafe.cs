using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using IntentContracts;

namespace Corpus.Locks.ThreadSafe;

// case: a counter without a lock
[ThreadSafe]
public sealed class Counter
{
    private int _value;

    public int Next() => ++_value; // expect: IC1006
}

// case: a dictionary that is changed without a lock
[ThreadSafe]
public sealed class Cache
{
    private readonly Dictionary<string, string> _entries = [];

    public string? Find(string key) => _entries.GetValueOrDefault(key);

    public void Put(string key, string value)
    {
        _entries[key] = value; // expect: IC1006
    }
}

// case: a list that is changed under the lock and counted without it
[ThreadSafe]
public sealed class Log
{
    private readonly object _gate = new();
    private readonly List<string> _lines = [];

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    public string Last() => _lines[^1]; // expect: IC1006
}

// case: anybody can set the property
[ThreadSafe]
public sealed class Options
{
    public string Name { get; set; } = ""; // expect: IC1006
}

// case: volatile makes a write visible, not an increment atomic
[ThreadSafe]
public sealed class Sequence
{
    private volatile int _next;

    public int Next()
    {
        _next++; // expect: IC1006
        return _next;
    }
}

// case: atomic in one member, plain in another
[ThreadSafe]
public sealed class Gauge
{
    private long _value;

    public void Add(long by) => Interlocked.Add(ref _value, by);

    public void Reset()
    {
        _value = 0; // expect: IC1006
    }
}

// case: static state of a thread-safe type
[ThreadSafe]
public sealed class Ids
{
    private static int _last;

    public Ids()
    {
        _last++; // expect: IC1006
        Value = _last;
    }

    public int Value { get; }
}

// look-alike: every kind of state that threads may share
[ThreadSafe]
public sealed class Everything
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
    private readonly Lazy<string> _text = new(() => "x");
    private readonly AsyncLocal<string?> _user = new();
    private ImmutableList<string> _names = [];
    private long _total;
    private volatile bool _stopped;
    private int _guarded;
    private List<int> _items = [];

    [GuardedBy(nameof(_gate))]
    private int _declared;

    public string Text => _text.Value;

    public bool IsStopped => _stopped;

    public void Stop() => _stopped = true;

    public void Count(string name)
    {
        _counts.AddOrUpdate(name, 1, (_, n) => n + 1);
        _channel.Writer.TryWrite(1);
        _user.Value = name;
        ImmutableInterlocked.Update(ref _names, static (names, n) => names.Add(n), name);
        Interlocked.Increment(ref _total);
        lock (_gate)
        {
            _guarded++;
            _declared++;
            _items.Add(_guarded);
        }
    }

    public List<int> Take()
    {
        lock (_gate)
        {
            var items = _items;
            _items = [];
            return items;
        }
    }
}

// look-alike: nothing changes after the constructor
[ThreadSafe]
public sealed class Table
{
    private static readonly Dictionary<string, int> Known = new() { ["a"] = 1 };
    private readonly List<string> _rows = [];

    public Table(IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            _rows.Add(row);
        }
    }

    public string Name { get; init; } = "";

    public int Count => _rows.Count + Known.Count;

    public bool Has(string row) => _rows.Contains(row) || Known.ContainsKey(row);
}

// look-alike: a private setter, and every caller holds the lock
[ThreadSafe]
public sealed class Progress
{
    private readonly object _gate = new();

    public int Done { get; private set; }

    public void Step()
    {
        lock (_gate)
        {
            Done++;
        }
    }
}

// look-alike: copy on write, published as one reference
[ThreadSafe]
public sealed class Handlers
{
    private readonly object _gate = new();
    private Action[] _all = [];

    public event EventHandler? Changed;

    public void Add(Action handler)
    {
        lock (_gate)
        {
            _all = [.. _all, handler];
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Run()
    {
        foreach (var handler in _all)
        {
            handler();
        }
    }
}

// look-alike: the type says nothing about threads
public sealed class Plain
{
    private readonly List<int> _items = [];
    private int _count;

    public void Add(int item)
    {
        _items.Add(item);
        _count++;
    }
}
