using Polly;
using Polly.Retry;

namespace Corpus.Retries.Typed
{
    // case: a typed policy for whatever is thrown
    public sealed class Ferries(HttpClient http)
    {
        private readonly AsyncRetryPolicy<string> _policy = Policy<string>.Handle<Exception>().WaitAndRetryAsync(2, _ => TimeSpan.FromSeconds(1)); // expect: IC1307

        public Task<string> TimetableAsync() => _policy.ExecuteAsync(() => http.GetStringAsync("/ferries"));
    }

    // look-alike: a typed policy that says what it repeats, and a typed breaker
    public sealed class Buses(HttpClient http)
    {
        private readonly AsyncRetryPolicy<string> _policy = Policy<string>.Handle<HttpRequestException>().WaitAndRetryAsync(2, _ => TimeSpan.FromSeconds(1));
        private readonly AsyncRetryPolicy<string> _chosen = Policy<string>.Handle<Exception>(e => e is HttpRequestException or TimeoutException).RetryAsync(2);
        private readonly AsyncRetryPolicy<string> _breaker = Policy<string>.Handle<Exception>().CircuitBreakerAsync(5, TimeSpan.FromMinutes(1));

        public Task<string> TimetableAsync() => _policy.ExecuteAsync(() => http.GetStringAsync("/buses"));

        public Task<string> StopsAsync() => _chosen.ExecuteAsync(() => http.GetStringAsync("/stops"));

        public Task<string> DelaysAsync() => _breaker.ExecuteAsync(() => http.GetStringAsync("/delays"));
    }

    // case: a typed policy in a loop, and around an order
    public sealed class Bookings(HttpClient http)
    {
        private readonly IAsyncPolicy<string> _policy = Policy<string>.Handle<HttpRequestException>().RetryAsync(2);

        public async Task<string> SeatsAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return await _policy.ExecuteAsync(() => http.GetStringAsync("/seats")); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(50);
                }
            }

            throw new InvalidOperationException("nobody says which seats are left");
        }

        public Task<string> BookAsync(string seat) => _policy.ExecuteAsync(async () =>
        {
            using var answer = await http.PostAsync("/bookings", new StringContent(seat)); // expect: IC1302
            return await answer.Content.ReadAsStringAsync();
        });
    }
}
