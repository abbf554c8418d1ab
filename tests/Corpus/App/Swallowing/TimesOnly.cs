namespace Corpus.Swallowing.TimesOnly;

// case: that there was a turn is no record of how it went
public abstract class Patrol(HttpClient http)
{
    protected DateTimeOffset LastRun { get; private set; }

    public async Task RunAsync(string station)
    {
        try
        {
            await ReportAsync(http, station);
        }
        catch (Exception) // expect: IC2102
        {
            LastRun = DateTimeOffset.UtcNow;
        }
    }

    protected abstract Task ReportAsync(HttpClient http, string station);
}

public sealed class NightPatrol(HttpClient http) : Patrol(http)
{
    public TimeSpan Quiet => TimeSpan.FromHours(8);

    public string Shown => LastRun.ToString("O");

    protected override async Task ReportAsync(HttpClient http, string station)
    {
        using var reported = await http.PutAsync("/stations/" + station, null);
        reported.EnsureSuccessStatusCode();
    }
}

// case: after a success the same is noted, and all turns are counted
public sealed class Rounds(HttpClient http, TimeProvider clock)
{
    private DateTimeOffset _lastRound;
    private int _rounds;

    public string Status => $"{_rounds} rounds, the last at {_lastRound}";

    public async Task WalkAsync(string gate)
    {
        try
        {
            await CloseAsync(gate);
            _lastRound = clock.GetUtcNow();
        }
        catch (HttpRequestException) // expect: IC2102
        {
            _lastRound = clock.GetUtcNow();
        }
    }

    public async Task CountAsync(string gate)
    {
        try
        {
            await CloseAsync(gate);
            _rounds++;
        }
        catch (HttpRequestException) // expect: IC2102
        {
            _rounds++;
        }
    }

    private async Task CloseAsync(string gate)
    {
        using var closed = await http.PutAsync("/gates/" + gate, null);
        closed.EnsureSuccessStatusCode();
    }
}

// look-alike: the name says that it failed, the time decides when it is tried again, and only failures are counted
public sealed class Watch(HttpClient http, TimeProvider clock)
{
    private DateTimeOffset _tried;
    private int _all;
    private int _well;
    private int _nights;

    public DateTimeOffset LastFailure { get; private set; }

    public string Status => $"{_well} of {_all}, {_nights}";

    public async Task OpenAsync(string gate)
    {
        try
        {
            await SendAsync(gate);
        }
        catch (HttpRequestException)
        {
            LastFailure = clock.GetUtcNow();
        }
    }

    public async Task RingAsync(string bell)
    {
        if (clock.GetUtcNow() - _tried < TimeSpan.FromMinutes(1))
        {
            return;
        }

        try
        {
            await SendAsync(bell);
        }
        catch (HttpRequestException)
        {
            _tried = clock.GetUtcNow();
        }
    }

    public async Task LightAsync(string lamp)
    {
        try
        {
            await SendAsync(lamp);
            _all++;
            _well++;
        }
        catch (HttpRequestException)
        {
            _all++;
        }
    }

    public async Task DimAsync(string lamp)
    {
        try
        {
            await SendAsync(lamp);
        }
        catch (HttpRequestException)
        {
            _nights++;
        }
    }

    private async Task SendAsync(string to)
    {
        using var sent = await http.PutAsync("/watch/" + to, null);
        sent.EnsureSuccessStatusCode();
    }
}
