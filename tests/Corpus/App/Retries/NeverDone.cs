using System.Net;

namespace Corpus.Retries.NeverDone;

// look-alike: what is sent again has been refused before anything was done, or has never left
public sealed class Wharves(HttpClient http)
{
    public async Task BookAsync(string wharf)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                using var booked = await http.PostAsync("/wharves/" + wharf, null);
                booked.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.TooManyRequests && turn < 4)
            {
                await Task.Delay(1000 * turn);
            }
        }
    }

    public async Task FreeAsync(string wharf)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                using var freed = await http.PostAsync("/free/" + wharf, null); // expect: IC2103
                return;
            }
            catch (HttpRequestException e) when (turn < 4 && e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(1000 * turn);
            }
        }
    }

    public async Task LeaveAsync(string wharf)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                using var left = await http.PostAsync("/left/" + wharf, null);
                left.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized && turn < 3)
            {
                await Task.Delay(100);
            }
        }
    }

    public async Task<HttpStatusCode> SwapAsync(string wharf)
    {
        for (var turn = 1; ; turn++)
        {
            using var swapped = await http.PostAsync("/swaps/" + wharf, null);
            if (swapped.StatusCode != HttpStatusCode.TooManyRequests || turn == 4)
            {
                return swapped.StatusCode;
            }

            await Task.Delay(1000 * turn);
        }
    }
}

// case: after a gateway's timeout nobody knows, and after anything but a refusal neither
public sealed class Jetties(HttpClient http)
{
    public async Task BookAsync(string jetty)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                using var booked = await http.PostAsync("/jetties/" + jetty, null); // expect: IC1302
                booked.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.GatewayTimeout && turn < 4)
            {
                await Task.Delay(1000 * turn);
            }
        }
    }

    public async Task FreeAsync(string jetty)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                using var freed = await http.PostAsync("/free/" + jetty, null); // expect: IC1302
                freed.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode != HttpStatusCode.TooManyRequests && turn < 4)
            {
                await Task.Delay(1000 * turn);
            }
        }
    }
}
