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
