using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.NeverTaken;

// case: tasks are put into a list that nobody ever takes anything out of
public sealed class Beacons(HttpClient http)
{
    private readonly List<Task> _lit = [];

    public int Count => _lit.Count;

    public void Light(string cape) => _lit.Add(http.PutAsync("/beacons/" + cape, null)); // expect: IC2103
}

// look-alike: they are all awaited in the end
public sealed class Buoys(HttpClient http)
{
    private readonly List<Task> _laid = [];

    public void Lay(string bay) => _laid.Add(http.PutAsync("/buoys/" + bay, null));

    public Task AllAsync() => Task.WhenAll(_laid);
}

// case: under a lock, by their number, and taken out unseen
public sealed class Foghorns(HttpClient http)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Task> _sounding = [];

    public void Sound(int cape)
    {
        lock (_gate)
        {
            _sounding[cape] = http.PostAsync("/foghorns/" + cape, null); // expect: IC2103
        }
    }

    public void Stop(int cape)
    {
        lock (_gate)
        {
            _sounding.Remove(cape);
        }
    }
}

// look-alike: whoever takes one out awaits it
public sealed class Lanterns(HttpClient http)
{
    private readonly ConcurrentQueue<Task> _burning = new();

    public void Kindle(string pier) => _burning.Enqueue(http.PutAsync("/lanterns/" + pier, null));

    public async Task SnuffAsync()
    {
        while (_burning.TryDequeue(out var burning))
        {
            await burning;
        }
    }
}

// case: the same with a queue, in a method that has something else to wait for
public sealed class Flares(HttpClient http)
{
    private readonly ConcurrentBag<Task<HttpResponseMessage>> _fired = [];

    public async Task FireAsync(string ship)
    {
        _fired.Add(http.PostAsync("/flares/" + ship, null)); // expect: IC2103
        await Task.Yield();
    }
}

// look-alike: the list is somebody else's, who looks at it
public sealed class Pilots(HttpClient http, List<Task> boarded)
{
    private readonly List<Task> _boarded = boarded;

    public void Board(string ship) => _boarded.Add(http.PutAsync("/pilots/" + ship, null));
}

// case: a runner drops what it is handed, in a lambda of its own
public sealed class Deckhands
{
    private readonly CancellationTokenSource _shift = new();

    public void Send(Func<CancellationToken, Task> chore) => _ = Task.Run(() => chore(_shift.Token)); // expect: IC2103
}

public sealed class Scrubbing(HttpClient http, Deckhands hands)
{
    public void Begin(string deck) => hands.Send(async stop => await http.PutAsync("/scrubbed/" + deck, null, stop));
}

// look-alike: the runner sees to it
public sealed class Stewards(ILogger<Stewards> logger)
{
    public void Send(Func<Task> errand) => _ = Task.Run(async () =>
    {
        try
        {
            await errand();
        }
        catch (Exception e)
        {
            logger.LogError(e, "an errand has failed");
        }
    });
}

public sealed class Serving(HttpClient http, Stewards stewards)
{
    public void Begin(string cabin) => stewards.Send(async () => await http.PutAsync("/served/" + cabin, null));
}

// look-alike: what it is handed cannot fail, or looks after itself
public sealed class Lookouts
{
    public void Post(Func<Task> watch) => _ = Task.Run(() => watch());
}

public sealed class Watching(HttpClient http, ILogger<Watching> logger, Lookouts lookouts)
{
    public void Begin(string mast) => lookouts.Post(async () =>
    {
        try
        {
            await http.PutAsync("/watches/" + mast, null);
        }
        catch (Exception e)
        {
            logger.LogError(e, "nobody keeps watch on {Mast}", mast);
        }
    });
}

// case: what has not come in time is left, and nobody is told
public sealed class Soundings(HttpClient http)
{
    public async Task<string?> DepthAsync(string bay, CancellationToken stop)
    {
        var sounding = http.GetStringAsync("/depths/" + bay, stop);
        if (await Task.WhenAny(sounding, Task.Delay(500, stop)) != sounding) // expect: IC2102
        {
            return null;
        }

        return await sounding;
    }

    // case: the other way round, in a local
    public async Task<string> BottomAsync(string bay, CancellationToken stop)
    {
        var sounding = http.GetStringAsync("/bottoms/" + bay, stop);
        var first = await Task.WhenAny(sounding, Task.Delay(500, stop)); // expect: IC2102
        return first == sounding ? await sounding : "unknown";
    }
}

// look-alike: it is told, cancelled, awaited later or asked for again
public sealed class Tides(HttpClient http, ILogger<Tides> logger)
{
    public async Task<string> HighAsync(string port, CancellationToken stop)
    {
        var high = http.GetStringAsync("/high/" + port, stop);
        if (await Task.WhenAny(high, Task.Delay(500, stop)) != high)
        {
            throw new TimeoutException("no tide of " + port);
        }

        return await high;
    }

    public async Task<string?> LowAsync(string port, CancellationToken stop)
    {
        var low = http.GetStringAsync("/low/" + port, stop);
        if (await Task.WhenAny(low, Task.Delay(500, stop)) != low)
        {
            logger.LogWarning("no low tide of {Port} in time", port);
            return null;
        }

        return await low;
    }

    public async Task<string?> SpringAsync(string port)
    {
        using var limit = new CancellationTokenSource();
        var spring = http.GetStringAsync("/spring/" + port, limit.Token);
        if (await Task.WhenAny(spring, Task.Delay(500)) != spring)
        {
            await limit.CancelAsync();
            return null;
        }

        return await spring;
    }

    public async Task<string> NeapAsync(string port, CancellationToken stop)
    {
        var neap = http.GetStringAsync("/neap/" + port, stop);
        var turns = 0;
        while (await Task.WhenAny(neap, Task.Delay(500, stop)) != neap)
        {
            turns++;
        }

        return await neap + turns;
    }
}
