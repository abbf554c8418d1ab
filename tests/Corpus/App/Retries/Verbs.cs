using System.Net.Http.Json;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Verbs;

public sealed record Parcel(string Code, decimal Weight);

// case: the verb is handed to the helper in which the loop stands, by one of those that call it
public sealed class ParcelApi(HttpClient http)
{
    public Task<string> TrackAsync(string code) => SendAsync(HttpMethod.Get, "/parcels/" + code, null);

    public Task<string> AnnounceAsync(Parcel parcel) => SendAsync(HttpMethod.Post, "/parcels", parcel);

    private async Task<string> SendAsync(HttpMethod method, string address, Parcel? parcel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, address) { Content = parcel is null ? null : JsonContent.Create(parcel) };
                using var response = await http.SendAsync(request); // expect: IC1302
                return await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(200);
            }
        }
    }
}

// look-alike: the same helper, of which nobody asks more than what it may repeat
public sealed class ParcelReader(HttpClient http)
{
    public Task<string> TrackAsync(string code) => SendAsync(HttpMethod.Get, "/parcels/" + code, null);

    public Task<string> StoreAsync(Parcel parcel) => SendAsync(HttpMethod.Put, "/parcels/" + parcel.Code, parcel);

    private async Task<string> SendAsync(HttpMethod method, string address, Parcel? parcel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, address) { Content = parcel is null ? null : JsonContent.Create(parcel) };
                using var response = await http.SendAsync(request);
                return await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(200);
            }
        }
    }
}

// case: a pipeline around a helper that makes and sends the request
public sealed class Labels(HttpClient http)
{
    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
        .Build();

    public async Task PrintAsync(Parcel parcel, CancellationToken cancellationToken) =>
        await Pipeline.ExecuteAsync(async token => await CallAsync(HttpMethod.Post, "/labels/" + parcel.Code, token), cancellationToken); // expect: IC1302

    // look-alike: the same pipeline and helper, and a question
    public async Task LookAsync(Parcel parcel, CancellationToken cancellationToken) =>
        await Pipeline.ExecuteAsync(async token => await CallAsync(HttpMethod.Get, "/labels/" + parcel.Code, token), cancellationToken);

    private async Task CallAsync(HttpMethod verb, string address, CancellationToken cancellationToken)
    {
        using var request = Made(verb, address);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static HttpRequestMessage Made(HttpMethod verb, string address)
    {
        var request = new HttpRequestMessage(verb, address);
        request.Headers.Add("Accept", "application/json");
        return request;
    }
}

// look-alike: who posts hands over by what the other side knows it
public sealed class KeyedApi(HttpClient http)
{
    public Task AnnounceAsync(Parcel parcel)
    {
        var headers = new Dictionary<string, string> { ["Idempotency-Key"] = "announce-" + parcel.Code };
        return SendAsync(HttpMethod.Post, "/parcels", headers);
    }

    public Task TrackAsync(string code) => SendAsync(HttpMethod.Get, "/parcels/" + code, []);

    private async Task SendAsync(HttpMethod method, string address, Dictionary<string, string> headers)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, address);
                foreach (var (name, value) in headers)
                {
                    request.Headers.Add(name, value);
                }

                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(200);
            }
        }
    }
}

// case: a part is changed, and the verb does not say whether twice is once
public sealed class LabelDesk(HttpClient http)
{
    public async Task EndAsync(string code, long time)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await http.PatchAsJsonAsync("/labels/" + code, time); // expect: IC1302, IC2103
                return;
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(200);
            }
        }
    }
}
