using Microsoft.AspNetCore.SignalR;

namespace Corpus.Swallowing.Stopped;

public sealed class Feeds(HttpClient http) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private string _last = "";

    public string Last => _last;

    // look-alike: only what fails while somebody ends it; whatever else fails gets past
    public async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            _last = await http.GetStringAsync("/feed", stop);
        }
        catch when (stop.IsCancellationRequested)
        {
        }
    }

    // look-alike: the object's own end
    public async Task ReadOnAsync()
    {
        try
        {
            _last = await http.GetStringAsync("/feed", _stop.Token);
        }
        catch (HttpRequestException) when (_stop.Token.IsCancellationRequested)
        {
        }
    }

    // look-alike: one kind of failure, and only then
    public async Task ReadLateAsync(CancellationToken stop)
    {
        try
        {
            _last = await http.GetStringAsync("/feed", stop);
        }
        catch (Exception e) when (e is HttpRequestException && stop.IsCancellationRequested)
        {
        }
    }

    // case: everything but that
    public async Task ReadAnyAsync(CancellationToken stop)
    {
        try
        {
            _last = await http.GetStringAsync("/feed", stop);
        }
        catch (Exception) when (!stop.IsCancellationRequested) // expect: IC2102
        {
        }
    }

    // case: its own patience has come to an end
    public async Task ReadSoonAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            _last = await http.GetStringAsync("/feed", limit.Token);
        }
        catch (Exception) when (limit.IsCancellationRequested) // expect: IC2102
        {
        }
    }

    public void Dispose() => _stop.Dispose();
}

public sealed class TillHub(HttpClient http) : Hub
{
    // look-alike: who asked is told, by another message
    public async Task PayAsync(string order)
    {
        try
        {
            await http.GetStringAsync("/pay/" + order);
            await Clients.Caller.SendAsync("Paid", order);
        }
        catch (HttpRequestException)
        {
            await Clients.Caller.SendAsync("PaymentFailed");
        }
    }

    // look-alike: the same without the extension
    public async Task ReserveAsync(string order)
    {
        try
        {
            await http.GetStringAsync("/reserve/" + order);
        }
        catch (HttpRequestException)
        {
            await Clients.Caller.SendCoreAsync("NotReserved", []);
        }
    }

    // case: the message that success sends
    public async Task CloseAsync(string order)
    {
        try
        {
            await http.GetStringAsync("/close/" + order);
            await Clients.Caller.SendAsync("Closed");
        }
        catch (HttpRequestException) // expect: IC2102
        {
            await Clients.Caller.SendAsync("Closed");
        }
    }
}
