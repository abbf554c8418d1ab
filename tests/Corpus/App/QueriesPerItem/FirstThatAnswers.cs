namespace Corpus.QueriesPerItem.FirstThatAnswers;

// look-alike: the first lighthouse that answers is kept, and no other is asked after it
public sealed class Beacon(HttpClient http, List<string> log)
{
    private string? _nearest;

    public async Task ChooseAsync(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                if (await IsLitAsync(name))
                {
                    _nearest = name;
                    return;
                }
            }
            catch (HttpRequestException e)
            {
                log.Add(name + e.Message);
            }
        }

        throw new InvalidOperationException(_nearest ?? "dark");
    }

    public async Task<string> SignalAsync(List<string> names)
    {
        string? signal = null;
        foreach (var name in names)
        {
            try
            {
                signal = await FindAsync(name);
                if (signal != null)
                {
                    break;
                }
            }
            catch (HttpRequestException e)
            {
                log.Add(name + e.Message);
            }
        }

        return signal ?? throw new InvalidOperationException("dark");
    }

    private async Task<bool> IsLitAsync(string name)
    {
        using var answer = await http.GetAsync("/beacons/" + name);
        return answer.IsSuccessStatusCode;
    }

    private async Task<string?> FindAsync(string name) => await http.GetStringAsync("/signals/" + name);
}

// case: the first that does not answer ends it, and all others are asked
public sealed class Inspection(HttpClient http, List<string> log)
{
    public async Task CheckAsync(List<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                if (!await IsLitAsync(name)) // expect: IC3102
                {
                    log.Add(name);
                    return;
                }
            }
            catch (HttpRequestException e)
            {
                log.Add(name + e.Message);
            }
        }
    }

    private async Task<bool> IsLitAsync(string name)
    {
        using var answer = await http.GetAsync("/beacons/" + name);
        return answer.IsSuccessStatusCode;
    }
}
