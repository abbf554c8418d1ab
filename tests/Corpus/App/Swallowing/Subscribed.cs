namespace Corpus.Swallowing.Subscribed;

public delegate Task ArrivalHandler(string train);

public sealed record Departure(string Train);

// case: two are told, and one is waited for
public sealed class Station
{
    private readonly HttpClient _http;

    public Station(HttpClient http)
    {
        _http = http;
        Departed += ShowAsync;
        Departed += CallAsync;
    }

    public event Func<Departure, Task>? Departed;

    public async Task DepartAsync(string train)
    {
        if (Departed is not null)
        {
            await Departed(new(train)); // expect: IC2103
        }
    }

    private async Task ShowAsync(Departure departure) => await _http.PostAsync("/board/" + departure.Train, null);

    private async Task CallAsync(Departure departure) => await _http.PostAsync("/speakers/" + departure.Train, null);
}

// case: from elsewhere, by a delegate of ours
public sealed class Platform
{
    public event ArrivalHandler? Arrived;

    public Task ArriveAsync(string train) => Arrived?.Invoke(train) ?? Task.CompletedTask; // expect: IC2103
}

public sealed class Yard(HttpClient http)
{
    public Platform Build()
    {
        var platform = new Platform();
        platform.Arrived += async train => await http.PostAsync("/gates/" + train, null);
        platform.Arrived += async train => await http.PostAsync("/lights/" + train, null);
        return platform;
    }
}

// case: no event, and added to by hand
public sealed class Depot
{
    private Func<string, Task>? _parked;

    public void Connect(HttpClient http)
    {
        _parked += async train => await http.PostAsync("/heating/" + train, null);
        _parked += async train => await http.PostAsync("/cleaning/" + train, null);
    }

    public async Task ParkAsync(string train)
    {
        if (_parked is { } parked)
        {
            await parked(train); // expect: IC2103
        }
    }
}

// look-alike: each of them is run and awaited
public sealed class CarefulStation
{
    private readonly HttpClient _http;

    public CarefulStation(HttpClient http)
    {
        _http = http;
        Departed += ShowAsync;
        Departed += CallAsync;
    }

    public event Func<Departure, Task>? Departed;

    public async Task DepartAsync(string train)
    {
        if (Departed is { } departed)
        {
            await Task.WhenAll(departed.GetInvocationList().Cast<Func<Departure, Task>>().Select(told => told(new(train))));
        }
    }

    private async Task ShowAsync(Departure departure) => await _http.PostAsync("/careful/" + departure.Train, null);

    private async Task CallAsync(Departure departure) => await _http.PostAsync("/loud/" + departure.Train, null);
}

// look-alike: one is told
public sealed class Halt
{
    private readonly HttpClient _http;

    public Halt(HttpClient http)
    {
        _http = http;
        Departed += ShowAsync;
    }

    public event Func<Departure, Task>? Departed;

    public async Task DepartAsync(string train)
    {
        if (Departed is not null)
        {
            await Departed(new(train));
        }
    }

    private async Task ShowAsync(Departure departure) => await _http.PostAsync("/halt/" + departure.Train, null);
}

// look-alike: one or the other
public sealed class Siding
{
    private readonly HttpClient _http;

    public Siding(HttpClient http, bool quiet)
    {
        _http = http;
        if (quiet)
        {
            Departed += ShowAsync;
        }
        else
        {
            Departed += CallAsync;
        }
    }

    public event Func<Departure, Task>? Departed;

    public async Task DepartAsync(string train)
    {
        if (Departed is not null)
        {
            await Departed(new(train));
        }
    }

    private async Task ShowAsync(Departure departure) => await _http.PostAsync("/siding/" + departure.Train, null);

    private async Task CallAsync(Departure departure) => await _http.PostAsync("/horn/" + departure.Train, null);
}

// look-alike: the second takes the place of the first
public sealed class Crossing
{
    private Func<string, Task>? _closed;

    public void Connect(HttpClient http)
    {
        _closed = async train => await http.PostAsync("/bell/" + train, null);
        _closed = async train => await http.PostAsync("/barrier/" + train, null);
    }

    public async Task CloseAsync(string train)
    {
        if (_closed is not null)
        {
            await _closed(train);
        }
    }
}

// look-alike: the first one looks after itself
public sealed class Junction
{
    private readonly HttpClient _http;

    public Junction(HttpClient http)
    {
        _http = http;
        Switched += ShowAsync;
        Switched += CallAsync;
    }

    public event Func<Departure, Task>? Switched;

    public async Task SwitchAsync(string train)
    {
        if (Switched is not null)
        {
            await Switched(new(train));
        }
    }

    private async Task ShowAsync(Departure departure)
    {
        try
        {
            await _http.PostAsync("/junction/" + departure.Train, null);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
    }

    private async Task CallAsync(Departure departure) => await _http.PostAsync("/switch/" + departure.Train, null);
}

// look-alike: each station has one
public sealed class Stop
{
    public event Func<Departure, Task>? Departed;

    public async Task DepartAsync(string train)
    {
        if (Departed is not null)
        {
            await Departed(new(train));
        }
    }
}

public sealed class Line(HttpClient http)
{
    public (Stop North, Stop South) Build()
    {
        var north = new Stop();
        var south = new Stop();
        north.Departed += async departure => await http.PostAsync("/north/" + departure.Train, null);
        south.Departed += async departure => await http.PostAsync("/south/" + departure.Train, null);
        return (north, south);
    }
}
