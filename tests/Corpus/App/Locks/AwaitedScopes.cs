using Nito.AsyncEx;

namespace Corpus.Locks.AwaitedScopes;

// look-alike: what an awaited call gives is disposed of at the end of each block, behind a ConfigureAwait as well
public sealed class Regatta(Func<int, Task> tell)
{
    private readonly AsyncLock _start = new();
    private readonly List<int> _boats = [];

    public async Task EnterAsync(int boat)
    {
        using (await _start.LockAsync().ConfigureAwait(false))
        {
            _boats.Add(boat);
            await tell(boat).ConfigureAwait(false);
        }

        await tell(0).ConfigureAwait(false);
        using (await _start.LockAsync().ConfigureAwait(false))
        {
            _boats.Remove(0);
        }
    }
}

// case: the second block stands in the first
public sealed class Slalom(Func<int, Task> tell)
{
    private readonly AsyncLock _start = new();
    private readonly List<int> _gates = [];

    public async Task EnterAsync(int gate)
    {
        using (await _start.LockAsync().ConfigureAwait(false))
        {
            _gates.Add(gate);
            await tell(gate).ConfigureAwait(false);
            using (await _start.LockAsync().ConfigureAwait(false)) // expect: IC1005
            {
                _gates.Remove(0);
            }
        }
    }
}

// look-alike: each is given back before the other is taken
public sealed class Weir
{
    private readonly AsyncLock _gate = new();
    private readonly AsyncLock _fish = new();
    private int _open;

    public async Task RaiseAsync()
    {
        using (await _gate.LockAsync().ConfigureAwait(false))
        {
            _open++;
            await Task.Yield();
        }

        using (await _fish.LockAsync().ConfigureAwait(false))
        {
            await Task.Yield();
        }
    }

    public async Task LowerAsync()
    {
        using (await _fish.LockAsync().ConfigureAwait(false))
        using (await _gate.LockAsync().ConfigureAwait(false))
        {
            _open--;
        }
    }
}
