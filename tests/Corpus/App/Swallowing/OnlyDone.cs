using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.OnlyDone;

public sealed record Passage(string Ship, bool Told);

// case: the flag of a success is set by the handler as well
public sealed class Locks(HttpClient http)
{
    public async Task<Passage> TellAsync(string ship)
    {
        var told = false;
        try
        {
            using var answer = await http.PostAsJsonAsync("/passages", ship);
            answer.EnsureSuccessStatusCode();
            told = true;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            told = true;
        }

        return new Passage(ship, told);
    }

    // look-alike: the handler leaves it as it was
    public async Task<Passage> TryAsync(string ship)
    {
        var told = false;
        try
        {
            using var answer = await http.PostAsJsonAsync("/passages", ship);
            answer.EnsureSuccessStatusCode();
            told = true;
        }
        catch (HttpRequestException)
        {
            told = false;
        }

        return new Passage(ship, told);
    }
}

// look-alike: the try finds out that it has failed, and says so as the handler does
public sealed class Ferries(HttpClient http)
{
    public async Task<bool> CallAsync(string ship)
    {
        var isLate = false;
        try
        {
            using var answer = await http.PostAsJsonAsync("/ferries", ship);
            if (!answer.IsSuccessStatusCode)
            {
                isLate = true;
            }
        }
        catch (HttpRequestException)
        {
            isLate = true;
        }

        if (isLate)
        {
            throw new InvalidOperationException("No ferry for " + ship);
        }

        return true;
    }

    public async Task<Passage> AskAsync(string ship)
    {
        var isLate = false;
        try
        {
            using var answer = await http.PutAsJsonAsync("/ferries", ship);
            if (!answer.IsSuccessStatusCode)
            {
                isLate = true;
            }
        }
        catch (HttpRequestException)
        {
            isLate = true;
        }

        return new Passage(ship, isLate);
    }
}

// look-alike: a question of one's own keeps what it is asked about, and its name says nothing of that
public sealed class Buoys(HttpClient http)
{
    private Exception? _last;

    public string State => _last?.Message ?? "lit";

    public async Task LightAsync(string buoy)
    {
        try
        {
            using var answer = await http.PutAsJsonAsync("/buoys", buoy);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            _ = IsNews(e);
        }
    }

    private bool IsNews(Exception e)
    {
        var isNews = _last?.Message != e.Message;
        _last = e;
        return isNews;
    }
}

// look-alike: each attempt was recorded before the last word
public sealed class Pilots(HttpClient http, ILogger<Pilots> logger)
{
    public async Task<string> FetchAsync(string ship)
    {
        Exception? last = null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/pilots/" + ship);
            }
            catch (HttpRequestException e)
            {
                logger.LogWarning(e, "No pilot yet for {Ship}", ship);
                last = e;
            }
        }

        throw new InvalidOperationException($"No pilot for {ship}: {last?.Message}");
    }
}

// case: what is done is removed, and nobody asks how it went
public sealed class Lamps(HttpClient http)
{
    private readonly List<Task> _lit = [];

    public void Light(string lamp)
    {
        _lit.RemoveAll(t => t.IsCompleted);
        _lit.Add(http.GetStringAsync("/lamps/" + lamp)); // expect: IC2103
    }
}

// look-alike: what has failed is looked at before it is removed
public sealed class WatchedLamps(HttpClient http)
{
    private readonly List<Task> _lit = [];

    public int Failed { get; private set; }

    public void Light(string lamp)
    {
        _lit.RemoveAll(t =>
        {
            Failed += t.IsFaulted ? 1 : 0;
            return t.IsCompleted;
        });
        _lit.Add(http.GetStringAsync("/lamps/" + lamp));
    }
}

// case: what it is called says nothing of how it ended
public sealed class Flares(HttpClient http)
{
    private readonly Dictionary<int, Task> _lit = [];

    public IEnumerable<int> Dark => _lit.Where(b => b.Value.IsFaulted).Select(b => b.Key);

    public async Task<int> LightAsync(string beacon, Stream journal)
    {
        var lit = http.GetStringAsync("/beacons/" + beacon); // expect: IC2103
        await journal.WriteAsync(new byte[] { 1 });
        return lit.Id;
    }

    // look-alike: it is kept by its number, and looked at under that
    public async Task<int> KeepAsync(string beacon, Stream journal)
    {
        var lit = http.GetStringAsync("/kept/" + beacon);
        await journal.WriteAsync(new byte[] { 2 });
        _lit[lit.Id] = lit;
        return lit.Id;
    }

    // look-alike: the number is noted, and the end is waited for
    public async Task<int> WatchAsync(string beacon, Stream journal)
    {
        var lit = http.GetStringAsync("/watched/" + beacon);
        await journal.WriteAsync(new byte[] { (byte)lit.Id });
        return (await lit).Length;
    }
}

// case: it is waited for so long, and only asked whether it is done
public sealed class Gates(HttpClient http)
{
    public async Task<bool> OpenAsync(string gate)
    {
        var open = http.GetStringAsync("/gates/" + gate);
        await Task.WhenAny(open, Task.Delay(2000)); // expect: IC2102
        return open.IsCompleted;
    }

    // look-alike: the answer is no where it has failed
    public async Task<bool> LowerAsync(string gate)
    {
        var lower = http.GetStringAsync("/lowered/" + gate);
        await Task.WhenAny(lower, Task.Delay(2000));
        return lower.IsCompletedSuccessfully;
    }

    // look-alike: it is asked how it went
    public async Task<bool> CloseAsync(string gate)
    {
        var close = http.GetStringAsync("/gates/" + gate);
        await Task.WhenAny(close, Task.Delay(2000));
        return close.IsCompleted && (await close).Length > 0;
    }
}

// case: what went wrong is put into a list that nobody looks at, piece by piece
public sealed class Tolls(HttpClient http)
{
    public async Task<int> ChargeAsync(List<string> ships)
    {
        var problems = new List<string>();
        try
        {
            await Task.WhenAll(ships.Select(s => http.PutAsJsonAsync("/tolls/" + s, s))); // expect: IC3102
        }
        catch (HttpRequestException e) // expect: IC2102
        {
            problems.AddRange(e.Message.Split(';').Select(part => part.Trim()));
        }

        return ships.Count;
    }

    // look-alike: and it is handed out
    public async Task<List<string>> ListAsync(List<string> ships)
    {
        var problems = new List<string>();
        try
        {
            await Task.WhenAll(ships.Select(s => http.PutAsJsonAsync("/tolls/" + s, s))); // expect: IC3102
        }
        catch (HttpRequestException e)
        {
            problems.AddRange(e.Message.Split(';').Select(part => part.Trim()));
        }

        return problems;
    }
}

public sealed class Berths(HttpClient http) : Microsoft.AspNetCore.Mvc.ControllerBase
{
    // case: an endpoint says the same after a failure, in an object that is made again
    [Microsoft.AspNetCore.Mvc.HttpPost("/berths")]
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> PostAsync(string ship)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("/berths", ship);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Ok(new { berthed = true });
        }

        return Ok(new { berthed = true });
    }

    // look-alike: it says something else
    [Microsoft.AspNetCore.Mvc.HttpPut("/berths")]
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> PutAsync(string ship)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("/berths", ship);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            return Ok(new { berthed = false });
        }

        return Ok(new { berthed = true });
    }
}

public sealed class GatewayException(int? statusCode, Exception? cause = null) : Exception("The gateway has answered " + statusCode, cause)
{
    public int? StatusCode { get; } = statusCode;
}

public sealed class Beacons(HttpClient http)
{
    private async Task SendAsync(string beacon)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("/beacons", beacon);
            if (!answer.IsSuccessStatusCode)
            {
                throw new GatewayException((int)answer.StatusCode);
            }
        }
        catch (HttpRequestException e)
        {
            throw new GatewayException(e.StatusCode is { } status ? (int)status : null, e);
        }
    }

    // case: a status of one's own that may be missing, and is one of an outage
    public async Task LightAsync(string beacon)
    {
        try
        {
            await SendAsync(beacon);
        }
        catch (GatewayException e) when (e.StatusCode is null or >= 500) // expect: IC2102
        {
        }
    }

    // look-alike: it is there already
    public async Task DouseAsync(string beacon)
    {
        try
        {
            await SendAsync(beacon);
        }
        catch (GatewayException e) when (e.StatusCode is 409)
        {
        }
    }
}
