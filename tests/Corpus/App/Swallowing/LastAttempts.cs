using Microsoft.Extensions.Logging;

namespace Corpus.Swallowing.LastAttempts;

public sealed class KilnUnreachable(string message, Exception? cause = null) : Exception(message, cause);

public sealed class KilnFault : Exception
{
    public KilnFault(Exception cause)
        : base("The kiln is at fault")
    {
        _ = cause;
    }

    public KilnFault(string message, Exception cause)
        : base(message, cause)
    {
    }
}

public sealed class Kiln(HttpClient http, ILogger<Kiln> logger)
{
    // case: the attempts before are written down, and the last one is thrown away
    public async Task HeatAsync()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            try
            {
                await http.GetAsync("/heat");
                break;
            }
            catch (Exception e) // expect: IC1307
            {
                if (attempt == 3)
                {
                    throw new KilnUnreachable("Not heated after four attempts"); // expect: IC2105
                }

                logger.LogWarning(e, "Attempt {Attempt}", attempt);
                await Task.Delay(100);
            }
        }
    }

    // look-alike: the last one is written down as well
    public async Task CoolAsync()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            try
            {
                await http.GetAsync("/cool");
                break;
            }
            catch (Exception e) // expect: IC1307
            {
                logger.LogWarning(e, "Attempt {Attempt}", attempt);
                if (attempt == 3)
                {
                    throw new KilnUnreachable("Not cooled after four attempts");
                }

                await Task.Delay(100);
            }
        }
    }

    // case: one of its constructors keeps what it is given, and the other does not
    public async Task OpenAsync()
    {
        try
        {
            await http.PostAsync("/open", null);
        }
        catch (HttpRequestException e)
        {
            if (e.HResult == 7)
            {
                throw new KilnFault("The door is stuck", e);
            }

            throw new KilnFault(e); // expect: IC2105
        }
    }

    // case: the same, where it is the one that is picked
    public async Task ShutAsync()
    {
        try
        {
            await http.PostAsync("/shut", null);
        }
        catch (HttpRequestException e)
        {
            if (e.HResult == 7)
            {
                throw new KilnFault(e); // expect: IC2105
            }

            throw new KilnFault("The door is open", e);
        }
    }
}
