using System.Net.Http.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Npgsql;

// Shapes that were met in public services.
namespace Corpus.Retries.Services.Told
{
    // look-alike: the caller's id of the request tells the other side; after: eShop, OrderingService
    public sealed class Ordering(HttpClient http)
    {
        public async Task CreateAsync(string body, Guid id)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new StringContent(body) };
                    request.Headers.Add("x-requestid", id.ToString());
                    await http.SendAsync(request);
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                }
            }
        }
    }

    // look-alike: a log that speaks of inserting is no statement; after: Quartz, StdRowLockSemaphore
    public sealed class Locks(NpgsqlConnection connection, ILogger log)
    {
        public async Task TakeAsync(string sql)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    log.LogDebug("Inserting lock row");
                    await using var command = new NpgsqlCommand(sql, connection);
                    await command.ExecuteNonQueryAsync();
                    return;
                }
                catch (TimeoutException) when (attempt < 2)
                {
                }
            }
        }
    }

    // look-alike: what the cache hands out is the cache's own, not our class of the same interface; after: CAP, IClientSessionHandle
    public sealed class TellingEntry(ICacheEntry inner, HttpClient http) : ICacheEntry
    {
        public object Key => inner.Key;

        public object? Value
        {
            get => inner.Value;
            set
            {
                inner.Value = value;
                _ = http.PostAsJsonAsync("/told", value); // expect: IC2103
            }
        }

        public DateTimeOffset? AbsoluteExpiration { get; set; }
        public TimeSpan? AbsoluteExpirationRelativeToNow { get; set; }
        public TimeSpan? SlidingExpiration { get; set; }
        public IList<Microsoft.Extensions.Primitives.IChangeToken> ExpirationTokens => inner.ExpirationTokens;
        public IList<PostEvictionCallbackRegistration> PostEvictionCallbacks => inner.PostEvictionCallbacks;
        public CacheItemPriority Priority { get; set; }
        public long? Size { get; set; }

        public void Dispose() => inner.Dispose();
    }

    public sealed class Cached(IMemoryCache cache, HttpClient http)
    {
        public ICacheEntry Telling(ICacheEntry entry) => new TellingEntry(entry, http);

        public async Task FillAsync(string key)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var entry = cache.CreateEntry(key);
                    entry.Value = await http.GetStringAsync("/" + key);
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                }
            }
        }
    }
}
