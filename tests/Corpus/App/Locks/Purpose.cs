namespace Corpus.Locks.Purpose;

// look-alike: the lock keeps two writers of one file apart; that somebody reads the file under it says nothing of what is in it
public sealed class Greenhouse : IDisposable
{
    private readonly object _file = new();
    private readonly Timer _later;
    private bool _isDue;
    private int _degrees = 21;
    private double _humidity = 0.6;
    private string? _name;

    public Greenhouse()
    {
        _later = new Timer(_ => Write());
    }

    public int Degrees
    {
        get => _degrees;

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 60);
            _degrees = value;
        }
    }

    public double Humidity
    {
        get => _humidity;
        set => _humidity = Math.Clamp(value, 0, 1);
    }

    public string Name
    {
        get => _name ?? "house";
        set => _name = value.Trim();
    }

    public void Start(string path)
    {
        using var reader = new StringReader(path);
        Parse(reader);
    }

    public void Restore(TextReader backup)
    {
        lock (_file)
        {
            Parse(backup);
            _isDue = false;
        }
    }

    public void Save()
    {
        lock (_file)
        {
            if (!_isDue)
            {
                _isDue = true;
                _later.Change(500, Timeout.Infinite);
            }
        }
    }

    public void Dispose() => _later.Dispose();

    private void Parse(TextReader reader)
    {
        _degrees = reader.Read();
        _humidity = reader.Read() / 100.0;
        _name = reader.ReadToEnd();
    }

    private void Write()
    {
        lock (_file)
        {
            _isDue = false;
        }
    }
}

// look-alike: all who read the file hold the lock, and each of its many values has a property of its own
public sealed class House
{
    private readonly Lock _file = new();
    private int _rooms;
    private int _doors;
    private int _windows;

    public int Rooms
    {
        get => _rooms;
        set => _rooms = Math.Max(value, 1);
    }

    public int Doors
    {
        get => _doors;
        set => _doors = Math.Max(value, 1);
    }

    public int Windows
    {
        get => _windows;
        set => _windows = Math.Max(value, 0);
    }

    public void Reload(string plan)
    {
        lock (_file)
        {
            Parse(plan.Split('/'));
        }
    }

    public void Clear()
    {
        lock (_file)
        {
            Parse(["1", "1", "0"]);
        }
    }

    private void Parse(string[] plan)
    {
        _rooms = int.Parse(plan[0]);
        _doors = int.Parse(plan[1]);
        _windows = int.Parse(plan[2]);
    }
}

// case: some callers hold the lock for a helper, and whoever reads takes it as well: it is the field's
public sealed class Hive
{
    private readonly object _comb = new();
    private double _grams;

    public double Grams
    {
        get
        {
            lock (_comb)
            {
                return _grams;
            }
        }
    }

    public void Weigh(double grams)
    {
        lock (_comb)
        {
            Put(grams);
        }
    }

    public void Tare() => Put(0);

    private void Put(double grams) => _grams = grams; // expect: IC1001
}

// case: what the helper stores under its callers' lock is all that they have taken it for
public sealed class Kettle
{
    private readonly object _lid = new();
    private int _litres;

    public void Fill(int litres)
    {
        lock (_lid)
        {
            Pour(litres);
        }
    }

    public void Boil()
    {
        lock (_lid)
        {
            Pour(0);
        }
    }

    public void Spill() => _litres = 0; // expect: IC1001

    private void Pour(int litres) => _litres = litres;
}
