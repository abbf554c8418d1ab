namespace Corpus.Swallowing.Gathered;

// case: failures are put into a list that nobody reads
public sealed class Census(HttpClient http)
{
    public async Task<int> CountAsync(IReadOnlyList<string> streets)
    {
        var failures = new List<Exception>();
        var counted = 0;
        foreach (var street in streets)
        {
            try
            {
                await http.DeleteAsync("/streets/" + street); // expect: IC3102
                counted++;
            }
            catch (HttpRequestException e) // expect: IC2102
            {
                failures.Add(e);
            }
        }

        return counted;
    }
}

// look-alike: the list is thrown, returned, counted, handed on
public sealed class Survey(HttpClient http, Action<IEnumerable<string>> report)
{
    public async Task AskAsync(string house)
    {
        var failures = new List<Exception>();
        try
        {
            await http.DeleteAsync("/houses/" + house);
        }
        catch (HttpRequestException e)
        {
            failures.Add(e);
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    public async Task<List<string>> ListAsync(string house)
    {
        var failures = new List<string>();
        try
        {
            await http.DeleteAsync("/houses/" + house);
        }
        catch (HttpRequestException e)
        {
            failures.Add(e.Message);
        }

        return failures;
    }

    public async Task ReportAsync(string house)
    {
        var failures = new List<string>();
        try
        {
            await http.DeleteAsync("/houses/" + house);
        }
        catch (HttpRequestException e)
        {
            failures.Add(e.Message);
        }

        report(failures);
    }
}

// case: several pieces of work are gathered, and nobody waits for them
public sealed class Band(HttpClient http)
{
    public async Task PlayAsync()
    {
        await Task.Yield();
        _ = Task.WhenAll(http.GetAsync("/drums"), http.GetAsync("/bass")); // expect: IC2103
    }

    public async Task TuneAsync(string[] instruments)
    {
        await Task.Yield();
        _ = Task.WhenAll(instruments.Select(i => http.PostAsync("/tune/" + i, null))); // expect: IC2103, IC3102
    }
}

// look-alike: they are gathered, and awaited in the end; what is gathered cannot fail
public sealed class Orchestra(HttpClient http)
{
    public async Task PlayAsync()
    {
        var strings = http.GetAsync("/strings");
        var brass = http.GetAsync("/brass");
        var all = Task.WhenAll(strings, brass);
        Console.WriteLine("begun");
        await all;
    }

    public async Task RestAsync()
    {
        _ = Task.WhenAll(Task.Delay(10), Task.Delay(20));
        await Task.Yield();
    }
}

// look-alike: somebody watches the one that comes second
public sealed class Race(HttpClient http)
{
    public async Task<string> FirstAsync()
    {
        var left = http.GetStringAsync("/left");
        var right = http.GetStringAsync("/right");
        var first = await Task.WhenAny(left, right);
        var second = first == left ? right : left;
        _ = second.ContinueWith(t => Console.Error.WriteLine(t.Exception), TaskContinuationOptions.OnlyOnFaulted);
        return await first;
    }

    public async Task<string> FastestAsync()
    {
        var left = http.GetStringAsync("/left");
        var right = http.GetStringAsync("/right");
        var first = await Task.WhenAny(left, right);
        Watch(first == left ? right : left);
        return await first;
    }

    private static async void Watch(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
    }
}

// case: nobody watches the one that comes second
public sealed class Regatta(HttpClient http)
{
    public async Task<string> FirstAsync()
    {
        var port = http.GetStringAsync("/port");
        var starboard = http.GetStringAsync("/starboard");
        var first = await Task.WhenAny(port, starboard); // expect: IC2102
        return await first;
    }
}

// case: dropped work whose when clause lets only one kind of failure be told
public sealed class Garden(HttpClient http)
{
    public async Task WaterAsync()
    {
        _ = PourAsync(); // expect: IC2103
        await Task.Yield();
    }

    private async Task PourAsync()
    {
        try
        {
            await http.DeleteAsync("/water");
        }
        catch (Exception e) when (e is InvalidOperationException)
        {
            Console.Error.WriteLine(e);
        }
    }
}

// look-alike: dropped work that tells whatever happens, and one whose clause names what can
public sealed class Greenhouse(HttpClient http)
{
    public async Task WaterAsync()
    {
        _ = PourAsync();
        await Task.Yield();
    }

    private async Task PourAsync()
    {
        try
        {
            await http.DeleteAsync("/water");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Console.Error.WriteLine(e);
        }
    }
}
