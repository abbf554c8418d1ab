using IntentContracts;

namespace Corpus.Locks.CalledLater;

// case: the highest tide is kept under the lock; who forgets it after a while does so on a thread of the pool, and a mark that is compared is no mark that is made once
public sealed class TideGauge
{
    private readonly Lock _marks = new();
    private readonly List<Timer> _resets = [];
    private double _highest;

    public void Read(double metres)
    {
        lock (_marks)
        {
            if (metres > _highest)
            {
                _highest = metres;
            }
        }
    }

    public void ForgetAfter(TimeSpan pause)
    {
        lock (_marks)
        {
            _resets.Add(new Timer(_ => _highest = double.MinValue, null, pause, Timeout.InfiniteTimeSpan)); // expect: IC1001
        }
    }
}

// case: what is continued, put into a list or handed to a member that keeps it runs when nobody holds the lock any more
public sealed class SluiceGates
{
    private readonly object _levers = new();
    private readonly LinkedList<Action> _closing = [];
    private Action? _onStorm;
    private float _opening;

    public void Open(float by)
    {
        lock (_levers)
        {
            _opening += by;
        }
    }

    public void CloseAfter(Task flood)
    {
        lock (_levers)
        {
            flood.ContinueWith(_ => _opening = 0.5f, TaskScheduler.Default); // expect: IC1001
        }
    }

    public void CloseAtNight()
    {
        lock (_levers)
        {
            _closing.AddLast(() => _opening = 0.25f); // expect: IC1001
        }
    }

    public void CloseInStorm()
    {
        lock (_levers)
        {
            Remember(() => _opening = 0); // expect: IC1001
        }
    }

    private void Remember(Action close) => _onStorm = close;

    public void Storm() => _onStorm?.Invoke();
}

// look-alike: run there and then, under the lock
public sealed class Buoys
{
    private readonly Lock _chart = new();
    private readonly List<double> _depths = [];
    private double _deepest;

    public void Sound(double depth)
    {
        lock (_chart)
        {
            _depths.Add(depth);
            _depths.ForEach(d => _deepest = Math.Max(_deepest, d));
        }
    }

    public void Survey(double[] depths)
    {
        lock (_chart)
        {
            Each(depths, d => _deepest = Math.Max(_deepest, d));
        }
    }

    private static void Each(double[] depths, Action<double> note)
    {
        foreach (var depth in depths)
        {
            note(depth);
        }
    }
}

// look-alike: made where there is none yet, and set by the operator
public sealed class ChartDatum
{
    private readonly object _sync = new();
    private double? _datum;
    private string? _port;

    public double Datum
    {
        get
        {
            lock (_sync)
            {
                _datum ??= Math.Sqrt(_port?.Length ?? 2);
                return _datum.Value;
            }
        }
    }

    public string Port()
    {
        lock (_sync)
        {
            if (string.IsNullOrEmpty(_port))
            {
                _port = Environment.MachineName;
            }

            return _port;
        }
    }

    public void Choose(string port, double datum)
    {
        _port = port;
        _datum = datum;
    }
}
