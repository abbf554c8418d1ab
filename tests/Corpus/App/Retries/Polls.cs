using System.Net;

namespace Corpus.Retries.Polls;

public sealed class BerthNotFoundException(string name) : Exception(name);

public sealed class Berths(HttpClient http)
{
    public async Task<string> StateAsync(string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync("/berths/" + name);
                return answer.StatusCode == HttpStatusCode.NotFound ? throw new BerthNotFoundException(name) : await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100 * attempt);
            }
        }
    }
}

// look-alike: it asks until the answer is the one that it waits for, and "not there yet" is an answer
public sealed class Harbour(Berths berths)
{
    public async Task<bool> UntilFreeAsync(string name)
    {
        var (asked, isFree) = (0, false);
        while (!isFree && asked < 30)
        {
            try
            {
                await Task.Delay(1000);
                isFree = await berths.StateAsync(name) == "free";
                asked++;
            }
            catch (BerthNotFoundException)
            {
            }
        }

        return isFree;
    }
}

// case: it waits for an answer, and takes whatever fails for "not yet"
public sealed class Watch(HttpClient http)
{
    public async Task<bool> UntilFreeAsync(string name)
    {
        var isFree = false;
        for (var asked = 0; asked < 20 && !isFree; asked++)
        {
            try
            {
                isFree = await http.GetStringAsync("/berths/" + name) == "free";
            }
            catch (Exception) // expect: IC1307, IC2102
            {
                await Task.Delay(1000);
            }
        }

        return isFree;
    }
}
