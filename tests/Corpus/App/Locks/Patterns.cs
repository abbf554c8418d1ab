namespace Corpus.Locks.Patterns;

public sealed class Pump
{
    public bool IsOn { get; set; }

    public bool IsPrimed { get; set; }

    public bool IsTended { get; set; }
}

// look-alike: the gate is held behind a loop that goes on while the pump is all of three things
public sealed class Tank(Pump pump)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isFilling;

    public async Task FillAsync()
    {
        await _gate.WaitAsync();
        try
        {
            for (byte i = 0; i < 10 && pump is { IsOn: true, IsPrimed: true, IsTended: true }; i++)
            {
                await Task.Delay(1000);
            }

            _isFilling = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_isFilling)
            {
                _isFilling = false;
                await Task.Delay(1);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}

// case: the same loop, and then a store that the gate has been given back before
public sealed class LeakingTank(Pump pump)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isFilling;

    public async Task FillAsync()
    {
        await _gate.WaitAsync();
        try
        {
            for (byte i = 0; i < 10 && pump is { IsOn: true, IsPrimed: true, IsTended: true }; i++)
            {
                await Task.Delay(1000);
            }
        }
        finally
        {
            _gate.Release();
        }

        _isFilling = true; // expect: IC1001
    }

    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_isFilling)
            {
                _isFilling = false;
                await Task.Delay(1);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}

// look-alike: a flag says who waits next, is tested and set at once, and is taken back when it is his turn
public sealed class Washing
{
    private readonly Lock _flag = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isPlanned;

    public async Task WashAsync(Func<Task> wash)
    {
        lock (_flag)
        {
            if (_isPlanned)
            {
                return;
            }

            _isPlanned = true;
        }

        await _turn.WaitAsync();
        try
        {
            lock (_flag)
            {
                _isPlanned = false;
            }

            await wash();
        }
        finally
        {
            _turn.Release();
        }
    }
}
