using System.Net.Http.Json;

namespace Corpus.Swallowing.Unasked;

public sealed class Signals(HttpClient http)
{
    // case: the other side may have said no
    public async Task RaiseAsync(string mast, CancellationToken token)
    {
        using var content = JsonContent.Create(mast);
        using var response = await http.PutAsync("/signals/" + mast, content, token); // expect: IC2103
    }

    // case: by a message of one's own
    public async Task LowerAsync(string mast)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/signals/" + mast);
        using var response = await http.SendAsync(request).ConfigureAwait(false); // expect: IC2103
    }

    // look-alike: it only asks
    public async Task WarmAsync()
    {
        using var response = await http.GetAsync("/signals");
    }

    // look-alike: a failure is what has brought it here
    public async Task SwapAsync(string mast)
    {
        try
        {
            await http.GetStringAsync("/signals/" + mast);
        }
        catch (HttpRequestException)
        {
            using var response = await http.PostAsync("/swaps/" + mast, null);
            throw;
        }
    }

    // look-alike: its name says that it may not work
    public async Task TryDipAsync(string mast)
    {
        using var response = await http.PostAsync("/dips/" + mast, null);
    }

    // look-alike: whoever calls has the answer
    public async Task<HttpResponseMessage> DipAsync(string mast)
    {
        var response = await http.PostAsync("/dips/" + mast, null);
        return response;
    }

    // look-alike: somebody is handed the answer
    public async Task MarkAsync(string mast)
    {
        using var response = await http.PostAsync("/marks/" + mast, null);
        Answered.OrThrow(response);
    }

    // look-alike: what it says is read
    public async Task<string> NameAsync(string mast)
    {
        using var response = await http.PostAsync("/names/" + mast, null);
        return await response.Content.ReadAsStringAsync();
    }
}

public static class Answered
{
    public static void OrThrow(HttpResponseMessage response) => response.EnsureSuccessStatusCode();
}

public sealed class Bells(HttpClient http)
{
    public async Task RingAsync(string buoy)
    {
        using var response = await http.PostAsync("/bells/" + buoy, null);
        response.EnsureSuccessStatusCode();
    }

    // case: of one's own answers this one is not asked
    public async Task MuteAsync(string buoy) => await http.DeleteAsync("/bells/" + buoy); // expect: IC2103
}

// look-alike: nobody here asks for any
public sealed class Horns(HttpClient http)
{
    public async Task BlowAsync(string buoy) => await http.PostAsync("/horns/" + buoy, null);
}

// look-alike: what was set up is taken down in any case
public sealed class Trials(HttpClient http)
{
    public async Task<string> TryAsync(string buoy)
    {
        try
        {
            return await http.GetStringAsync("/trials/" + buoy);
        }
        finally
        {
            using var response = await http.DeleteAsync("/trials/" + buoy);
        }
    }
}
