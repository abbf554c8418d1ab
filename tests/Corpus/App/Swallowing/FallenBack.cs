namespace Corpus.Swallowing.FallenBack;

public sealed record Limits(int? Most, int? Least);

// case: the number that success falls back to, too
public sealed class Scales(HttpClient http)
{
    public int Most()
    {
        try
        {
            return Read().Most.GetValueOrDefault(250);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return 250;
        }
    }

    public async Task<int> LeastAsync(bool strict)
    {
        try
        {
            if (!strict)
            {
                return 10;
            }

            var text = await http.GetStringAsync("/least");
            return text.Length;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return 10;
        }
    }

    private Limits Read() => new(http.GetStringAsync("/limits").GetAwaiter().GetResult().Length, null);
}

// look-alike: a number of its own, or one of several codes
public sealed class Weights(HttpClient http)
{
    public int Most()
    {
        try
        {
            return Read().Most.GetValueOrDefault(250);
        }
        catch (HttpRequestException)
        {
            return 1;
        }
    }

    public async Task<int> RunAsync(string[] words)
    {
        if (words.Length == 0)
        {
            return 2;
        }

        try
        {
            await http.PutAsync("/weights", null);
            return 0;
        }
        catch (HttpRequestException)
        {
            return 2;
        }
    }

    private Limits Read() => new(http.GetStringAsync("/limits").GetAwaiter().GetResult().Length, null);
}
