using System.Net.Http.Json;

namespace Corpus.QueriesPerItem.Parties;

public sealed record Level(double Metres);

// look-alike: each gauge is a station of its own, and knows where it stands: it is asked there, through a client or by its address
public sealed class Gauge(Uri siteUrl, HttpClient http)
{
    private readonly Uri _siteUrl = siteUrl;
    private HttpClient? _client;

    private HttpClient Client => _client ??= new HttpClient { BaseAddress = _siteUrl };

    public Task<Level?> LevelAsync() => Client.GetFromJsonAsync<Level>("/level");

    public async Task<string> NameAsync() => await http.GetStringAsync(new Uri(_siteUrl, "/name"));
}

public sealed class River
{
    private readonly Dictionary<int, Gauge> _gauges = [];

    public async Task<double> HighestAsync()
    {
        var asked = new List<Task<Level?>>();
        foreach (var gauge in _gauges)
        {
            asked.Add(gauge.Value.LevelAsync());
        }

        return (await Task.WhenAll(asked)).Max(l => l?.Metres ?? 0);
    }

    public async Task<int> NamesAsync(List<Gauge> gauges)
    {
        var length = 0;
        foreach (var gauge in gauges)
        {
            length += (await gauge.NameAsync()).Length;
        }

        return length;
    }
}

// case: an entity that asks one server for itself could be asked for together with the others
public sealed class Parcel(HttpClient http)
{
    public int Number { get; init; }

    public async Task<string> WhereAsync() => await http.GetStringAsync("/parcels/" + Number);
}

public sealed class Depot
{
    public async Task<int> LostAsync(List<Parcel> parcels)
    {
        var lost = 0;
        foreach (var parcel in parcels)
        {
            lost += await parcel.WhereAsync() == "" ? 1 : 0; // expect: IC3102
        }

        return lost;
    }
}

// look-alike: one source after the other is asked until one of them has it; what fails is followed by the next
public sealed class Sheets(HttpClient http)
{
    public async Task<string> FindAsync(List<string> archives, string title)
    {
        foreach (var archive in archives)
        {
            try
            {
                var list = await http.GetStringAsync("/list/" + archive);
                if (!list.Contains(title))
                {
                    continue;
                }

                var sheet = await http.GetStringAsync("/sheet/" + archive + "/" + title);
                if (sheet.Length > 0)
                {
                    return sheet;
                }
            }
            catch (FormatException e)
            {
                Console.Error.WriteLine(e);
            }
        }

        throw new InvalidOperationException("no archive has " + title);
    }
}

// case: all are asked, and the one that fails is told of
public sealed class Proofs(HttpClient http)
{
    public async Task<string> CheckAsync(List<int> pages)
    {
        foreach (var page in pages)
        {
            try
            {
                var text = await http.GetStringAsync("/proof/" + page); // expect: IC3102
                if (text.Length == 0)
                {
                    return text + page;
                }
            }
            catch (FormatException e)
            {
                Console.Error.WriteLine(e);
            }
        }

        return "fine";
    }
}

// case: the address of each is the value of a pair, or stands behind a mark: whether they are hosts of their own, the code does not show
public sealed class Beacons(HttpClient http)
{
    public async Task<int> LitAsync(Dictionary<string, string> beacons)
    {
        var lit = 0;
        foreach (var beacon in beacons)
        {
            lit += await IsLitAsync(beacon.Value) ? 1 : 0; // expect: IC3102
        }

        return lit;
    }

    public async Task<int> MarkedAsync(List<string> beacons)
    {
        var length = 0;
        foreach (var beacon in beacons)
        {
            length += (await http.GetStringAsync(new Uri(beacon.Substring(1)))).Length; // expect: IC3102
        }

        return length;
    }

    private async Task<bool> IsLitAsync(string url) => (await http.GetAsync(url)).IsSuccessStatusCode;
}

// case: each is an authority of its own, and the address begins with its name: they cannot be asked together, but whether they are one host, the code does not show
public sealed class Authorities(HttpClient http)
{
    public async Task<int> CountAsync(List<string> authorities)
    {
        var length = 0;
        foreach (var authority in authorities)
        {
            length += (await KeysAsync(authority)).Length; // expect: IC3102
        }

        return length;
    }

    private Task<string> KeysAsync(string authority) => http.GetStringAsync(new Uri($"{authority}/.well-known/keys"));
}

// case: the host is the same, and the item stands behind it
public sealed class Registers(HttpClient http)
{
    private readonly string _host = "https://registers.example";

    public async Task<int> CountAsync(List<string> names)
    {
        var length = 0;
        foreach (var name in names)
        {
            length += (await http.GetStringAsync(new Uri(AddressOf(name)))).Length; // expect: IC3102
        }

        return length;
    }

    private string AddressOf(string name) => $"{_host}/registers/{name}";
}

// look-alike: each lock keeper lives at a lock of his own; what asks him is put together some calls below, and he may be handed on first
public class Keeper(string host)
{
    protected static readonly HttpClient Http = new();

    public string Host { get; } = host;

    public Task<List<string>?> GatesAsync() => GetAsync<List<string>>("/gates");

    public Task<Level?> WaterAsync() => GetAsync<Level>("/water");

    public async Task<bool> OpenAsync(string gate) => (await PostAsync("/open/" + gate)).IsSuccessStatusCode;

    protected async Task<T?> GetAsync<T>(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Host}{path}");
        using var answer = await SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<T>();
    }

    private Task<HttpResponseMessage> PostAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Post, At(path)));

    private string At(string path)
    {
        var at = $"{Host}/api{path}";
        if (path.Length == 0)
        {
            at = at + "/";
        }

        return at;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Key", "7");
        return Http.SendAsync(request);
    }
}

public sealed class Canal(List<Keeper> keepers)
{
    public IEnumerable<Keeper> Keepers() => keepers.Where(k => k.Host.Length > 0);

    public async Task<string?> WhoHasAsync(string gate)
    {
        foreach (var keeper in Keepers())
        {
            var gates = await keeper.GatesAsync().ConfigureAwait(false);
            if (gates is null || !gates.Any(g => gate.StartsWith(g)))
            {
                continue;
            }

            return await keeper.OpenAsync(gate) ? keeper.Host : null;
        }

        return null;
    }

    public async Task<int> LowAsync()
    {
        var low = 0;
        foreach (var keeper in Keepers())
        {
            low += await IsLowAsync("noon", keeper) ? 1 : 0;
        }

        return low;
    }

    public Task CheckAsync() => Task.WhenAll(Keepers().Select(CheckAsync));

    private static async Task CheckAsync(Keeper keeper)
    {
        if (await keeper.WaterAsync() is { Metres: < 1 })
        {
            await keeper.OpenAsync("upper");
        }
    }

    private static async Task<bool> IsLowAsync(string when, Keeper keeper) => when.Length > 0 && await keeper.WaterAsync() is { Metres: < 1 };
}

// case: a barge is a thing with a name, and all of them are asked about at the one address of the office
public class Barge(string name)
{
    private const string Office = "https://barges.example";

    protected static readonly HttpClient Http = new();

    public string Name { get; } = name;

    public Task<Level?> DraughtAsync() => GetAsync<Level>("/draught");

    private async Task<T?> GetAsync<T>(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Office}/{Name}{path}");
        using var answer = await Http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<T>();
    }
}

public sealed class Fleet
{
    public async Task<double> DeepestAsync(List<Barge> barges)
    {
        var deepest = 0.0;
        foreach (var barge in barges)
        {
            deepest = Math.Max(deepest, (await barge.DraughtAsync())?.Metres ?? 0); // expect: IC3102
        }

        return deepest;
    }
}
