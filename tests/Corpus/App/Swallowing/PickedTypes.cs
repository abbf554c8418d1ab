using IntentContracts;

namespace Corpus.Swallowing.PickedTypes;

public sealed class Forecast(HttpClient http)
{
    // case: two types that the request throws
    public async Task<string> TodayAsync()
    {
        var text = "";
        try
        {
            text = await http.GetStringAsync("/today");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException) // expect: IC2102
        {
        }

        return text;
    }
}

public sealed class Almanac(HttpClient http)
{
    // look-alike: declared, each of them
    [Swallows(typeof(HttpRequestException), "The moon is decoration.")]
    [Swallows(typeof(IOException), "The moon is decoration.")]
    public async Task<string> MoonAsync()
    {
        var text = "";
        try
        {
            text = await http.GetStringAsync("/moon");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
        }

        return text;
    }

    // case: one of them is not declared
    [Swallows(typeof(IOException), "The sun is decoration.")]
    public async Task<string> SunAsync()
    {
        var text = "";
        try
        {
            text = await http.GetStringAsync("/sun");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException) // expect: IC2102
        {
        }

        return text;
    }
}

public sealed class Archive(HttpClient http)
{
    // look-alike: what could not be sent is what is left, and that is thrown about
    [QueryPerItem("Each letter is answered for itself.")]
    public async Task SendAsync(IReadOnlyList<string> letters)
    {
        var unsent = letters.ToList();
        foreach (var letter in letters)
        {
            try
            {
                using var answer = await http.PutAsync("/letters", new StringContent(letter));
                answer.EnsureSuccessStatusCode();
                unsent.Remove(letter);
            }
            catch (HttpRequestException)
            {
            }
        }

        if (unsent.Count > 0)
        {
            throw new InvalidOperationException("Not sent: " + unsent[0]);
        }
    }

    // case: nobody asks for what is left
    [QueryPerItem("Each letter is answered for itself.")]
    public async Task<IReadOnlyList<string>> TrySomeAsync(IReadOnlyList<string> letters)
    {
        var unsent = letters.ToList();
        if (unsent.Count == 0)
        {
            throw new ArgumentException("No letters.", nameof(letters));
        }

        foreach (var letter in letters)
        {
            try
            {
                using var answer = await http.PutAsync("/letters", new StringContent(letter));
                answer.EnsureSuccessStatusCode();
                unsent.Remove(letter);
            }
            catch (HttpRequestException) // expect: IC2102
            {
            }
        }

        return letters;
    }

    // look-alike: no means that it is not there
    public async Task<bool> FetchAsync(string name, string folder)
    {
        var path = Path.Combine(folder, name);
        try
        {
            await File.WriteAllBytesAsync(path, await http.GetByteArrayAsync(name));
            return File.Exists(path);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
