namespace Corpus.Locks.Again;

// case: a gate for one is taken again by who holds it, two calls below
public sealed class Registry
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, int> _entries = [];

    public async Task AddAsync(string name)
    {
        await _gate.WaitAsync();
        try
        {
            _entries[name] = _entries.Count;
            await TidyAsync(); // expect: IC1005
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task TidyAsync() => SaveAsync();

    public async Task SaveAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await Task.Yield();
        }
        finally
        {
            _gate.Release();
        }
    }
}

// look-alike: it is given back first
public sealed class TidyRegistry
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, int> _entries = [];

    public async Task AddAsync(string name)
    {
        await _gate.WaitAsync();
        try
        {
            _entries[name] = _entries.Count;
        }
        finally
        {
            _gate.Release();
        }

        await SaveAsync();
    }

    public async Task SaveAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await Task.Yield();
        }
        finally
        {
            _gate.Release();
        }
    }
}

// look-alike: the inner step is told that the gate is held
public sealed class ToldRegistry
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, int> _entries = [];

    public async Task AddAsync(string name)
    {
        await _gate.WaitAsync();
        try
        {
            _entries[name] = _entries.Count;
            await SaveAsync(isHeld: true);
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task StoreAsync() => SaveAsync(isHeld: false);

    private async Task SaveAsync(bool isHeld)
    {
        if (!isHeld)
        {
            await _gate.WaitAsync();
        }

        try
        {
            await Task.Yield();
        }
        finally
        {
            if (!isHeld)
            {
                _gate.Release();
            }
        }
    }
}

// look-alike: the gate of another object of the same type
public sealed class Branch(Branch? parent)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _leaves;

    public async Task GrowAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _leaves++;
            if (parent is not null)
            {
                await parent.GrowAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}

// look-alike: there is room for two
public sealed class Pairs
{
    private readonly SemaphoreSlim _gate = new(2, 2);

    public async Task OuterAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await InnerAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task InnerAsync()
    {
        await _gate.WaitAsync();
        _gate.Release();
    }
}
