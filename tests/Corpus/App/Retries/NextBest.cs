using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.NextBest;

public sealed class Postage(HttpClient http, ILogger<Postage> logger)
{
    // look-alike: what it calls itself with leads it to another case, in which something else is sent
    public async Task<string> SendAsync(string parcel, string how)
    {
        switch (how)
        {
            case "express":
                try
                {
                    await http.PostAsync("/express", new StringContent(parcel));
                    return "express";
                }
                catch (HttpRequestException e)
                {
                    logger.LogWarning(e, "No courier");
                }

                return await SendAsync(parcel, "plain");
            case "plain":
                await http.PostAsync("/plain", new StringContent(parcel));
                return "plain";
            default:
                return "";
        }
    }

    // case: the same case again
    public async Task<string> InsistAsync(string parcel, string how)
    {
        switch (how)
        {
            case "express":
                try
                {
                    await http.PostAsync("/express", new StringContent(parcel)); // expect: IC1302
                    return "express";
                }
                catch (HttpRequestException e)
                {
                    logger.LogWarning(e, "No courier");
                }

                return await InsistAsync(parcel, "express");
            default:
                return "";
        }
    }
}

public sealed class Tides(HttpClient http, ILogger<Tides> logger)
{
    private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);
    private Task? _reading;

    // look-alike: what is begun and left alone fails by itself, and has no part in the attempts that have begun it
    public async Task WatchAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await http.GetStringAsync("/harbours");
                Begin();
                return;
            }
            catch (HttpRequestException e) when (attempt < 3)
            {
                logger.LogWarning(e, "Not yet");
            }
        }
    }

    // case: the same, and waited for
    public async Task WaitAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                _reading = ReadAsync(); // expect: IC1301
                await _reading;
                return;
            }
            catch (HttpRequestException e) when (attempt < 3)
            {
                logger.LogWarning(e, "Not yet");
            }
        }
    }

    public Task StopAsync() => _reading ?? Task.CompletedTask;

    private void Begin() => _reading = ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            await _policy.ExecuteAsync(() => http.GetStringAsync("/tides"));
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning(e, "No tides");
            throw;
        }
    }
}
