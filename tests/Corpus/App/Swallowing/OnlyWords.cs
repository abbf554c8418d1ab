using System.Net;
using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.OnlyWords;

public sealed class Unmoored(string text, Exception? cause = null) : Exception(text, cause);

// case: only what the failure says of itself is kept for the throw behind the loop
public sealed class Moorings(HttpClient http)
{
    public async Task<string> ReadAsync(string berth)
    {
        string? because = null;
        for (var turn = 0; turn < 2; turn++)
        {
            try
            {
                return await http.GetStringAsync("/moorings/" + berth);
            }
            catch (HttpRequestException e) when (e.StatusCode is null or >= HttpStatusCode.InternalServerError)
            {
                because = e.Message;
            }
        }

        throw new Unmoored("nothing of " + berth + ": " + because); // expect: IC2105
    }

    // case: the same without a loop, in an interpolated text with a number in it
    public async Task CastAsync(int line)
    {
        var because = "";
        try
        {
            await http.PutAsync("/lines/" + line, null);
            return;
        }
        catch (HttpRequestException e)
        {
            because = e.Message;
        }

        throw new InvalidOperationException($"line {line} holds: {because}"); // expect: IC2105
    }
}

// look-alike: all of it is kept, handed over or told
public sealed class Anchors(HttpClient http, ILogger<Anchors> logger)
{
    public async Task<string> ReadAsync(string anchor)
    {
        Exception? last = null;
        var because = "";
        for (var turn = 0; turn < 2; turn++)
        {
            try
            {
                return await http.GetStringAsync("/anchors/" + anchor);
            }
            catch (HttpRequestException e) when (e.StatusCode is null or >= HttpStatusCode.InternalServerError)
            {
                because = e.Message;
                last = e;
            }
        }

        throw new Unmoored("nothing of " + anchor + ": " + because, last);
    }

    public async Task<string> WeighAsync(string anchor)
    {
        var because = "";
        for (var turn = 0; turn < 2; turn++)
        {
            try
            {
                return await http.GetStringAsync("/weights/" + anchor);
            }
            catch (HttpRequestException e) when (e.StatusCode is null or >= HttpStatusCode.InternalServerError)
            {
                logger.LogWarning(e, "anchor {Anchor}", anchor);
                because = e.Message;
            }
        }

        throw new Unmoored("no weight of " + anchor + ": " + because);
    }

    public async Task DropAsync(string anchor)
    {
        var said = "";
        try
        {
            await http.PutAsync("/dropped/" + anchor, null);
            return;
        }
        catch (HttpRequestException e)
        {
            said = e.ToString();
        }

        throw new InvalidOperationException("anchor " + anchor + ": " + said);
    }
}

// case: one of several is thrown, and none of them holds the cause
public sealed class Ropes(HttpClient http)
{
    public async Task<string> SpliceAsync(string rope)
    {
        try
        {
            return await http.GetStringAsync("/ropes/" + rope);
        }
        catch (HttpRequestException e)
        {
            throw e.StatusCode switch // expect: IC2105
            {
                HttpStatusCode.Gone => new KeyNotFoundException("no rope " + rope),
                HttpStatusCode.Conflict => new InvalidOperationException(e.Message),
                _ => new Unmoored("rope " + rope),
            };
        }
    }

    // look-alike: each of them holds it
    public async Task<string> CoilAsync(string rope)
    {
        try
        {
            return await http.GetStringAsync("/coils/" + rope);
        }
        catch (HttpRequestException e)
        {
            throw e.StatusCode switch
            {
                HttpStatusCode.Gone => new KeyNotFoundException("no rope " + rope, e),
                HttpStatusCode.Conflict => new InvalidOperationException(e.Message, e),
                _ => new Unmoored("rope " + rope, e),
            };
        }
    }
}

public sealed class Adrift(string message) : Exception(message)
{
    public Exception? Cause { get; set; }
}

// case: what is kept of the last attempt is asked for its name and its words only, once all have failed
public sealed class Buoys(HttpClient http)
{
    public async Task<string> HailAsync(string buoy)
    {
        Exception? last = null;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/buoys/" + buoy);
            }
            catch (HttpRequestException e)
            {
                last = e;
                await Task.Delay(50 * attempt);
            }
        }

        throw new Adrift($"no answer of {buoy} ({last?.GetType().Name})"); // expect: IC2105
    }

    public async Task<string> LightAsync(string buoy)
    {
        Exception? last = null;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/lights/" + buoy);
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
            catch (IOException e)
            {
                last = e;
            }
        }

        throw new Adrift("no light of " + buoy + ": " + last!.Message); // expect: IC2105
    }

    public async Task<string> DepthAsync(string buoy)
    {
        Exception? last = null;
        try
        {
            return await http.GetStringAsync("/depths/" + buoy);
        }
        catch (HttpRequestException e)
        {
            last = e;
        }

        throw new Adrift(string.Concat("65535", last.Message)); // expect: IC2105
    }

    // look-alikes: it goes with the new one, as it is or as a whole text, or into a log before
    public async Task<string> BellAsync(string buoy)
    {
        Exception? last = null;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/bells/" + buoy);
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
        }

        throw new Unmoored($"no bell of {buoy} ({last?.GetType().Name})", last);
    }

    public async Task<string> ColourAsync(string buoy)
    {
        Exception? last = null;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/colours/" + buoy);
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
        }

        throw new Adrift($"no colour of {buoy}: {last}");
    }

    public async Task<string> ChainAsync(string buoy, ILogger log)
    {
        Exception? last = null;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/chains/" + buoy);
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
        }

        log.LogError(last, "no chain of {Buoy}", buoy);
        throw new Adrift($"no chain of {buoy}: {last?.Message}");
    }
}

// case: the message of a task's exception, and nothing else of it
public sealed class Pilots(HttpClient http)
{
    public async Task<string> CallAsync(string pilot)
    {
        var calling = http.GetStringAsync("/pilots/" + pilot);
        await Task.WhenAny(calling);
        if (calling.IsFaulted)
        {
            throw new Adrift(calling.Exception.Message); // expect: IC2105
        }

        return await calling;
    }

    public async Task<string> RowAsync(string pilot)
    {
        var rowing = http.GetStringAsync("/rowing/" + pilot);
        await Task.WhenAny(rowing);
        if (rowing.IsFaulted)
        {
            throw new Adrift($"{pilot}: {rowing.Exception.InnerException?.Message}"); // expect: IC2105
        }

        return await rowing;
    }

    // look-alikes: with the exception, with its whole text, and after it has been logged
    public async Task<string> BoardAsync(string pilot)
    {
        var boarding = http.GetStringAsync("/boarding/" + pilot);
        await Task.WhenAny(boarding);
        if (boarding.IsFaulted)
        {
            throw new Unmoored(boarding.Exception.Message, boarding.Exception);
        }

        return await boarding;
    }

    public async Task<string> LeaveAsync(string pilot)
    {
        var leaving = http.GetStringAsync("/leaving/" + pilot);
        await Task.WhenAny(leaving);
        return leaving.IsFaulted ? throw new Adrift(leaving.Exception.ToString()) : await leaving;
    }

    public async Task<string> SteerAsync(string pilot, ILogger log)
    {
        var steering = http.GetStringAsync("/steering/" + pilot);
        await Task.WhenAny(steering);
        if (steering.IsFaulted)
        {
            log.LogError(steering.Exception, "{Pilot} does not steer", pilot);
            throw new Adrift(steering.Exception.Message);
        }

        return await steering;
    }
}

// look-alike: a helper makes the new one, and puts the cause into it
public sealed class Moles(HttpClient http)
{
    public async Task<string> WalkAsync(string mole)
    {
        try
        {
            return await http.GetStringAsync("/moles/" + mole);
        }
        catch (HttpRequestException e)
        {
            throw Translated(e);
        }
    }

    public async Task<string> MendAsync(string mole)
    {
        try
        {
            return await http.GetStringAsync("/mended/" + mole);
        }
        catch (HttpRequestException e)
        {
            throw WithData(e);
        }
    }

    // case: the helper sets what is no cause
    public async Task<string> LeadAsync(string mole)
    {
        try
        {
            return await http.GetStringAsync("/led/" + mole);
        }
        catch (HttpRequestException e)
        {
            throw WithHelp(e); // expect: IC2105
        }
    }

    private static Adrift Translated(HttpRequestException e) => new(e.Message) { Cause = e };

    private static Adrift WithData(HttpRequestException e)
    {
        var made = new Adrift(e.Message);
        made.Data["cause"] = e;
        return made;
    }

    private static Adrift WithHelp(HttpRequestException e) => new(e.Message) { HelpLink = e.HelpLink };
}
