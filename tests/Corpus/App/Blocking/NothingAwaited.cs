#pragma warning disable CS1998 // async without await: what the cases are about

namespace Corpus.Blocking.NothingAwaited;

public sealed class Relay(HttpClient http)
{
    private bool _on;

    // look-alike: the method is async and awaits nothing: its task is done when it comes back
    public async Task RestartAsync(string to)
    {
        StopAsync().Wait();
        _on = true;
        using var begun = await http.PostAsync("/relays/" + to, null);
        begun.EnsureSuccessStatusCode();
    }

    // look-alike: what it awaits is done as well
    public async Task<bool> CheckAsync(string to)
    {
        using var begun = await http.PostAsync("/relays/" + to, null);
        return begun.IsSuccessStatusCode && IsOnAsync().Result && StateAsync().GetAwaiter().GetResult() > 0;
    }

    // case: it awaits on one of its ways
    public async Task DropAsync(string to)
    {
        await Task.Yield();
        LeaveAsync(to).Wait(); // expect: IC3001
    }

    // case: one of two implementations awaits
    public async Task SayAsync(ILamp lamp)
    {
        await Task.Yield();
        lamp.ShowAsync(_on).GetAwaiter().GetResult(); // expect: IC3001
    }

    public async Task StopAsync()
    {
        _on = false;
    }

    private async Task<bool> IsOnAsync()
    {
        await Task.CompletedTask;
        return _on;
    }

    private async ValueTask<int> StateAsync() => await IsOnAsync() ? 1 : 0;

    private async Task LeaveAsync(string to)
    {
        if (_on)
        {
            using var left = await http.DeleteAsync("/relays/" + to); // expect: IC2103
        }
    }
}

public interface ILamp
{
    Task ShowAsync(bool on);
}

public sealed class Bulb : ILamp
{
    public bool IsOn { get; private set; }

    public async Task ShowAsync(bool on) => IsOn = on;
}

public sealed class Beacon(HttpClient http) : ILamp
{
    public async Task ShowAsync(bool on)
    {
        using var shown = await http.PutAsync("/beacon", new StringContent(on ? "on" : "off")); // expect: IC2103
    }
}

public sealed class Ledger(HttpClient http)
{
    // look-alike: what the helper awaits is what the delegate gives, and that is done
    public string Read(string name) => RunAsync(() => Task.FromResult(name + "!")).Result;

    public async Task<string> ReadTwiceAsync(string name)
    {
        await Task.Yield();
        return RunAsync(() => Task.FromResult(name + "?")).Result;
    }

    // case: another delegate asks somebody
    public async Task<string> AskAsync(string name)
    {
        await Task.Yield();
        return RunAsync(() => http.GetStringAsync("/ledger/" + name)).Result; // expect: IC3001
    }

    private static async Task<string> RunAsync(Func<Task<string>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
