using Corpus.Retries.Cancellation;

namespace Corpus.Retries.AskedBetween
{
    // case: the loop asks before it tries again, and the attempt that runs is not told
    public sealed class Tides(HttpClient http)
    {
        public async Task<string> ReadAsync(string bay, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/tides/" + bay); // expect: IC1306
                }
                catch (HttpRequestException) when (attempt < 3 && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }
        }
    }

    // case: the condition of the loop asks
    public sealed class Currents(HttpClient http)
    {
        public async Task<string?> ReadAsync(string bay, CancellationToken cancellationToken)
        {
            for (var attempt = 0; attempt < 3 && !cancellationToken.IsCancellationRequested; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/currents/" + bay); // expect: IC1306
                }
                catch (HttpRequestException e)
                {
                    Console.WriteLine(e);
                    await Task.Delay(2000, cancellationToken);
                }
            }

            return null;
        }
    }

    // case: the loop asks, and then sleeps through it
    public static class Moorings
    {
        public static async Task<T> ReachAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
        {
            var pause = TimeSpan.FromSeconds(1);
            for (var i = 0; i < 3; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    return await attempt();
                }
                catch (HttpRequestException e)
                {
                    Console.WriteLine(e);
                    await Task.Delay(pause); // expect: IC1306
                    pause += pause;
                }
            }

            return await attempt();
        }

        // look-alike: it sleeps for less than anybody notices
        public static async Task<T> ReachSoonAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
        {
            for (var i = 0; i < 3; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    return await attempt();
                }
                catch (HttpRequestException e)
                {
                    Console.WriteLine(e);
                    await Task.Delay(TimeSpan.FromMilliseconds(50));
                }
            }

            return await attempt();
        }
    }

    // look-alike: call and pause know the token that the loop asks
    public sealed class GoodTides(HttpClient http)
    {
        public async Task<string> ReadAsync(string bay, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/tides/" + bay, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 3 && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }
        }
    }

    // look-alike: each attempt has a limit of its own
    public sealed class LimitedTides(HttpClient http)
    {
        public async Task<string> ReadAsync(string bay, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                try
                {
                    return await http.GetStringAsync("/tides/" + bay, limit.Token);
                }
                catch (HttpRequestException) when (attempt < 3 && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }
        }
    }

    // look-alike: what is written is to be finished, as the code says
    public sealed class Logbook(IndexStore store)
    {
        public async Task StoreAsync(string page, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await store.StoreAsync(page, CancellationToken.None);
                    return;
                }
                catch (TimeoutException) when (attempt < 3 && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }
        }
    }

    // look-alike: the call takes no token, and the one that could is over at once
    public sealed class Lanterns(IWicks wicks)
    {
        public async Task<int> TrimAsync(TextWriter notes, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await notes.FlushAsync();
                    return await wicks.TrimAsync();
                }
                catch (HttpRequestException) when (attempt < 3 && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                }
            }
        }
    }

    public interface IWicks
    {
        Task<int> TrimAsync();
    }
}
