using System.Collections.Concurrent;

namespace Corpus.Locks.Full;

// look-alike: who came in although it was full is counted and goes out again
public sealed class Ferry
{
    private readonly ConcurrentDictionary<string, DateTime> _aboard = new();
    private readonly ConcurrentQueue<string> _log = new();

    public bool Board(string plate)
    {
        if (_aboard.Count >= 40)
        {
            return false;
        }

        if (!_aboard.TryAdd(plate, DateTime.UtcNow))
        {
            return true;
        }

        if (_aboard.Count > 40)
        {
            _aboard.TryRemove(plate, out _);
            return false;
        }

        return true;
    }

    public void Note(string line)
    {
        if (_log.Count < 1000)
        {
            _log.Enqueue(line);
        }

        while (_log.Count > 1000)
        {
            if (!_log.TryDequeue(out var _))
            {
                break;
            }
        }
    }
}

// case: counted again, but only to say how many there are
public sealed class Barge
{
    private readonly ConcurrentDictionary<string, int> _crates = new();

    public int Load(string crate, int weight)
    {
        if (_crates.Count < 40)
        {
            _crates.TryAdd(crate, weight); // expect: IC1001
        }

        return _crates.Count;
    }

    public void Unload(string crate) => _crates.TryRemove(crate, out _);
}
