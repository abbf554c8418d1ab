using System.Collections.Concurrent;
using System.Data.Common;
using Corpus.Library.Locks;

namespace Corpus.Locks.Waits;

// case: sleeps while everybody else waits for the lock
public sealed class Throttle
{
    private readonly object _gate = new();
    private DateTime _last;

    public void Wait()
    {
        lock (_gate)
        {
            Thread.Sleep(100); // expect: IC1002
            _last = DateTime.UtcNow;
        }
    }
}

// case: waits for a task under a lock
public sealed class Prices
{
    private readonly Lock _gate = new();
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, string> _known = [];

    public string Of(string symbol)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(symbol, out var price))
            {
                price = _http.GetStringAsync("https://prices.example/" + symbol).GetAwaiter().GetResult(); // expect: IC1002
                _known[symbol] = price;
            }

            return price;
        }
    }
}

// case: an await between Enter and Exit: the continuation runs on a thread that does not hold the monitor
public sealed class Awaiting
{
    private readonly object _gate = new();
    private int _count;

    public async Task AddAsync()
    {
        Monitor.Enter(_gate);
        try
        {
            _count++;
            await Task.Delay(10); // expect: IC1002
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }
}

// case: an await under a reader-writer lock
public sealed class Catalog
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly HttpClient _http = new();
    private string _text = "";

    public async Task ReloadAsync()
    {
        _lock.EnterWriteLock();
        try
        {
            _text = await _http.GetStringAsync("https://catalog.example"); // expect: IC1002
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}

// case: what is written behind an await and a test of a kept delegate is written under the lock all the same
public sealed class Streets
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly HttpClient _http = new();
    private Dictionary<int, string> _names = [];

    public async Task ReloadAsync()
    {
        _lock.EnterWriteLock();
        try
        {
            var names = await _http.GetStringAsync("https://streets.example"); // expect: IC1002
            _names = names.Split(',').ToDictionary(n => n.Length);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Put(string name)
    {
        _lock.EnterWriteLock();
        try
        {
            _names[name.Length] = name;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}

// case: an await while a mutex is held
public sealed class SingleInstance
{
    private readonly Mutex _mutex = new(false, "app");

    public async Task RunAsync(Func<Task> work)
    {
        _mutex.WaitOne(); // expect: IC3001
        try
        {
            await work(); // expect: IC1002
        }
        finally
        {
            _mutex.ReleaseMutex();
        }
    }
}

// case: a query two calls below the lock
public sealed class Numbers(DbConnection connection)
{
    private readonly object _gate = new();
    private int _next;

    public int Take()
    {
        lock (_gate)
        {
            if (_next == 0)
            {
                Load();
            }

            return _next++;
        }
    }

    private void Load() => _next = Read();

    private int Read()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(number) FROM invoices";
        return Convert.ToInt32(command.ExecuteScalar()); // expect: IC1002
    }
}

// case: an interface with one implementation that waits
public interface IRates
{
    decimal Rate(string currency);
}

public sealed class RemoteRates(HttpClient http) : IRates
{
    public decimal Rate(string currency)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://rates.example/" + currency);
        using var response = http.Send(request);
        return response.IsSuccessStatusCode ? 1 : 0;
    }
}

public sealed class Converter(IRates rates)
{
    private readonly object _gate = new();
    private decimal _last;

    public decimal Convert(string currency, decimal amount)
    {
        lock (_gate)
        {
            _last = rates.Rate(currency); // expect: IC1002
            return amount * _last;
        }
    }
}

// case: waits for an event that somebody else can only set under the same lock
public sealed class Handshake
{
    private readonly object _gate = new();
    private readonly ManualResetEventSlim _ready = new();

    public void Begin()
    {
        lock (_gate)
        {
            _ready.Wait(); // expect: IC1002
        }
    }

    public void Ready()
    {
        lock (_gate)
        {
            _ready.Set();
        }
    }
}

// case: waits for a monitor's pulse while it holds another lock as well
public sealed class Nested
{
    private readonly object _outer = new();
    private readonly object _inner = new();
    private bool _done;

    public void Await()
    {
        lock (_outer)
        {
            lock (_inner)
            {
                while (!_done)
                {
                    Monitor.Wait(_inner); // expect: IC1002
                }
            }
        }
    }
}

// case: joins a thread under a lock, in a lambda that runs on the spot
public sealed class Workers
{
    private readonly object _gate = new();
    private readonly List<Thread> _threads = [];

    public void Stop()
    {
        lock (_gate)
        {
            _threads.ForEach(t => t.Join()); // expect: IC1002
        }
    }
}

// case: a library's member waits, and its caller in another assembly holds a lock
public sealed class Mirror(Storage storage)
{
    private readonly object _gate = new();
    private string _copy = "";

    public void Update(string path)
    {
        lock (_gate)
        {
            _copy = storage.Download(path); // expect: IC1002
            storage.Pause();
        }
    }

    public int Length() => Storage.Length(_copy);
}

// look-alike: a semaphore may be held over an await, and given back on another thread
public sealed class Serial
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _count;

    public async Task RunAsync(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
            _count++;
        }
        finally
        {
            _gate.Release();
        }
    }
}

// look-alike: a queue that waits for its own pulse
public sealed class BlockingQueue<T>
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = [];

    public void Add(T item)
    {
        lock (_gate)
        {
            _items.Enqueue(item);
            Monitor.Pulse(_gate);
        }
    }

    public T Take()
    {
        lock (_gate)
        {
            while (_items.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            return _items.Dequeue();
        }
    }
}

// look-alike: the lock is given back before the wait
public sealed class Batches(HttpClient http)
{
    private readonly object _gate = new();
    private List<string> _pending = [];

    public async Task FlushAsync()
    {
        List<string> batch;
        lock (_gate)
        {
            batch = _pending;
            _pending = [];
        }

        using var content = new StringContent(string.Join('\n', batch));
        using var response = await http.PutAsync("https://logs.example", content);
        response.EnsureSuccessStatusCode();
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _pending.Add(line);
        }
    }
}

// look-alike: what is started under the lock runs on another thread, and is awaited after it
public sealed class Starter(HttpClient http)
{
    private readonly object _gate = new();
    private Task<string>? _running;

    public Task<string> GetAsync()
    {
        lock (_gate)
        {
            return _running ??= Task.Run(() => LoadAsync());
        }
    }

    public Task<string> GetDirectlyAsync()
    {
        lock (_gate)
        {
            return _running ??= LoadAsync();
        }
    }

    private async Task<string> LoadAsync() => await http.GetStringAsync("https://one.example");
}

// look-alike: only asks, with a timeout of zero; and takes a result that is there
public sealed class Asking
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(4);
    private Task<int>? _task;

    public int TryTake()
    {
        lock (_gate)
        {
            if (!_slots.Wait(0))
            {
                return -1;
            }

            return _task is { IsCompletedSuccessfully: true } ? _task.Result : 0;
        }
    }
}

// look-alike: work in memory, with names that sound like waiting
public sealed class Inbox
{
    private readonly object _gate = new();
    private readonly StringWriter _text = new();
    private readonly ConcurrentQueue<string> _queue = new();

    public string Result { get; private set; } = "";

    public void Read(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        lock (_gate)
        {
            _text.WriteLine(memory.Length);
            _text.Flush();
            _queue.TryDequeue(out _);
            Result = _text.ToString();
        }
    }
}

public interface ITides
{
    int[] Load();
}

public sealed class TideTables(DbConnection connection) : ITides
{
    public int[] Load()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT height FROM tides";
        return [(int)command.ExecuteScalar()!];
    }
}

// case: what another class waits for is told at the call that is made under the lock, once for that lock
public sealed class Almanac(ITides tides)
{
    private readonly object _gate = new();
    private int[] _heights = [];

    public int First()
    {
        lock (_gate)
        {
            if (_heights.Length == 0)
            {
                _heights = tides.Load(); // expect: IC1002
            }

            return _heights[0];
        }
    }

    public void Renew()
    {
        lock (_gate)
        {
            _heights = tides.Load();
        }
    }
}

// case: a step of the class's own is where somebody wrote the wait
public sealed class OwnAlmanac(DbConnection connection)
{
    private readonly object _gate = new();
    private int _height;

    public void Renew()
    {
        lock (_gate)
        {
            _height = Load();
        }
    }

    public int Height => Volatile.Read(ref _height);

    private int Load()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT height FROM tides";
        return (int)command.ExecuteScalar()!; // expect: IC1002
    }
}

public sealed class Forecast
{
    public List<int> Heights { get; set; } = [];
}

// case: nobody else has what is locked; where somebody is handed it before, he may lock it as well
public sealed class Forecasts(ITides tides)
{
    public Forecast Make()
    {
        var forecast = new Forecast();
        lock (forecast) // expect: IC1007
        {
            forecast.Heights.AddRange(tides.Load());
        }

        return forecast;
    }

    // case
    public Forecast MakeShared(IList<Forecast> shown)
    {
        var forecast = new Forecast();
        shown.Add(forecast);
        lock (forecast)
        {
            forecast.Heights.AddRange(tides.Load()); // expect: IC1002
        }

        return forecast;
    }
}

public sealed class Marks(ITides tides)
{
    private readonly Dictionary<string, int> _kept = new();

    public int High => Of("high", 3);

    public int Low => Of("low", 1, renew: true);

    private int Of(string name, int otherwise, bool renew = false)
    {
        if (renew)
        {
            _kept[name] = tides.Load().Length;
        }

        return _kept.GetValueOrDefault(name, otherwise);
    }
}

// look-alike: what would wait stands behind a choice that this one leaves out
public sealed class Gauge(Marks marks)
{
    private readonly object _gate = new();
    private int _read;

    public int Read()
    {
        lock (_gate)
        {
            _read++;
            return marks.High;
        }
    }
}

// case: the other one takes it
public sealed class LowGauge(Marks marks)
{
    private readonly object _gate = new();
    private int _read;

    public int Read()
    {
        lock (_gate)
        {
            _read++;
            return marks.Low; // expect: IC1002
        }
    }
}
