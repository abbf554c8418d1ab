namespace Corpus.Swallowing.BegunAhead;

public sealed class Rates(HttpClient http)
{
    private readonly object _gate = new();
    private Task<string>? _today;

    public Task<string> TodayAsync()
    {
        if (_today != null)
        {
            return _today;
        }

        lock (_gate)
        {
            _today ??= LoadAsync();
            return _today;
        }
    }

    // Each call asks anew.
    public Task<string> LatestAsync() => LoadAsync();

    private async Task<string> LoadAsync()
    {
        using var answer = await http.PostAsync("/rates", null);
        return await answer.Content.ReadAsStringAsync();
    }
}

// look-alike: begun ahead, kept by who does it, and awaited further on
public sealed class Quotes(Rates rates, HttpClient http)
{
    public async Task<string> AskAsync(string item)
    {
        _ = rates.TodayAsync();
        var price = await http.GetStringAsync("/prices/" + item);
        return price + await rates.TodayAsync();
    }

    // case: nothing keeps the first one: the second is another one
    public async Task<string> AskTwiceAsync(string item)
    {
        _ = rates.LatestAsync(); // expect: IC2103
        var price = await http.GetStringAsync("/prices/" + item);
        return price + await rates.LatestAsync();
    }

    // case: begun, and not awaited here
    public async Task<string> WarmAsync(string item)
    {
        _ = rates.TodayAsync(); // expect: IC2103
        return await http.GetStringAsync("/prices/" + item);
    }

    // case: a method further down may come to it, or not
    public async Task<string> TellAsync(string item)
    {
        _ = rates.TodayAsync(); // expect: IC2103
        var price = await http.GetStringAsync("/prices/" + item);
        return price.Length == 0 ? price : await WithRateAsync(price);
    }

    private async Task<string> WithRateAsync(string price) => price + await rates.TodayAsync();
}
