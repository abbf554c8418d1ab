using System.Diagnostics;
using System.Net.Http.Json;

namespace Corpus.Swallowing.Tagged;

public sealed class Falcons(HttpClient loft)
{
    private static readonly ActivitySource Source = new("falcons");

    // case: the tag says which falcon, as it would after a success
    public async Task<bool> ReleaseAsync(int falcon)
    {
        using var flight = Source.StartActivity("release");
        try
        {
            using var answer = await loft.PostAsJsonAsync("/releases", falcon);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException) // expect: IC2102
        {
            flight?.SetTag("falcon.ring", falcon);
        }

        return true;
    }

    // look-alike: the key says what has happened
    public async Task<bool> RecallAsync(int falcon)
    {
        using var flight = Source.StartActivity("recall");
        try
        {
            using var answer = await loft.PostAsJsonAsync("/recalls", falcon);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            flight?.SetTag("falcon.failed", falcon);
        }

        return true;
    }

    // look-alike: the value is made of the exception
    public async Task<bool> FeedAsync(int falcon)
    {
        using var flight = Source.StartActivity("feed");
        try
        {
            using var answer = await loft.PostAsJsonAsync("/meals", falcon);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            flight?.SetTag("falcon.meal", e.StatusCode);
        }

        return true;
    }

    // look-alike: the falcon is named beside the state of the span
    public async Task<bool> WeighAsync(int falcon)
    {
        using var flight = Source.StartActivity("weigh");
        try
        {
            using var answer = await loft.PostAsJsonAsync("/weights", falcon);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            flight?.SetTag("falcon.ring", falcon);
            flight?.SetStatus(ActivityStatusCode.Error);
        }

        return true;
    }

    // look-alike: only the handler says no
    public async Task<bool> RingAsync(int falcon)
    {
        using var flight = Source.StartActivity("ring");
        try
        {
            using var answer = await loft.PostAsJsonAsync("/rings", falcon);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            flight?.SetTag("falcon.ringed", false);
        }

        return true;
    }
}
