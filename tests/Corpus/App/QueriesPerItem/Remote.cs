using System.Net.Http.Json;
using Corpus.Library.QueriesPerItem;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Refit;
using StackExchange.Redis;

namespace Corpus.QueriesPerItem.Remote;

public sealed record Price(string Sku, decimal Value, string? Next = null);

public sealed record Page(List<Price> Items, string? ContinuationToken, bool HasMore, int TotalPages);

// case: a request for each item
public sealed class GetInLoop(HttpClient http)
{
    public async Task<decimal> SumAsync(IEnumerable<OrderLine> lines)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            var price = await http.GetFromJsonAsync<Price>("/prices/" + line.Sku); // expect: IC3102
            sum += price!.Value;
        }

        return sum;
    }
}

// case: all requests at once are as many
public sealed class AllAtOnce(HttpClient http)
{
    public Task<string[]> LoadAsync(List<string> urls) => Task.WhenAll(urls.Select(url => http.GetStringAsync(url))); // expect: IC3102
}

// case: a method group of the client itself
public sealed class ClientMethodGroup(HttpClient http)
{
    public Task<string[]> LoadAsync(List<string> urls) => Task.WhenAll(urls.Select(http.GetStringAsync)); // expect: IC3102
}

// case: a post for each item, behind a client of our own
public sealed class Notifier(Notifier.Client client)
{
    public async Task SendAsync(IReadOnlyCollection<Order> orders, CancellationToken cancellationToken)
    {
        foreach (var order in orders)
        {
            await client.NotifyAsync(order.Id, cancellationToken); // expect: IC3102
        }
    }

    public sealed class Client(HttpClient http)
    {
        public async Task NotifyAsync(int id, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/notify") { Content = JsonContent.Create(id) };
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }
}

// case: a client that Refit writes
public interface IPrices
{
    [Get("/prices/{sku}")]
    Task<Price> GetAsync(string sku);

    [Get("/prices")]
    Task<List<Price>> GetManyAsync(string[] skus);
}

public sealed class RefitLoop(IPrices prices)
{
    public async Task<decimal> SumAsync(List<OrderLine> lines)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            sum += (await prices.GetAsync(line.Sku)).Value; // expect: IC3102
        }

        return sum;
    }
}

// case: a generated gRPC client
public sealed class StockClient : Grpc.Core.ClientBase<StockClient>
{
    public Grpc.Core.AsyncUnaryCall<int> LevelAsync(string sku) => new(Task.FromResult(sku.Length));
}

public sealed class GrpcLoop(StockClient stock)
{
    public async Task<int> MissingAsync(IEnumerable<string> skus)
    {
        var missing = 0;
        foreach (var sku in skus)
        {
            missing += await stock.LevelAsync(sku) == 0 ? 1 : 0; // expect: IC3102
        }

        return missing;
    }
}

// case: both a query and a request for each item
public sealed class Both(ShopDb db, HttpClient http)
{
    public async Task SyncAsync(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            var customer = await db.Customers.FindAsync(id); // expect: IC3101
            await http.PutAsJsonAsync("/customers/" + id, customer); // expect: IC3102
        }
    }
}

// case: Redis, one key at a time
public sealed class KeyByKey(IDatabase redis)
{
    public async Task<int> CountAsync(IEnumerable<string> keys)
    {
        var count = 0;
        foreach (var key in keys)
        {
            count += await redis.StringGetAsync(key) is null ? 0 : 1; // expect: IC3101
        }

        return count;
    }
}

// look-alike: one request with all keys
public sealed class OneRequest(HttpClient http, IPrices prices, IDatabase redis)
{
    public async Task<decimal> SumAsync(List<OrderLine> lines)
    {
        var skus = lines.Select(l => l.Sku).Distinct().ToArray();
        var all = await http.GetFromJsonAsync<List<Price>>("/prices?skus=" + string.Join(',', skus));
        var more = await prices.GetManyAsync(skus);
        var cached = await redis.StringGetAsync(skus);
        return all!.Concat(more).Sum(p => p.Value) + cached.Length;
    }
}

// look-alike: pages, by token, by flag, by link and by number
public sealed class Pages(HttpClient http)
{
    public async Task<List<Price>> ByTokenAsync()
    {
        var all = new List<Price>();
        string? token = null;
        do
        {
            var page = await http.GetFromJsonAsync<Page>("/prices?token=" + token);
            all.AddRange(page!.Items);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return all;
    }

    public async Task<List<Price>> ByFlagAsync()
    {
        var all = new List<Price>();
        var more = true;
        for (var number = 0; more; number++)
        {
            var page = await LoadAsync(number);
            all.AddRange(page.Items);
            more = page.HasMore;
        }

        return all;
    }

    public async Task<int> ByLinkAsync()
    {
        var count = 0;
        var next = "/prices/first";
        while (next != null)
        {
            var price = await http.GetFromJsonAsync<Price>(next);
            count++;
            next = price!.Next;
        }

        return count;
    }

    public async Task<List<Price>> ByNumberAsync()
    {
        var first = await LoadAsync(1);
        var all = first.Items;
        for (var number = 2; number <= first.TotalPages; number++)
        {
            all.AddRange((await LoadAsync(number)).Items);
        }

        return all;
    }

    private async Task<Page> LoadAsync(int number) => (await http.GetFromJsonAsync<Page>("/prices?page=" + number))!;
}

// look-alike: the health of a few known hosts
public sealed class Health(HttpClient http)
{
    private static readonly Uri[] Hosts = [new("https://a.example/health"), new("https://b.example/health")];

    public async Task<bool> CheckAsync()
    {
        foreach (var host in Hosts)
        {
            using var response = await http.GetAsync(host);
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }
        }

        return (await Task.WhenAll(Hosts.Select(host => http.GetStringAsync(host)))).Length > 0;
    }
}

// look-alike: waiting for a job that another service runs
public sealed class PolledJob(HttpClient http)
{
    public async Task<string> ResultAsync(string job, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var state = await http.GetStringAsync("/jobs/" + job, cancellationToken);
            if (state != "running")
            {
                return state;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        return "cancelled";
    }
}

// look-alike: tried again, with a pause
public sealed class TriedAgain(HttpClient http)
{
    public async Task<string> GetAsync(string url)
    {
        var attempts = 0;
        while (true)
        {
            try
            {
                return await http.GetStringAsync(url);
            }
            catch (HttpRequestException) when (++attempts < 4)
            {
                await Task.Delay(attempts * 200);
            }
        }
    }
}

// look-alike: mirrors, the next one only when one fails
public sealed class Mirrors(HttpClient http)
{
    public async Task<string?> GetAsync(IReadOnlyList<Uri> mirrors)
    {
        foreach (var mirror in mirrors)
        {
            try
            {
                return await http.GetStringAsync(mirror);
            }
            catch (HttpRequestException e)
            {
                Console.WriteLine(e.Message);
            }
        }

        return null;
    }
}

// look-alike: commands of a batch are sent together
public sealed class Pipelined(IDatabase redis)
{
    public async Task<int> CountAsync(List<string> keys)
    {
        var batch = redis.CreateBatch();
        var answers = new List<Task<string?>>();
        foreach (var key in keys)
        {
            answers.Add(batch.StringGetAsync(key));
        }

        batch.Execute();
        return (await Task.WhenAll(answers)).Count(a => a is not null);
    }
}

// look-alike: one response is read line by line
public sealed class Stream(HttpClient http)
{
    public async Task<int> LinesAsync()
    {
        using var reader = new StreamReader(await http.GetStreamAsync("/export"));
        var count = 0;
        while (await reader.ReadLineAsync() is not null)
        {
            count++;
        }

        return count;
    }
}

// look-alike: said to be few, on the member and above it
public sealed class Declared(ShopDb db, HttpClient http)
{
    [QueryPerItem("an order has at most five shipments", Max = 5)]
    public async Task<int> ShipmentsAsync(IEnumerable<int> shipments)
    {
        var count = 0;
        foreach (var shipment in shipments)
        {
            count += await db.Lines.CountAsync(l => l.OrderId == shipment);
        }

        return count;
    }

    [QueryPerItem("the carrier has no call for several parcels")]
    public Task TrackAsync(IEnumerable<int> parcels) => TrackAllAsync(parcels);

    private async Task TrackAllAsync(IEnumerable<int> parcels)
    {
        foreach (var parcel in parcels)
        {
            await http.GetAsync("/parcels/" + parcel);
        }
    }
}

// look-alike: requests for the pages of several lists, each gone through until a page is not full
public sealed class Subscriptions(HttpClient http)
{
    private const int PageSize = 50;

    public async Task<List<Price>> FetchAsync(IEnumerable<IEnumerable<HttpRequestMessage>> lists)
    {
        var found = new List<Price>();
        foreach (var requests in lists)
        {
            var ofList = new List<Price>();
            foreach (var request in requests)
            {
                var page = await FetchPageAsync(request);
                ofList.AddRange(page);
                if (ofList.Count >= 1000 || !IsFullPage(page))
                {
                    break;
                }
            }

            found.AddRange(ofList);
        }

        return found;
    }

    private async Task<List<Price>> FetchPageAsync(HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<List<Price>>())!;
    }

    private static bool IsFullPage(List<Price> page) => page.Count >= PageSize;
}

// case: a request for each customer, which is said by a loop around it
public sealed class Statements(HttpClient http)
{
    public async Task<List<Price>> FetchAsync(IEnumerable<Order> orders)
    {
        var found = new List<Price>();
        foreach (var order in orders)
        {
            foreach (var request in RequestsFor(order))
            {
                var page = await http.SendAsync(request); // expect: IC3102
                found.AddRange((await page.Content.ReadFromJsonAsync<List<Price>>())!);
                if (!IsFullPage(page))
                {
                    break;
                }
            }
        }

        return found;
    }

    private static IEnumerable<HttpRequestMessage> RequestsFor(Order order)
    {
        for (var at = 0; at < 5; at++)
        {
            yield return new HttpRequestMessage(HttpMethod.Get, "/statements/" + order.CustomerId + "/" + at);
        }
    }

    private static bool IsFullPage(HttpResponseMessage page) => page.Content.Headers.ContentLength > 5000;
}
