namespace Corpus.Library.Retries;

/// <summary>Tries again by itself, with a jump.</summary>
public sealed class Wells(HttpClient http)
{
    public async Task<string> LevelAsync(string well, CancellationToken token)
    {
        var tries = 0;
    again:
        tries++;
        try
        {
            return await http.GetStringAsync("/wells/" + well, token);
        }
        catch (HttpRequestException) when (tries < 3)
        {
            await Task.Delay(30, token);
            goto again;
        }
    }
}
