using Microsoft.Extensions.Logging;

namespace Corpus.Locks.Given;

// case: the lock is taken, and nothing ever gives it back
public sealed class Never
{
    private readonly object _sync = new();
    private int _count;

    public void Add()
    {
        Monitor.Enter(_sync); // expect: IC1007
        _count++;
    }
}

// case: tried, taken, and kept
public sealed class TriedOnly
{
    private readonly object _sync = new();
    private int _count;

    public void Add()
    {
        if (Monitor.TryEnter(_sync)) // expect: IC1007
        {
            _count++;
        }
    }
}

// case: text that is no number
public sealed class Parsing
{
    private readonly object _sync = new();
    private int _last;

    public void Set(string text)
    {
        Monitor.Enter(_sync); // expect: IC1007
        _last = int.Parse(text);
        Monitor.Exit(_sync);
    }
}

// case: a way out of the try that does not pass the exit
public sealed class HalfWay
{
    private readonly object _sync = new();
    private int _count;

    public void Add(int amount)
    {
        Monitor.Enter(_sync); // expect: IC1007
        try
        {
            if (amount == 0)
            {
                return;
            }

            _count += amount;
            Monitor.Exit(_sync);
        }
        catch
        {
            Monitor.Exit(_sync);
            throw;
        }
    }
}

// case: one of two branches forgets it; who was found is returned, and who was not keeps the lock
public sealed class Branches(IDictionary<string, int> seats)
{
    private readonly object _sync = new();
    private int _asked;

    public bool TryTake(string seat)
    {
        Monitor.Enter(_sync); // expect: IC1007
        _asked++;
        if (seats.Remove(seat))
        {
            Monitor.Exit(_sync);
            return true;
        }

        return false;
    }

    public async Task<int> CountAsync(SemaphoreSlim turn, Func<Task<int>> ask)
    {
        await turn.WaitAsync();
        try
        {
            return await ask();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Forget(string seat)
    {
        Monitor.Enter(_sync); // expect: IC1007
        if (!seats.ContainsKey(seat)) return;
        seats.Remove(seat);
        Monitor.Exit(_sync);
    }
}

// case: the list that is locked is replaced while it is locked
public sealed class Flushed
{
    private readonly object _other = new();
    private List<string> _lines = [];

    public void Flush()
    {
        lock (_lines) // expect: IC1007
        {
            _lines = [];
        }
    }
}

// case: the list that is locked is swapped for a new one, without its lock
public sealed class Swapped
{
    private List<string> _lines = [];
    private Dictionary<string, int>? _counts;

    public void Add(string line)
    {
        lock (_lines) // expect: IC1007
        {
            _lines.Add(line);
        }
    }

    public List<string> Drain() => Interlocked.Exchange(ref _lines, []);

    // look-alike: made once, by whoever comes first
    public void Count(string line)
    {
        Interlocked.CompareExchange(ref _counts, [], null);
        lock (_counts)
        {
            _counts[line] = 1;
        }
    }
}

// look-alike: a pair of members that take it and give it back
public sealed class Paired
{
    private readonly object _sync = new();
    private int _count;

    public void Add()
    {
        Enter();
        try
        {
            _count++;
        }
        finally
        {
            Leave();
        }
    }

    private void Enter() => Monitor.Enter(_sync);

    private void Leave() => Monitor.Exit(_sync);
}

// look-alike: what runs later gives the slot back
public sealed class Pool
{
    private readonly SemaphoreSlim _slots = new(8);

    public async Task<bool> TryRunAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await _slots.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        var running = work();
        _ = running.ContinueWith(Done, CancellationToken.None); // expect: IC2102
        return true;
    }

    public async Task<int> FreeAsync(CancellationToken stop)
    {
        try
        {
            await _slots.WaitAsync(stop);
            return 1 + _slots.Release();
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private void Done(Task task) => _slots.Release();
}

// look-alike: set up in one place, before anybody locks it
public sealed class SetUp
{
    private CountdownEvent _running = null!;

    public void Initialize() => _running = new CountdownEvent(1);

    public void Begin()
    {
        lock (_running)
        {
            _running.AddCount();
        }
    }
}

// look-alike: locks the very list that it changes, whatever the field holds by then
public sealed class Header
{
    private List<string>? _names = [];

    public List<string>? Names
    {
        get => _names;
        set => _names = value;
    }

    public void Add(string name)
    {
        var names = _names;
        if (names is null)
        {
            return;
        }

        lock (names)
        {
            names.Add(name);
        }
    }
}

// look-alike: between the two nothing stands but an event for the log, which the generator of the logging package hands on
public sealed class Visitors(ILogger<Visitors> log)
{
    private readonly object _sync = new();
    private int _count;

    public void Add()
    {
        Monitor.Enter(_sync);
        _count++;
        VisitorLog.Came(log, _count);
        Monitor.Exit(_sync);
    }
}

public static class VisitorLog
{
    [System.CodeDom.Compiler.GeneratedCode("Microsoft.Extensions.Logging.Generators", "10.0.0")]
    public static void Came(ILogger log, int count)
    {
        if (log.IsEnabled(LogLevel.Information))
        {
            log.Log(LogLevel.Information, new EventId(7, nameof(Came)), count, null, static (state, _) => "visitor " + state);
        }
    }
}
