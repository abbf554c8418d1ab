namespace Corpus.Locks.HandedScopes;

internal readonly struct Reading : IDisposable
{
    private readonly ReaderWriterLockSlim _lock;

    public Reading(ReaderWriterLockSlim shared)
    {
        _lock = shared;
        _lock.EnterReadLock();
    }

    public void Dispose() => _lock.ExitReadLock();
}

internal sealed class Writing : IDisposable
{
    private readonly ReaderWriterLockSlim _lock;

    public Writing(ReaderWriterLockSlim shared)
    {
        shared.EnterWriteLock();
        _lock = shared;
    }

    public void Dispose() => _lock.ExitWriteLock();
}

internal static class Scopes
{
    public static Release Exclusive(this ReaderWriterLockSlim shared)
    {
        shared.EnterWriteLock();
        return new Release(shared);
    }

    internal readonly struct Release(ReaderWriterLockSlim shared) : IDisposable
    {
        public void Dispose() => shared.ExitWriteLock();
    }
}

// look-alike: objects that take a lock when they are made, and give it back when they are disposed of
public sealed class SeatPlan
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, string> _seats = [];
    private int _taken;

    public void Take(string seat, string guest)
    {
        using (new Writing(_lock))
        {
            _seats[seat] = guest;
            _taken++;
        }
    }

    public int Count()
    {
        using var reading = new Reading(_lock);
        return _taken;
    }

    public void Clear()
    {
        using (_lock.Exclusive())
        {
            _seats.Clear();
            _taken = 0;
        }
    }
}

// case: one member does without the object that takes the lock
public sealed class StandPlan
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _taken;

    public void Take()
    {
        using (new Writing(_lock))
        {
            _taken++;
        }
    }

    public void Clear()
    {
        using (_lock.Exclusive())
        {
            _taken = 0;
        }
    }

    public void Release() => _taken--; // expect: IC1001
}

// case: sleeps in the scope of such an object
public sealed class BoxPlan
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _taken;

    public void Take()
    {
        using var writing = new Writing(_lock);
        _taken++;
        Thread.Sleep(50); // expect: IC1002
    }
}

// case: two locks in two orders, by an extension
public sealed class Rows
{
    private readonly ReaderWriterLockSlim _rows = new();
    private readonly ReaderWriterLockSlim _aisles = new();
    private int _moves;

    public void ToAisle()
    {
        using (_rows.Exclusive())
        using (_aisles.Exclusive())
        {
            _moves++;
        }
    }

    public void ToRow()
    {
        using (_aisles.Exclusive())
        using (_rows.Exclusive()) // expect: IC1005
        {
            _moves++;
        }
    }
}

// look-alike: the same two in one order
public sealed class Stalls
{
    private readonly ReaderWriterLockSlim _rows = new();
    private readonly ReaderWriterLockSlim _aisles = new();
    private int _moves;

    public void ToAisle()
    {
        using (_rows.Exclusive())
        using (_aisles.Exclusive())
        {
            _moves++;
        }
    }

    public void ToRow()
    {
        using (_rows.Exclusive())
        using (_aisles.Exclusive())
        {
            _moves--;
        }
    }
}
