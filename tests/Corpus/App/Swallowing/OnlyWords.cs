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
