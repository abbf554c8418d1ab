using System.Net.Http.Json;

namespace Corpus.Swallowing.OnlyDone;

public sealed record Passage(string Ship, bool Told);

// case: the flag of a success is set by the handler as well
public sealed class Locks(HttpClient http)
{
    public async Task<Passage> TellAsync(string ship)
    {
        var told = false;
        try
        {
            using var answer = await http.PostAsJsonAsync("/passages", ship);
            answer.EnsureSuccessStatusCode();
            told = true;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            told = true;
        }

        return new Passage(ship, told);
    }

    // look-alike: the handler leaves it as it was
    public async Task<Passage> TryAsync(string ship)
    {
        var told = false;
        try
        {
            using var answer = await http.PostAsJsonAsync("/passages", ship);
            answer.EnsureSuccessStatusCode();
            told = true;
        }
        catch (HttpRequestException)
        {
            told = false;
        }

        return new Passage(ship, told);
    }
}

// case: what is done is removed, and nobody asks how it went
public sealed class Lamps(HttpClient http)
{
    private readonly List<Task> _lit = [];

    public void Light(string lamp)
    {
        _lit.RemoveAll(t => t.IsCompleted);
        _lit.Add(http.GetStringAsync("/lamps/" + lamp)); // expect: IC2103
    }
}

// look-alike: what has failed is looked at before it is removed
public sealed class WatchedLamps(HttpClient http)
{
    private readonly List<Task> _lit = [];

    public int Failed { get; private set; }

    public void Light(string lamp)
    {
        _lit.RemoveAll(t =>
        {
            Failed += t.IsFaulted ? 1 : 0;
            return t.IsCompleted;
        });
        _lit.Add(http.GetStringAsync("/lamps/" + lamp));
    }
}

// case: it is waited for so long, and only asked whether it is done
public sealed class Gates(HttpClient http)
{
    public async Task<bool> OpenAsync(string gate)
    {
        var open = http.GetStringAsync("/gates/" + gate);
        await Task.WhenAny(open, Task.Delay(2000)); // expect: IC2102
        return open.IsCompleted;
    }

    // look-alike: it is asked how it went
    public async Task<bool> CloseAsync(string gate)
    {
        var close = http.GetStringAsync("/gates/" + gate);
        await Task.WhenAny(close, Task.Delay(2000));
        return close.IsCompleted && (await close).Length > 0;
    }
}
