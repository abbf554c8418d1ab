using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.Retold;

public sealed class TicketException(string message, Exception? inner = null) : Exception(message, inner);

// case: the exception is kept, tested later, and another one is thrown without it
public sealed class Concert(HttpClient http)
{
    public async Task BookAsync(int seat)
    {
        Exception? refusal = null;
        try
        {
            await http.PutAsync("/concert/" + seat, null);
        }
        catch (HttpRequestException e)
        {
            refusal = e;
        }

        if (refusal is not null)
        {
            throw new TicketException("no seat"); // expect: IC2105
        }
    }
}

// look-alike: the exception is kept, and thrown inside the other one later
public sealed class Recital(HttpClient http)
{
    public async Task BookAsync(int seat)
    {
        Exception? refusal = null;
        try
        {
            await http.PutAsync("/recital/" + seat, null);
        }
        catch (HttpRequestException e)
        {
            refusal = e;
        }

        if (refusal is not null)
        {
            throw new TicketException("no seat", refusal);
        }
    }
}

// case: a helper makes an exception of one, and leaves it out
public static class Translations
{
    public static Exception Plain(Exception e) => new TicketException("the hall says " + e.Message);

    public static Exception Chosen(Exception e) => e switch
    {
        TimeoutException => new TicketException("too late"),
        _ => new TicketException("something else"),
    };

    public static Exception Whole(Exception e) => new TicketException("the hall refuses", e);

    public static TicketException Either(Exception e, string hall) => e is TimeoutException
        ? new TicketException(hall + " is slow", e)
        : new TicketException(hall + " refuses", e);
}

public sealed class Hall(HttpClient http)
{
    public async Task CloseAsync()
    {
        try
        {
            await http.DeleteAsync("/hall");
        }
        catch (HttpRequestException e)
        {
            throw Translations.Plain(e); // expect: IC2105
        }
    }

    public async Task CleanAsync()
    {
        try
        {
            await http.DeleteAsync("/hall/dust");
        }
        catch (HttpRequestException e)
        {
            throw Translations.Chosen(e); // expect: IC2105
        }
    }
}

// look-alike: the helper puts it inside
public sealed class Foyer(HttpClient http)
{
    public async Task CloseAsync()
    {
        try
        {
            await http.DeleteAsync("/foyer");
        }
        catch (HttpRequestException e)
        {
            throw Translations.Whole(e);
        }
    }

    public async Task CleanAsync()
    {
        try
        {
            await http.DeleteAsync("/foyer/dust");
        }
        catch (HttpRequestException e)
        {
            throw Translations.Either(e, "the foyer");
        }
    }
}

// case: a helper that throws what it has made without the cause
public sealed class Stage(HttpClient http)
{
    public async Task LightAsync()
    {
        try
        {
            await http.PutAsync("/lights", null);
        }
        catch (HttpRequestException e)
        {
            Fail(e); // expect: IC2105
        }
    }

    private static void Fail(Exception e) => throw new TicketException("dark: " + e.Message);
}

// look-alike: a helper that throws the cause with it
public sealed class Wings(HttpClient http)
{
    public async Task LightAsync()
    {
        try
        {
            await http.PutAsync("/lights", null);
        }
        catch (HttpRequestException e)
        {
            Fail(e);
        }
    }

    private static void Fail(Exception e) => throw new TicketException("dark", e);
}

// look-alike: the helper leaves it out, and has logged it; what was kept is logged before another one is thrown
public sealed class Balcony(HttpClient http, ILogger<Balcony> log)
{
    public async Task LockAsync()
    {
        try
        {
            await http.DeleteAsync("/balcony");
        }
        catch (HttpRequestException e)
        {
            throw Refusal(e);
        }
    }

    public async Task SweepAsync()
    {
        Exception? refusal = null;
        try
        {
            await http.DeleteAsync("/balcony/leaves");
        }
        catch (HttpRequestException e)
        {
            refusal = e;
        }

        if (refusal is not null)
        {
            log.LogError(refusal, "The balcony stays as it is");
            throw new TicketException("not today");
        }
    }

    private TicketException Refusal(Exception e)
    {
        log.LogError(e, "The balcony stays open");
        return new TicketException("the balcony stays open");
    }
}
