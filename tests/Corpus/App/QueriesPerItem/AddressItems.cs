using System.Net.Http.Json;
using IntentContracts;

namespace Corpus.QueriesPerItem.AddressItems;

public sealed record Subscriber(int Id, string HookUrl, string Name);

public sealed record Notice(string Text);

// look-alike: the same is asked of several hosts, and the first answer wins
public sealed class Hedge(HttpClient http)
{
    public async Task<string> FirstAsync(string[] replicas, CancellationToken cancellationToken)
    {
        var running = replicas.Select(replica => http.GetStringAsync(replica, cancellationToken)).ToList();
        while (running.Count > 0)
        {
            var done = await Task.WhenAny(running);
            running.Remove(done);
            if (done.IsCompletedSuccessfully)
            {
                return await done;
            }
        }

        return "";
    }
}

// case: each item is an address, and whether that is a host of its own or a path below one, the code does not show
public sealed class Links(HttpClient http)
{
    public async Task<int> BrokenAsync(IEnumerable<Uri> links)
    {
        var broken = 0;
        foreach (var link in links)
        {
            using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link)); // expect: IC3102
            broken += answer.IsSuccessStatusCode ? 0 : 1;
        }

        return broken;
    }

    public async Task<int> LengthAsync(string[] urls)
    {
        var length = 0;
        foreach (var url in urls)
        {
            length += (await http.GetStringAsync(url)).Length; // expect: IC3102
        }

        return length;
    }

    public Task<string[]> AllAsync(List<string> urls) => Task.WhenAll(urls.Select(http.GetStringAsync)); // expect: IC3102

    public Task<string[]> AllBelowAsync(List<string> urls) => Task.WhenAll(urls.Select(url => LoadAsync(url))); // expect: IC3102

    private async Task<string> LoadAsync(string url) => await http.GetStringAsync(new Uri(url));
}

// look-alike: each subscriber has said where it lives
public sealed class Hooks(HttpClient http)
{
    public async Task CallAsync(IReadOnlyList<Subscriber> subscribers, Notice notice)
    {
        foreach (var subscriber in subscribers)
        {
            await http.PostAsJsonAsync(subscriber.HookUrl, notice);
            await TellAsync(subscriber, notice);
        }
    }

    private Task TellAsync(Subscriber subscriber, Notice notice) => http.PostAsJsonAsync(subscriber.HookUrl + "/told", notice);
}

// look-alike: a reason
public sealed class Devices(HttpClient http)
{
    [QueryPerItem("each scale is a device of its own", Max = 8)]
    public async Task<int> ReadyAsync(IEnumerable<Uri> scales)
    {
        var ready = 0;
        foreach (var scale in scales)
        {
            ready += await http.GetStringAsync(scale) == "ready" ? 1 : 0;
        }

        return ready;
    }
}

// case: the item is a part of the address, behind one host
public sealed class OneHost(HttpClient http)
{
    public async Task CallAsync(IReadOnlyList<Subscriber> subscribers, Notice notice)
    {
        foreach (var subscriber in subscribers)
        {
            await http.PostAsJsonAsync("/notify/" + subscriber.Name, notice); // expect: IC3102
        }
    }

    public Task<string[]> LoadAsync(List<string> names) => Task.WhenAll(names.Select(name => http.GetStringAsync($"/by-name/{name}"))); // expect: IC3102
}

// case: the addresses are put together here
public sealed class Composed(HttpClient http)
{
    public Task<string[]> LoadAsync(List<int> ids) => Task.WhenAll(ids.Select(id => "/items/" + id).Select(path => http.GetStringAsync(path))); // expect: IC3102

    public async Task<int> SumAsync(List<int> ids)
    {
        var sum = 0;
        foreach (var path in ids.Select(id => "/items/" + id))
        {
            sum += await http.GetFromJsonAsync<int>(path); // expect: IC3102
        }

        return sum;
    }
}

// case: each observatory gives its own address to a client that hides how it asks; it may as well be asked about
public sealed record Observatory(string Key, string BaseUri);

public sealed class Skies(HttpClient http)
{
    public Task<string> CloudsAsync(string key, string root) => SendAsync(Request(key, root));

    private static HttpRequestMessage Request(string key, string root) => new(HttpMethod.Get, Join(root, key));

    private static string Join(string root, string key) => string.Join('/', root, "clouds", key);

    private async Task<string> SendAsync(HttpRequestMessage request) => await (await http.SendAsync(request)).Content.ReadAsStringAsync();
}

public sealed class AllSkies(Skies skies)
{
    public async Task<int> ClearAsync(List<Observatory> observatories)
    {
        var clear = 0;
        foreach (var observatory in observatories)
        {
            clear += (await skies.CloudsAsync(observatory.Key, observatory.BaseUri)).Length; // expect: IC3102
        }

        return clear;
    }
}

// look-alike: each engine has a client of its own
public sealed class Engines(IHttpClientFactory factory)
{
    public Task TellAsync(List<string> engines, string page) => Task.WhenAll(engines.Select(engine => TellOneAsync(engine, page)));

    private async Task TellOneAsync(string engine, string page)
    {
        var client = factory.CreateClient(engine);
        (await client.PostAsync("/changed?page=" + page, null)).EnsureSuccessStatusCode();
    }
}

// case: one client for all of them, made where the item is
public sealed class OneEngine(IHttpClientFactory factory)
{
    public async Task TellAsync(List<string> pages)
    {
        foreach (var page in pages)
        {
            var client = factory.CreateClient("engine");
            (await client.PostAsync("/changed?page=" + page, null)).EnsureSuccessStatusCode(); // expect: IC3102
        }
    }
}

// look-alike: the client of each engine is made by who hands it over
public sealed class Crawlers(IHttpClientFactory factory)
{
    public async Task<string[]> AskAsync(List<string> engines, string page)
    {
        var asked = new List<Task<string>>();
        foreach (var engine in engines)
        {
            asked.Add(AskOneAsync(factory.CreateClient(engine), page));
        }

        return await Task.WhenAll(asked);
    }

    private static Task<string> AskOneAsync(HttpClient client, string page) => client.GetStringAsync("/about?page=" + page);
}

// case: the same client is handed over each time
public sealed class OneCrawler(IHttpClientFactory factory)
{
    public async Task<string[]> AskAsync(List<string> pages)
    {
        var asked = new List<Task<string>>();
        foreach (var page in pages)
        {
            asked.Add(AskOneAsync(factory.CreateClient("crawler"), page)); // expect: IC3102
        }

        return await Task.WhenAll(asked);
    }

    private static Task<string> AskOneAsync(HttpClient client, string page) => client.GetStringAsync("/about?page=" + page);
}

// look-alike: each subscriber's own endpoint, put together by a builder, in a request that a helper sends
public sealed class Pings(HttpClient http)
{
    public async Task<int> PingAsync(List<Subscriber> subscribers)
    {
        var answered = 0;
        foreach (var subscriber in subscribers)
        {
            var builder = new UriBuilder(subscriber.HookUrl);
            builder.Path = builder.Path.TrimEnd('/') + "/ping";
            using var request = new HttpRequestMessage(HttpMethod.Get, builder.Uri);
            using var answer = await http.SendAsync(request);
            answered += answer.IsSuccessStatusCode ? 1 : 0;
            answered += await StatusAsync(subscriber);
        }

        return answered;
    }

    private async Task<int> StatusAsync(Subscriber subscriber)
    {
        UriBuilder builder = new(subscriber.HookUrl);
        builder.Path = "/status";
        using HttpRequestMessage request = new(HttpMethod.Get, builder.Uri);
        using var answer = await SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => (await http.SendAsync(request)).EnsureSuccessStatusCode();
}

// case: a builder begins with what is the same for all, and the item is a part of the path
public sealed class Lookups(HttpClient http, Uri catalogue)
{
    public async Task<int> LookAsync(List<Subscriber> subscribers)
    {
        var known = 0;
        foreach (var subscriber in subscribers)
        {
            var builder = new UriBuilder(catalogue) { Path = "/subscribers/" + subscriber.Name };
            using var request = new HttpRequestMessage(HttpMethod.Get, builder.Uri);
            using var answer = await SendAsync(request); // expect: IC3102
            known += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return known;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);
}
