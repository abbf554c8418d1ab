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

// look-alike: what one of them has is returned, and the helper answers with nothing when it fails; the next one has its turn
public sealed class Charts(HttpClient http)
{
    public async Task<byte[]?> FindAsync(List<List<string>> shelves)
    {
        foreach (var shelf in shelves)
        {
            if (shelf is null || shelf.Count == 0)
            {
                continue;
            }

            foreach (var sheet in shelf)
            {
                var chart = await FetchAsync("/charts/" + sheet).ConfigureAwait(false);
                if (chart != null)
                {
                    return chart;
                }
            }
        }

        return null;
    }

    private async Task<byte[]?> FetchAsync(string path)
    {
        try
        {
            var answer = await http.GetAsync(path);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            var bytes = await answer.Content.ReadAsByteArrayAsync();
            return bytes.Length == 0 ? null : bytes;
        }
        catch // expect: IC2102
        {
            return null;
        }
    }
}

// case: the helper answers with nothing as well, but what it has found is kept, and all others are asked
public sealed class Atlas(HttpClient http)
{
    public async Task<int> CountAsync(List<string> sheets)
    {
        var found = 0;
        foreach (var sheet in sheets)
        {
            var chart = await FetchAsync("/charts/" + sheet); // expect: IC3102
            if (chart != null)
            {
                found++;
            }
        }

        return found;
    }

    private async Task<string?> FetchAsync(string path)
    {
        try
        {
            return await http.GetStringAsync(path);
        }
        catch // expect: IC2102
        {
            return null;
        }
    }
}

// case: what does not take it is told of, but what takes it ends nothing
public sealed class Buoys(HttpClient http, List<string> log)
{
    public async Task ResetAsync(List<string> buoys, CancellationToken cancellation)
    {
        foreach (var buoy in buoys)
        {
            if (await http.PostAsync(At($"buoys/{buoy}/reset"), null, cancellation) is { IsSuccessStatusCode: false } answer) // expect: IC3102
            {
                log.Add(buoy + answer.StatusCode);
            }
        }
    }

    private static Uri At(string path) => new(new Uri("https://buoys.example"), path);
}
