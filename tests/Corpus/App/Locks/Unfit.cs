using IntentContracts;

namespace Corpus.Locks.Unfit;

// case: a lock on a new object
public sealed class Fresh
{
    private int _n;

    public void Add()
    {
        lock (new object()) // expect: IC1007
        {
            _n++;
        }
    }
}

// case: the property makes a new lock each time
public sealed class FreshProperty
{
    private int _n;

    private static object Sync => new();

    public void Add()
    {
        lock (Sync) // expect: IC1007
        {
            _n++;
        }
    }
}

// case: a local object locks nobody out
public sealed class LocalLock
{
    private int _n;

    public void Add()
    {
        var gate = new object();
        lock (gate) // expect: IC1007
        {
            _n++;
        }
    }
}

// case: two members lock the field that one of them replaces; the field is the mistake, and it is told once
public sealed class MarksTaken
{
    private List<int> _marks = [];

    public void Note(int mark)
    {
        lock (_marks) // expect: IC1007
        {
            _marks.Add(mark);
        }
    }

    public List<int> Take()
    {
        lock (_marks)
        {
            var taken = _marks;
            _marks = [];
            return taken;
        }
    }
}

// case: the locked list is replaced
public sealed class Replaced
{
    private List<int> _items = [];

    public List<int> Flush(int last)
    {
        lock (_items) // expect: IC1007
        {
            _items.Add(last);
            var items = _items;
            _items = [];
            return items;
        }
    }
}

// case: a string is one object in the whole process
public sealed class Text
{
    private int _n;

    public void Add()
    {
        lock ("counter") // expect: IC1007
        {
            _n++;
        }
    }
}

// case: a boxed number is a new object each time
public sealed class Boxed
{
    private readonly int _gate = 1;
    private int _n;

    public void Add()
    {
        lock ((object)_gate) // expect: IC1007
        {
            _n++;
        }
    }
}

// case: an early return keeps the lock
public sealed class Early
{
    private readonly object _gate = new();
    private int _n;

    public int Add(int by)
    {
        Monitor.Enter(_gate); // expect: IC1007
        if (by == 0)
        {
            return _n;
        }

        _n += by;
        var n = _n;
        Monitor.Exit(_gate);
        return n;
    }
}

// case: an exception keeps the semaphore
public sealed class Uploads(HttpClient http)
{
    private readonly SemaphoreSlim _slots = new(4);

    public async Task UploadAsync(HttpContent content)
    {
        await _slots.WaitAsync(); // expect: IC1007
        using var response = await http.PutAsync("https://files.example", content); // expect: IC2103
        _slots.Release();
    }
}

// case: the catch gives it back only for one kind of failure
public sealed class HalfCaught
{
    private readonly ReaderWriterLockSlim _lock = new();

    public void Run(Action action)
    {
        _lock.EnterWriteLock(); // expect: IC1007
        try
        {
            action();
            _lock.ExitWriteLock();
        }
        catch (TimeoutException) // expect: IC2102
        {
            _lock.ExitWriteLock();
        }
    }
}

// case: the declared lock does not exist, and its name is nearly right
public sealed class Misspelt
{
    private readonly object _gate = new();

    [GuardedBy("_gates")] private int _n = 1; // expect: IC1007

    public void Add()
    {
        lock (_gate)
        {
            _n++;
        }
    }
}

// case: the declared lock can be replaced
public sealed class Swapped
{
    private object _gate = new();

    [GuardedBy(nameof(_gate))] private int _n = 1; // expect: IC1007

    public void Add()
    {
        lock (_gate)
        {
            _n++;
        }
    }
}

// case: static state under an instance's lock
public sealed class PerInstance
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))] private static int _all = 1; // expect: IC1007

    public void Add()
    {
        lock (_gate)
        {
            _all++;
        }
    }
}

// look-alike: a lock that two lambdas share
public static class Sum
{
    public static int Of(IReadOnlyList<int> values)
    {
        var gate = new object();
        var sum = 0;
        Parallel.ForEach(values, value =>
        {
            lock (gate)
            {
                sum += value;
            }
        });
        lock (gate)
        {
            return sum;
        }
    }
}

// look-alike: a field that is not readonly, and that nobody assigns again
public sealed class NotReadonly
{
    private object _gate = new();
    private int _n;

    public void Add()
    {
        lock (_gate)
        {
            _n++;
        }
    }
}

// look-alike: locks on this, on a type, and on a collection's own root
public sealed class Public
{
    private static int _all;
    private readonly List<int> _items = [];

    public void Add(int item)
    {
        lock (this)
        {
            _items.Add(item);
        }

        lock (typeof(Public))
        {
            _all++;
        }
    }
}

// look-alike: a lock that is made when it is first needed
public sealed class LazyLock
{
    private object? _gate;
    private int _n;

    public void Add()
    {
        lock (LazyInitializer.EnsureInitialized(ref _gate))
        {
            _n++;
        }
    }

    public void Remove()
    {
        Interlocked.CompareExchange(ref _gate, new object(), null);
        lock (_gate)
        {
            _n--;
        }
    }
}

// look-alike: given back in a finally, tested first, and by a catch that catches everything
public sealed class GivenBack
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(2);
    private int _n;

    public async Task<int> RunAsync(Func<Task> work, CancellationToken cancel)
    {
        if (!await _slots.WaitAsync(TimeSpan.FromSeconds(1), cancel))
        {
            return -1;
        }

        try
        {
            await work();
            return _n;
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Caught(Action action)
    {
        Monitor.Enter(_gate);
        try
        {
            action();
        }
        catch
        {
            Monitor.Exit(_gate);
            throw;
        }

        Monitor.Exit(_gate);
    }

    public void Plain()
    {
        Monitor.Enter(_gate);
        _n++;
        Monitor.Exit(_gate);
    }
}

// look-alike: one member takes the slot and another gives it back
public sealed class Slots
{
    private readonly SemaphoreSlim _slots = new(4);

    public Task TakeAsync() => _slots.WaitAsync();

    public void Give() => _slots.Release();

    public async Task RunAllAsync(IEnumerable<Func<Task>> works)
    {
        var running = new List<Task>();
        foreach (var work in works)
        {
            await _slots.WaitAsync();
            running.Add(Task.Run(async () =>
            {
                try
                {
                    await work();
                }
                finally
                {
                    _slots.Release();
                }
            }));
        }

        await Task.WhenAll(running);
    }
}

// look-alike: the monitor is left and taken again around a callback
public sealed class Callback
{
    private readonly object _gate = new();

    [GuardedBy(nameof(_gate))]
    private int _n;

    public void Raise(Action callback)
    {
        lock (_gate)
        {
            _n++;
            Monitor.Exit(_gate);
            try
            {
                callback();
            }
            finally
            {
                Monitor.Enter(_gate);
            }

            _n--;
        }
    }
}

// look-alike: the semaphore is a limit that is raised and lowered
public sealed class Limit
{
    private readonly SemaphoreSlim _slots = new(4);
    private int _limit = 4;

    public async Task SetAsync(int limit)
    {
        if (limit > _limit)
        {
            _slots.Release(limit - _limit);
        }
        else
        {
            for (; _limit > limit; _limit--)
            {
                await _slots.WaitAsync();
            }
        }

        _limit = limit;
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        await _slots.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            await Task.Yield();
            _slots.Release();
        }
    }

    public int Free(CancellationToken cancel)
    {
        try
        {
            _slots.Wait(cancel);
            return _slots.Release();
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}

// case: a check throws while the lock is held
public sealed class Checked
{
    private readonly object _gate = new();
    private int _n;

    public void Add(int by)
    {
        Monitor.Enter(_gate); // expect: IC1007
        if (by < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(by));
        }

        _n += by;
        Monitor.Exit(_gate);
    }
}

// look-alike: one lock a key, kept in a dictionary
public sealed class Keyed
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, object> _gates = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> _semaphores = new();

    public void Run(string key, Action action)
    {
        lock (_gates.GetOrAdd(key, static _ => new object()))
        {
            action();
        }
    }

    public async Task RunAsync(string key, Func<Task> action)
    {
        var semaphore = _semaphores.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await semaphore.WaitAsync();
        try
        {
            await action();
        }
        finally
        {
            semaphore.Release();
        }
    }
}

// case: a lock for each number, on a text that is made for each call
public sealed class Lockers
{
    private readonly Dictionary<int, string> _content = [];

    public void Put(int locker, string thing)
    {
        lock (locker.ToString(System.Globalization.CultureInfo.InvariantCulture)) // expect: IC1007
        {
            _content[locker] = thing;
        }
    }

    public void Take(int locker)
    {
        lock ($"locker {locker}") // expect: IC1007
        {
            _content.Remove(locker);
        }
    }

    public void Clear(int locker)
    {
        lock (NameOf(locker)) // expect: IC1007
        {
            _content[locker] = "";
        }
    }

    private static string NameOf(int locker) => "locker " + locker;
}

// case: a lock on the text of whoever calls, and on the one that the process keeps for all
public sealed class Shelves(string library)
{
    private readonly List<string> _books = [];
    private readonly string _library = library;
    private int _visitors;

    public void Place(string shelf, string book)
    {
        lock (shelf) // expect: IC1007
        {
            _books.Add(book);
        }
    }

    public void Sort(string shelf)
    {
        lock (string.Intern(shelf)) // expect: IC1007
        {
            _books.Sort();
        }
    }

    public void Close()
    {
        lock (_library) // expect: IC1007
        {
            _visitors = 0;
        }
    }

    public void Count(int shelf)
    {
        lock ((object)shelf) // expect: IC1007
        {
            _books.Add("");
        }
    }
}

// look-alike: one text for each key, kept in a table, itself or through a helper; and one that is made for the object alone
public sealed class Cabinets
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _keys = new();
    private readonly string _own = Guid.NewGuid().ToString();
    private int _opened;

    public void Open(string name)
    {
        lock (_keys.GetOrAdd(name, name))
        {
            Interlocked.Increment(ref _opened);
        }
    }

    public void Shut(string name)
    {
        lock (KeyOf(name))
        {
            Interlocked.Decrement(ref _opened);
        }
    }

    public void Paint(string name) => Paint(KeyOf(name), Interlocked.Increment(ref _opened));

    public void Move()
    {
        lock (_own)
        {
            Interlocked.Exchange(ref _opened, 0);
        }
    }

    private static void Paint(string key, int colour)
    {
        lock (key)
        {
            Console.WriteLine(colour);
        }
    }

    private string KeyOf(string name) => _keys.GetOrAdd(name, name);
}

// case: two threads that come first make one each
public sealed class LateGate
{
    private readonly Queue<int> _waiting = new();
    private object? _gate;

    public void Put(int number)
    {
        lock (_gate ??= new object()) // expect: IC1007
        {
            _waiting.Enqueue(number);
        }
    }
}

// case: the same in two statements
public sealed class LaterGate
{
    private readonly Queue<int> _waiting = new();
    private object? _gate;

    public void Put(int number)
    {
        if (_gate is null)
        {
            _gate = new object();
        }

        lock (_gate) // expect: IC1007
        {
            _waiting.Enqueue(number);
        }
    }
}

// look-alike: it is made under a lock that is there
public sealed class SafeGate
{
    private readonly object _making = new();
    private readonly Queue<int> _waiting = new();
    private object? _gate;

    public void Put(int number)
    {
        object gate;
        lock (_making)
        {
            gate = _gate ??= new object();
        }

        lock (gate)
        {
            _waiting.Enqueue(number);
        }
    }
}

// look-alike: whoever comes to it holds a lock that is there
public sealed class InnerGate
{
    private readonly object _outer = new();
    private readonly Queue<int> _waiting = new();
    private object? _gate;

    public void Put(int number)
    {
        lock (_outer)
        {
            PutInside(number);
        }
    }

    private void PutInside(int number)
    {
        lock (_gate ??= new object())
        {
            _waiting.Enqueue(number);
        }
    }
}

// case: what is locked is made for each caller, in another assembly, itself, as a text or through another member
public sealed class Turnstile
{
    private readonly int[] _passed = new int[3];

    public void Enter(string gate)
    {
        lock (Corpus.Library.Locks.Turnstiles.Anew(gate)) // expect: IC1007
        {
            _passed[0]++;
        }
    }

    public void Leave(string gate)
    {
        lock (Corpus.Library.Locks.Turnstiles.Named(gate)) // expect: IC1007
        {
            _passed[1]++;
        }
    }

    public void Turn(string gate)
    {
        lock (Corpus.Library.Locks.Turnstiles.Through(gate)) // expect: IC1007
        {
            _passed[2]++;
        }
    }
}

// look-alike: one that is kept for the key, and one that is put where others find it
public sealed class KeptTurnstile(Corpus.Library.Locks.Turnstiles gates)
{
    private int _entered;
    private int _left;

    public void Enter(string gate)
    {
        lock (gates.For(gate))
        {
            _entered = gate.Length;
        }
    }

    public void Leave(string gate)
    {
        lock (gates.Listed(gate))
        {
            _left = gate.Length;
        }
    }
}
