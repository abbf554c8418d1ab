namespace Corpus.Swallowing.Shaped;

public sealed record Booking(bool Confirmed, string? Number);

public sealed record Dispatch(string Parcel, DispatchState State, string? Label);

public enum DispatchState
{
    Sent,
    Refused,
}

public sealed class Renewal
{
    public bool Renewed { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Problem { get; init; }
}

// case: confirmed, without the number that shows it
public sealed class Rooms(HttpClient http)
{
    public async Task<Booking> BookAsync(string room)
    {
        try
        {
            var number = await http.GetStringAsync("/book/" + room);
            return new Booking(true, number);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new Booking(true, null);
        }
    }
}

// case: a refusal beside it does not make it one
public sealed class Tables(HttpClient http)
{
    public async Task<Booking> BookAsync(string table, int guests)
    {
        if (guests < 1)
        {
            return new Booking(false, null);
        }

        try
        {
            var number = await http.GetStringAsync("/tables/" + table);
            return new Booking(true, number);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new Booking(true, null);
        }
    }
}

// case: the same member of an enumeration
public sealed class Parcels(HttpClient http)
{
    public async Task<Dispatch> SendAsync(string parcel)
    {
        try
        {
            var label = await http.GetStringAsync("/labels/" + parcel);
            return new Dispatch(parcel, DispatchState.Sent, label);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new Dispatch(parcel, DispatchState.Sent, "");
        }
    }
}

// case: by its initialiser
public sealed class Passes(HttpClient http)
{
    public async Task<Renewal> RenewAsync(string pass)
    {
        try
        {
            using var answer = await http.PostAsync("/passes/" + pass, null);
            answer.EnsureSuccessStatusCode();
            return new Renewal { Renewed = true, Until = answer.Headers.Date };
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return new Renewal { Renewed = true };
        }
    }
}

// case: a pair
public sealed class Lockers(HttpClient http)
{
    public async Task<(bool Opened, string? Code)> OpenAsync(string locker)
    {
        try
        {
            var code = await http.GetStringAsync("/lockers/" + locker);
            return (true, code);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return (true, null);
        }
    }
}

public sealed class Reply<T>
{
    public T? Value { get; init; }

    public string Problem { get; init; } = "";
}

public static class Reply
{
    public static Reply<T> Given<T>(T? value) => new() { Value = value };

    public static Reply<T> Refused<T>(string problem) => new() { Problem = problem };
}

// case: given, although there is none
public sealed class Keys(HttpClient http)
{
    public async Task<Reply<string>> FetchAsync(string room)
    {
        try
        {
            var key = await http.GetStringAsync("/keys/" + room);
            return Reply.Given(key);
        }
        catch (HttpRequestException) // expect: IC2102
        {
            return Reply.Given<string>(null);
        }
    }
}

// look-alike: refused, and why
public sealed class OtherKeys(HttpClient http)
{
    public async Task<Reply<string>> FetchAsync(string room)
    {
        try
        {
            var key = await http.GetStringAsync("/keys/" + room);
            return Reply.Given(key);
        }
        catch (HttpRequestException)
        {
            return Reply.Refused<string>("no key");
        }
    }
}

// look-alike: not confirmed
public sealed class OtherRooms(HttpClient http)
{
    public async Task<Booking> BookAsync(string room)
    {
        try
        {
            var number = await http.GetStringAsync("/book/" + room);
            return new Booking(true, number);
        }
        catch (HttpRequestException)
        {
            return new Booking(false, null);
        }
    }
}

// look-alike: refused
public sealed class OtherParcels(HttpClient http)
{
    public async Task<Dispatch> SendAsync(string parcel)
    {
        try
        {
            var label = await http.GetStringAsync("/labels/" + parcel);
            return new Dispatch(parcel, DispatchState.Sent, label);
        }
        catch (HttpRequestException)
        {
            return new Dispatch(parcel, DispatchState.Refused, null);
        }
    }
}

// look-alike: it says what went wrong
public sealed class OtherPasses(HttpClient http)
{
    public async Task<Renewal> RenewAsync(string pass)
    {
        try
        {
            using var answer = await http.PostAsync("/passes/" + pass, null);
            answer.EnsureSuccessStatusCode();
            return new Renewal { Renewed = true, Until = answer.Headers.Date };
        }
        catch (HttpRequestException e)
        {
            return new Renewal { Renewed = true, Problem = e.Message };
        }
    }
}

// look-alike: true means that it has failed
public sealed record Sounding(bool Failed, string? Depth);

public sealed class Soundings(HttpClient http)
{
    public async Task<Sounding> TakeAsync(string place)
    {
        if (place.Length == 0)
        {
            return new Sounding(true, place);
        }

        try
        {
            var depth = await http.GetStringAsync("/depth/" + place);
            return new Sounding(false, depth);
        }
        catch (HttpRequestException)
        {
            return new Sounding(true, null);
        }
    }
}

// look-alike: the pair says no
public sealed class OtherLockers(HttpClient http)
{
    public async Task<(bool Opened, string? Code)> OpenAsync(string locker)
    {
        try
        {
            var code = await http.GetStringAsync("/lockers/" + locker);
            return (true, code);
        }
        catch (HttpRequestException)
        {
            return (false, null);
        }
    }
}
