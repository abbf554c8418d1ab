using System.Data.Common;
using System.Net.Http.Json;
using Corpus.Library.Retries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;

namespace Corpus.Retries.Behind
{
    // case: the next attempt stands behind the handler, and the handler takes everything
    public sealed class Orchard(HttpClient http)
    {
        public async Task<string> YieldAsync(string tree, int attempt, CancellationToken cancellationToken)
        {
            try
            {
                return await http.GetStringAsync("/trees/" + tree, cancellationToken);
            }
            catch (Exception) // expect: IC1307
            {
                if (attempt > 3)
                {
                    throw;
                }
            }

            await Task.Delay(100 * attempt, cancellationToken);
            return await YieldAsync(tree, attempt + 1, cancellationToken);
        }

        // look-alike: it takes what may pass
        public async Task<string> BlossomAsync(string tree, int attempt, CancellationToken cancellationToken)
        {
            try
            {
                return await http.GetStringAsync("/blossom/" + tree, cancellationToken);
            }
            catch (HttpRequestException)
            {
                if (attempt > 3)
                {
                    throw;
                }
            }

            await Task.Delay(100 * attempt, cancellationToken);
            return await BlossomAsync(tree, attempt + 1, cancellationToken);
        }

        // look-alike: the tree is walked on after success as well as after a failure
        public async Task<int> CountAsync(string tree, int depth, CancellationToken cancellationToken)
        {
            var found = 0;
            try
            {
                found = (await http.GetStringAsync("/branches/" + tree + "/" + depth, cancellationToken)).Length;
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }

            return depth == 0 ? found : found + await CountAsync(tree, depth - 1, cancellationToken);
        }
    }

    // case: success returns through a disposal that is awaited
    public sealed class Press(HttpClient http)
    {
        public async Task<string> JuiceAsync(Stream labels, CancellationToken cancellationToken)
        {
            var left = 3;
            while (true)
            {
                await using var writer = new StreamWriter(labels, leaveOpen: true);
                try
                {
                    return await http.GetStringAsync("/juice", cancellationToken);
                }
                catch (HttpRequestException) when (--left > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(2)); // expect: IC1306
                }
            }
        }

        // look-alike: after success the next barrel is asked for
        public static async Task BarrelsAsync(IEnumerable<string> barrels, CancellationToken cancellationToken)
        {
            foreach (var barrel in barrels)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await using var file = new StreamWriter(barrel);
                try
                {
                    await file.WriteAsync(barrel);
                }
                catch (IOException e)
                {
                    Console.WriteLine(e);
                    await Task.Delay(TimeSpan.FromSeconds(2));
                }
            }
        }
    }

    // case: a handler that only tells which verb it sends again, under another key each time
    public sealed class TellingHandler(ILogger<TellingHandler> log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                request.Headers.Remove("Idempotency-Key");
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException e) when (attempt < 3)
                {
                    log.LogWarning(e, "{Verb} {Address} failed", request.Method, request.RequestUri);
                }
            }
        }
    }

    public sealed class CiderOrders(HttpClient http)
    {
        public Task<HttpResponseMessage> PlaceAsync(string order, CancellationToken cancellationToken) => http.PostAsJsonAsync("/cider", order, cancellationToken); // expect: IC1302
    }

    // look-alike: one that gives the request its key before the first attempt
    public sealed class KeyingHandler(ILogger<KeyingHandler> log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException e) when (attempt < 3)
                {
                    log.LogWarning(e, "{Verb} {Address} failed", request.Method, request.RequestUri);
                }
            }
        }
    }

    public sealed class AppleOrders(HttpClient http)
    {
        public Task<HttpResponseMessage> PlaceAsync(string order, CancellationToken cancellationToken) => http.PostAsJsonAsync("/apples", order, cancellationToken);
    }

    // look-alike: the standard handler of this client lets nothing be tried again
    public sealed class PearOrders(HttpClient http)
    {
        public async Task<string> OpenAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/pears", token), cancellationToken);
    }

    // case: and that of this one does
    public sealed class PlumOrders(HttpClient http)
    {
        public async Task<string> OpenAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/plums", token), cancellationToken); // expect: IC1301
    }

    public static class Setup
    {
        public static void Add(IServiceCollection services)
        {
            services.AddHttpClient<CiderOrders>().AddHttpMessageHandler<TellingHandler>();
            services.AddHttpClient<AppleOrders>().AddHttpMessageHandler<KeyingHandler>();
            services.AddHttpClient<PearOrders>().AddStandardResilienceHandler(options => options.Retry.ShouldHandle = static _ => PredicateResult.False());
            services.AddHttpClient<PlumOrders>().AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 2);
        }
    }

    // case: an order that is put by POST is not harmless to repeat
    public sealed class Cellar(HttpClient http)
    {
        public async Task<HttpResponseMessage> StoreAsync(string vintage, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.PostAsJsonAsync("/_doc", vintage, token), cancellationToken); // expect: IC1302

        // look-alike: a question is
        public async Task<HttpResponseMessage> FindAsync(string vintage, string words, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.PostAsJsonAsync("/" + vintage + "/_search", words, token), cancellationToken);
    }

    // case: a row that is inserted again after an attempt whose answer was lost
    public sealed class Harvests(DbConnection connection)
    {
        public async Task<bool> AddAsync(DbCommand command, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    command.CommandText = "insert into harvests(field, day) values ('north', 4)";
                    await command.ExecuteNonQueryAsync(cancellationToken); // expect: IC1302
                    return true;
                }
                catch (DbException e) when (e.IsTransient && attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }

        // look-alike: that it is there already is an answer
        public async Task<bool> EnterAsync(DbCommand command, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    command.CommandText = "insert into entries(field, day) values ('south', 5)";
                    await command.ExecuteNonQueryAsync(cancellationToken);
                    return true;
                }
                catch (DbException e) when (e.SqlState == "23505")
                {
                    return connection.State == System.Data.ConnectionState.Open;
                }
                catch (DbException e) when (e.IsTransient && attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }
}
