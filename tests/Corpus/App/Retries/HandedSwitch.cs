namespace Corpus.Retries.HandedSwitch;

public enum Deed
{
    Ask,
    Add,
    Change,
    Remove,
}

/// <summary>One door for all requests: what it does, the caller says.</summary>
public sealed class Registry(HttpClient http)
{
    public Task<string> FindAsync(string name) => DoAsync("/names/" + name, Deed.Ask, null);

    public Task<string> EnterAsync(string name) => DoAsync("/names", Deed.Add, new StringContent(name));

    public Task<string> AskForAsync(string name) => WordAsync("/names/" + name, "ask", null);

    public Task<string> PutInAsync(string name) => WordAsync("/names", "add", new StringContent(name));

    public Task<string> LookAsync(string name) => ThroughAsync("/names/" + name, Deed.Ask);

    private Task<string> ThroughAsync(string address, Deed deed) => DoAsync(address, deed, null);

    private async Task<string> DoAsync(string address, Deed deed, HttpContent? body)
    {
        HttpResponseMessage answer;
        switch (deed)
        {
            case Deed.Ask:
                answer = await http.GetAsync(address);
                break;
            case Deed.Add:
                answer = await http.PostAsync(address, body);
                break;
            case Deed.Change:
                answer = await http.PutAsync(address, body);
                break;
            case Deed.Remove:
                answer = await http.DeleteAsync(address);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(deed));
        }

        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> WordAsync(string address, string deed, HttpContent? body)
    {
        var answer = deed switch
        {
            "ask" or "look" => await http.GetAsync(address),
            "add" or "enter" => await http.PostAsync(address, body),
            "change" => await http.PutAsync(address, body),
            "remove" => await http.DeleteAsync(address),
            "hear" => await http.GetAsync(address + "?loud"),
            "tell" => await http.PostAsync(address + "?loud", body),
            "wait" => await http.GetAsync(address + "?slow"),
            _ => throw new ArgumentOutOfRangeException(nameof(deed)),
        };
        return await answer.Content.ReadAsStringAsync();
    }
}

// look-alike: the case that is asked for only reads; also through a method that hands the case on
public sealed class Reader(Registry registry)
{
    public async Task<string> FindAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await registry.FindAsync(name);
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task<string> AskAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await registry.AskForAsync(name);
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task<string> LookAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await registry.LookAsync(name);
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }
}

// case: the case that is asked for adds
public sealed class Writer(Registry registry)
{
    public async Task<string> EnterAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await registry.EnterAsync(name); // expect: IC1302
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task<string> PutInAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await registry.PutInAsync(name); // expect: IC1302
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }
}

/// <summary>Cases above zero, compared one by one, and several that do the same.</summary>
public sealed class Counter(HttpClient http)
{
    public async Task ServeAsync(int kind)
    {
        if (kind == 3)
        {
            await http.GetAsync("/three");
        }
        else if (kind is 4 or 5)
        {
            await http.PostAsync("/several", null);
        }
        else if (kind > 10)
        {
            await http.PostAsync("/many", null);
        }
    }
}

// look-alike: a number that leads to none of what would be done twice
public sealed class Third(Counter counter)
{
    public async Task ServeAsync()
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await counter.ServeAsync(3);
                return;
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }
}

// case: numbers that lead there, one among several, one in a range
public sealed class Others(Counter counter)
{
    public async Task FifthAsync()
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await counter.ServeAsync(5); // expect: IC1302
                return;
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task TwelfthAsync()
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await counter.ServeAsync(12); // expect: IC1302
                return;
            }
            catch (HttpRequestException) when (i < 3)
            {
                await Task.Delay(20);
            }
        }
    }
}
