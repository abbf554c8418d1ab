using System.Runtime.CompilerServices;
using IntentContracts;

namespace Corpus.Locks.Guarded;

// case: a read of a guarded field outside its lock
public sealed class Balance
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private decimal _amount;

    public void Deposit(decimal amount)
    {
        lock (_gate)
        {
            _amount += amount;
        }
    }

    public decimal Current() => _amount; // expect: IC1001
}

// case: the lock is released before the last write
public sealed class EarlyRelease
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _version;

    public void Publish()
    {
        Monitor.Enter(_gate);
        try
        {
            _version++;
        }
        finally
        {
            Monitor.Exit(_gate);
        }

        _version++; // expect: IC1001
    }
}

// case: the lock of another object
public sealed class Wallet
{
    private readonly Lock _gate = new();

    [GuardedBy(nameof(_gate))]
    private decimal _coins;

    public void TakeFrom(Wallet other, decimal coins)
    {
        lock (_gate)
        {
            _coins += coins;
            other._coins -= coins; // expect: IC1001
        }
    }
}

// case: a private method that one of its two callers calls without the lock
public sealed class Journal
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private readonly List<string> _lines = [];

    public void Write(string line)
    {
        lock (_gate)
        {
            Append(line);
        }
    }

    public void WriteUrgent(string line)
    {
        Append("! " + line);
    }

    private void Append(string line)
    {
        _lines.Add(line); // expect: IC1001
    }
}

// case: the lambda runs on another thread, which does not hold the lock
public sealed class Spawner
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _started;

    public void Start()
    {
        lock (_gate)
        {
            _ = Task.Run(() =>
            {
                _started++; // expect: IC1001
            });
        }
    }
}

// case: a query that is made under the lock and carried out after it
public sealed class Sessions
{
    private readonly object _gate = new();
    private readonly List<Session> _sessions = [];

    [GuardedBy(nameof(_gate))]
    private DateTime _horizon;

    public void Advance(DateTime horizon)
    {
        lock (_gate)
        {
            _horizon = horizon;
        }
    }

    public IEnumerable<Session> Active()
    {
        lock (_gate)
        {
            return _sessions.Where(s => s.LastSeen > _horizon); // expect: IC1001
        }
    }
}

public sealed record Session(string Id, DateTime LastSeen);

// case: an iterator begins when the caller has left the lock
public sealed class Feed
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private readonly List<int> _items = [];

    public IEnumerable<int> Items()
    {
        lock (_gate)
        {
            return Walk();
        }
    }

    private IEnumerable<int> Walk()
    {
        for (var i = 0; i < 10; i++)
        {
            yield return _items[i]; // expect: IC1001
        }
    }
}

// case: a guarded method is called without the lock
public sealed class Cache
{
    private readonly object _gate = new();
    private readonly Dictionary<string, string> _entries = [];

    public void Reset()
    {
        Evict(); // expect: IC1001
    }

    public void Trim()
    {
        lock (_gate)
        {
            Evict();
        }
    }

    [GuardedBy(nameof(_gate))]
    private void Evict() => _entries.Clear();
}

// case: a guarded property, read through its accessor
public sealed class Thermostat
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private double Target { get; set; }

    public void Set(double target)
    {
        lock (_gate)
        {
            Target = target;
        }
    }

    public bool IsWarm(double now) => now > Target; // expect: IC1001
}

// case: a write under a lock for reading
public sealed class Directory
{
    private readonly ReaderWriterLockSlim _lock = new();

    [GuardedBy(nameof(_lock))]
    private readonly Dictionary<string, int> _numbers = [];

    public int NumberOf(string name)
    {
        _lock.EnterReadLock();
        try
        {
            if (_numbers.TryGetValue(name, out var number))
            {
                return number;
            }

            _numbers[name] = 0; // expect: IC1001
            return 0;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }
}

// case: the semaphore is given back in a finally, and the state is read after it
public sealed class Tokens
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    [GuardedBy(nameof(_gate))]
    private string? _token;

    public async Task<string?> GetAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _token ??= await Task.FromResult("t");
        }
        finally
        {
            _gate.Release();
        }

        return _token; // expect: IC1001
    }
}

// case: a local function that a caller outside the lock calls as well
public sealed class Meter
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private long _total;

    public void Add(long[] values)
    {
        lock (_gate)
        {
            Sum();
        }

        Sum();

        void Sum()
        {
            foreach (var value in values)
            {
                _total += value; // expect: IC1001
            }
        }
    }
}

// case: the catch runs after the lock was given back
public sealed class Attempts
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _failures;

    public void Run(Action action)
    {
        try
        {
            lock (_gate)
            {
                _failures = 0;
            }

            action();
        }
        catch (InvalidOperationException)
        {
            _failures++; // expect: IC1001
            throw;
        }
    }
}

// case: the lock was not taken on this way
public sealed class Trying
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _hits;

    public void Hit()
    {
        if (Monitor.TryEnter(_gate, 10))
        {
            try
            {
                _hits++;
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
        else
        {
            _hits--; // expect: IC1001
        }
    }
}

// case: static state, and a method that forgets its static lock
public static class Registry
{
    private static readonly Lock Gate = new();

    [GuardedBy(nameof(Gate))]
    private static readonly Dictionary<string, Type> Types = [];

    public static void Add(string name, Type type)
    {
        lock (Gate)
        {
            Types[name] = type;
        }
    }

    public static Type? Find(string name) => Types.GetValueOrDefault(name); // expect: IC1001
}

// case: a derived type touches what its base guards
public abstract class Pool
{
    protected object Gate { get; } = new();

    [GuardedBy(nameof(Gate))]
    protected int _free;

    public void Return()
    {
        lock (Gate)
        {
            _free++;
        }
    }
}

public sealed class GreedyPool : Pool
{
    public bool TryRent()
    {
        if (_free == 0) // expect: IC1001
        {
            return false;
        }

        lock (Gate)
        {
            _free--;
            return true;
        }
    }
}

// look-alike: everything under the lock, with early returns, loops and nested locks
public sealed class Careful
{
    private readonly object _gate = new();
    private readonly object _log = new();

    [GuardedBy(nameof(_gate))]
    private int _count;

    [GuardedBy(nameof(_log))]
    private int _lines;

    public int Count(IEnumerable<int> values)
    {
        lock (_gate)
        {
            foreach (var value in values)
            {
                if (value < 0)
                {
                    return _count;
                }

                lock (_log)
                {
                    _lines++;
                }

                _count += value;
            }

            return _count;
        }
    }
}

// look-alike: the constructor and the initialisers need no lock
public sealed class Built
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _size = 3;

    public Built(int size)
    {
        _size = size;
        Grow();
    }

    public int Size()
    {
        lock (_gate)
        {
            return _size;
        }
    }

    public static Built Twice(Built other)
    {
        var made = new Built(0);
        made._size = 2 * other.Size();
        return made;
    }

    private void Grow() => _size++;
}

// look-alike: a private method that only lock holders call, over two calls and a helper lambda
public sealed class Ledger
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private readonly List<decimal> _entries = [];

    [GuardedBy(nameof(_gate))]
    private decimal _sum;

    public void Add(decimal entry)
    {
        lock (_gate)
        {
            Book(entry);
        }
    }

    public void AddAll(IEnumerable<decimal> entries)
    {
        lock (_gate)
        {
            entries.ToList().ForEach(e => Book(e));
        }
    }

    public List<decimal> Large(decimal limit)
    {
        lock (_gate)
        {
            return _entries.Where(e => e > limit && e < _sum).ToList();
        }
    }

    private void Book(decimal entry) => Total(entry);

    private void Total(decimal entry)
    {
        _entries.Add(entry);
        _sum += entry;
    }
}

// look-alike: a helper takes the lock and runs what it is given
public sealed class Locked
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _value;

    public void Increment() => Under(() => _value++);

    public int Get() => Under(() => _value);

    private void Under(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    private T Under<T>(Func<T> function)
    {
        lock (_gate)
        {
            return function();
        }
    }
}

// look-alike: a semaphore around awaits
public sealed class TokenCache
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    [GuardedBy(nameof(_gate))]
    private string? _token;

    public async Task<string> GetAsync(HttpClient http, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_token is null)
            {
                await RefreshAsync(http, cancel).ConfigureAwait(false);
            }

            return _token!;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RefreshAsync(HttpClient http, CancellationToken cancel)
    {
        _token = await http.GetStringAsync("https://id.example/token", cancel).ConfigureAwait(false);
    }
}

// look-alike: readers under a lock for reading, writers under one for writing
public sealed class Routes
{
    private readonly ReaderWriterLockSlim _lock = new();

    [GuardedBy(nameof(_lock))]
    private readonly Dictionary<string, string> _routes = [];

    public string? Find(string key)
    {
        _lock.EnterReadLock();
        try
        {
            return _routes.TryGetValue(key, out var route) ? route : null;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Set(string key, string route)
    {
        _lock.EnterWriteLock();
        try
        {
            _routes[key] = route;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}

// look-alike: the lock of the other object around the other object's state
public sealed class Purse
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _coins;

    public void Add(int coins)
    {
        lock (_gate)
        {
            _coins += coins;
        }
    }

    public int Peek(Purse other)
    {
        lock (other._gate)
        {
            return other._coins;
        }
    }

    public static int Sum(IEnumerable<Purse> purses)
    {
        var sum = 0;
        foreach (var purse in purses)
        {
            lock (purse._gate)
            {
                sum += purse._coins;
            }
        }

        return sum;
    }
}

// look-alike: the lock is tried, and nothing is touched where it was not taken
public sealed class Polite
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _turns;

    public bool Turn()
    {
        if (!Monitor.TryEnter(_gate))
        {
            return false;
        }

        try
        {
            _turns++;
            return true;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public void TurnOrWait()
    {
        var taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            _turns++;
        }
        finally
        {
            if (taken)
            {
                Monitor.Exit(_gate);
            }
        }
    }
}

// look-alike: a method that says that its callers hold the lock
public sealed class Queue
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _length;

    public void Push()
    {
        lock (_gate)
        {
            Grow(1);
        }
    }

    [GuardedBy(nameof(_gate))]
    private void Grow(int by)
    {
        if (by > 0)
        {
            _length += by;
            Grow(by - 1);
        }
    }
}

// look-alike: the whole method is synchronized on this
public sealed class Synchronized
{
    [GuardedBy("this")]
    private int _count;

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void Add() => _count++;

    public int Count()
    {
        lock (this)
        {
            return _count;
        }
    }
}

// look-alike: a scope that helpers take and give back
public sealed class Scoped
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _count;

    public void Add()
    {
        using (Enter())
        {
            _count++;
        }
    }

    private Scope Enter()
    {
        Monitor.Enter(_gate);
        return new Scope(_gate);
    }

    private readonly struct Scope(object gate) : IDisposable
    {
        public void Dispose() => Monitor.Exit(gate);
    }
}
