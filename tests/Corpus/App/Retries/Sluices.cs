using System.Net.Http.Json;

namespace Corpus.Retries.Sluices;

// case: a method that calls itself to try again makes its key anew each time
public sealed class Dues(HttpClient http)
{
    public Task PayAsync(decimal amount) => PayAsync(amount, 1);

    private async Task PayAsync(decimal amount, int attempt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dues") { Content = JsonContent.Create(amount) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        try
        {
            using var answer = await http.SendAsync(request); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException) when (attempt < 3)
        {
            await PayAsync(amount, attempt + 1);
        }
    }
}

// look-alike: the key is handed on
public sealed class KeyedDues(HttpClient http)
{
    public Task PayAsync(decimal amount) => PayAsync(amount, 1, Guid.NewGuid().ToString());

    private async Task PayAsync(decimal amount, int attempt, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dues") { Content = JsonContent.Create(amount) };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException) when (attempt < 3)
        {
            await PayAsync(amount, attempt + 1, key);
        }
    }
}

public sealed class Levels(HttpClient http)
{
    public Task<string> OfAsync(int sluice) => http.GetStringAsync("/levels/" + sluice);

    public Task<string> OfAsync(string sluice, CancellationToken stop) => http.GetStringAsync("/levels/" + sluice, stop);
}

public sealed class Keeper(Levels levels)
{
    // case: what is tried again asks for no token, and waits for a service
    public async Task<string> LevelAsync(int sluice, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await levels.OfAsync(sluice); // expect: IC1306
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100, stop);
            }
        }
    }

    // look-alike: it is given the token
    public async Task<string> LevelAsync(string sluice, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await levels.OfAsync(sluice, stop);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100, stop);
            }
        }
    }
}
