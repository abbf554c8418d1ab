using System.Net.Http.Json;
using Corpus.Library.Retries;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly;
using Polly.Retry;
using Polly.Registry;

namespace Corpus.Retries.Mixed.Templates
{
    // case: a base class retries around an abstract method whose implementation retries
    public abstract class Step<T> {
        protected abstract Task<T> CoreAsync();
        public async Task<T> RunAsync() {
            for (int i = 1; i <= 3; i++) {
                try { return await CoreAsync(); } // expect: IC1301
                catch (HttpRequestException) when (i < 3) { }
            }
            throw new InvalidOperationException();
        }
    }
    public sealed class Fetch(HttpClient http) : Step<string> {
        private readonly ResiliencePipeline<string> _p = new ResiliencePipelineBuilder<string>().AddRetry(new RetryStrategyOptions<string> { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder<string>().Handle<HttpRequestException>() }).Build();
        protected override async Task<string> CoreAsync() {
            return await _p.ExecuteAsync(async ct => await http.GetStringAsync("/x", ct));
        }
    }
}

namespace Corpus.Retries.Mixed.Flags
{
    // case: a loop that goes on while nothing was sent
    public sealed class Push(HttpClient http) {
        public async Task<bool> SendAsync(string body) {
            var sent = false; var attempt = 0;
            while (!sent && attempt < 4) {
                try {
                    var r = await http.PostAsync("/push", new StringContent(body)); // expect: IC1302
                    r.EnsureSuccessStatusCode();
                    sent = true;
                }
                catch (HttpRequestException) { attempt++; await Task.Delay(100 << attempt); }
            }
            return sent;
        }
    }
}

namespace Corpus.Retries.Mixed.SyncHelpers
{
    // case: a synchronous helper with a local function, and the helper inside itself
    public static class Sync {
        public static void Retry(Action action, int times = 3) {
            var left = times;
            while (true) {
                try { action(); return; }
                catch (IOException) { if (--left == 0) throw; Thread.Sleep(10); }
            }
        }
    }
    public sealed class Files {
        public void Write(string p) {
            void Append() => File.AppendAllText(p, "x");
            Sync.Retry(Append); // expect: IC1302
        }
        public void Over(string p) => Sync.Retry(() => Sync.Retry(() => File.WriteAllText(p, "x"))); // expect: IC1301
    }
}

namespace Corpus.Retries.Mixed.SharedPolicies
{
    // case: a shared policy around a helper in an async stream
    public static class Policies {
        public static IAsyncPolicy Http { get; } = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(Polly.Contrib.WaitAndRetry.Backoff.DecorrelatedJitterBackoffV2(TimeSpan.FromSeconds(1), 5));
        public static IAsyncPolicy Timeout() => Policy.TimeoutAsync(TimeSpan.FromSeconds(1));
    }
    public sealed class Api(HttpClient http) {
        public Task<string> GetAsync() => Policies.Http.ExecuteAsync(() => http.GetStringAsync("/a"));
    }
    public sealed class Use(Api api) {
        public async Task<string> TwiceAsync() {
            try { return await api.GetAsync(); }
            catch (HttpRequestException) { return await api.GetAsync(); }
        }
        public Task<string> TimedAsync() => Policies.Timeout().ExecuteAsync(() => api.GetAsync());
        public Task<string> BadAsync() => Policies.Http.ExecuteAsync(() => MidAsync()); // expect: IC1301
        private async Task<string> MidAsync() {
            await foreach (var x in StreamAsync()) return x;
            return "";
        }
        private async IAsyncEnumerable<string> StreamAsync() { yield return await Again.DoAsync(() => http(), 4); }
        private Task<string> http() => Client.GetStringAsync("/u");
        private static readonly HttpClient Client = new();
    }
}

namespace Corpus.Retries.Mixed.Reconnecting
{
    // look-alike: a consumer that begins anew after each failure and goes on after success
    public sealed class Consumer(HttpClient http) : BackgroundService {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken) {
            while (!stoppingToken.IsCancellationRequested) {
                try {
                    await ConsumeAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException) {
                    Console.WriteLine(e);
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        private async Task ConsumeAsync(CancellationToken ct) {
            var s = await Again.DoAsync(() => http.GetStringAsync("/next", ct), 3);
            await http.PostAsync("/ack/" + s, null, ct);
        }
    }
}

namespace Corpus.Retries.Mixed.Injected
{
    // case: the pipeline comes from the container
    public sealed class Injected(ResiliencePipeline pipeline, HttpClient http) {
        public static void Register(IServiceCollection s) => s.AddSingleton<ResiliencePipeline>(_ => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }).Build());
        public async Task PostAsync() => await pipeline.ExecuteAsync(async ct => await http.PostAsync("/i", null, ct)); // expect: IC1302
    }
}

namespace Corpus.Retries.Mixed.WithState
{
    // case: the overload with state, returned without await
    public sealed class Stateful(HttpClient http) {
        private static readonly ResiliencePipeline P = new ResiliencePipelineBuilder().AddRetry(new() { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }).Build();
        public ValueTask<HttpResponseMessage> SendAsync(string id, CancellationToken ct) =>
            P.ExecuteAsync(static async (s, token) => await s.http.PostAsJsonAsync("/s", s.id, token), (http, id), ct); // expect: IC1302
    }
}

namespace Corpus.Retries.Mixed.Switching
{
    // case: everything is kept and tried again; beside it a switch over the exception
    public sealed class Sel(HttpClient http) {
        public async Task<string> GetAsync() {
            var n = 0;
            while (true) {
                try { return await http.GetStringAsync("/z"); }
                catch (Exception ex) {
                    n++;
                    if (n >= 3) throw;
                    switch (ex) { case TimeoutException: break; case HttpRequestException { StatusCode: System.Net.HttpStatusCode.BadGateway }: break; default: throw; }
                }
            }
        }
        public async Task<string> LogAsync(Microsoft.Extensions.Logging.ILogger log) {
            Exception? last = null;
            for (var i = 0; i < 3; i++) {
                try { return await http.GetStringAsync("/z"); }
                catch (Exception ex) { last = ex; } // expect: IC1307
            }
            throw new InvalidOperationException("gave up", last);
        }
    }
}

namespace Corpus.Retries.Mixed.Ado
{
    // case: ADO.NET: a pipeline behind an interface, below an open transaction
    public interface IRepo { void Save(); }
    public sealed class Repo(System.Data.Common.DbConnection c) : IRepo {
        private readonly ResiliencePipeline _p = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() }).Build();
        public void Save() => _p.Execute(() => { using var cmd = c.CreateCommand(); cmd.CommandText = "update t set a = 1"; cmd.ExecuteNonQuery(); });
    }
    public sealed class Svc(System.Data.Common.DbConnection c, IRepo repo) {
        public void Do() {
            using var tx = c.BeginTransaction();
            try { repo.Save(); tx.Commit(); } // expect: IC1304
            catch { tx.Rollback(); throw; }
        }
    }
}

namespace Corpus.Retries.Mixed.KeyParameters
{
    // case: a key that the lambda makes anew for a parameter
    public sealed class K(HttpClient http) {
        private async Task<HttpResponseMessage> SendAsync(string key) {
            var m = new HttpRequestMessage(HttpMethod.Post, "/k");
            m.Headers.Add("Idempotency-Key", key);
            return await http.SendAsync(m);
        }
        public Task<HttpResponseMessage> FreshAsync() => Again.DoAsync(() => SendAsync(Guid.NewGuid().ToString("N")), 3); // expect: IC1302
    }
    // look-alike: the key is kept over all attempts, in a lambda and in a loop
    public sealed class K2(HttpClient http) {
        private async Task<HttpResponseMessage> SendAsync(string key) {
            var m = new HttpRequestMessage(HttpMethod.Post, "/k");
            m.Headers.Add("Idempotency-Key", key);
            return await http.SendAsync(m);
        }
        public Task<HttpResponseMessage> KeptAsync() {
            var key = $"{Guid.NewGuid():N}";
            return Again.DoAsync(() => SendAsync(key), 3);
        }
        public async Task<string> LoopKeyAsync() {
            var key = Guid.NewGuid().ToString();
            for (var i = 0; i < 3; i++) {
                try {
                    var m = new HttpRequestMessage(HttpMethod.Post, "/k");
                    m.Headers.Add("Idempotency-Key", key);
                    var r = await http.SendAsync(m);
                    return await r.Content.ReadAsStringAsync();
                } catch (HttpRequestException) { } // expect: IC2102
            }
            return "";
        }
    }
}

namespace Corpus.Retries.Mixed.Decorated
{
    // case: an open-generic decorator retries the handler of a request
    public interface IReq<T>; public interface IHandler<TReq, T> { Task<T> Handle(TReq r); }
    public sealed class RetryingHandler<TReq, T>(IHandler<TReq, T> inner) : IHandler<TReq, T> {
        private static readonly AsyncRetryPolicy P = Policy.Handle<TimeoutException>().RetryAsync(3);
        public Task<T> Handle(TReq r) => P.ExecuteAsync(() => inner.Handle(r)); // expect: IC1302
    }
    public sealed record Pay(int Id);
    public sealed class PayHandler(HttpClient http) : IHandler<Pay, int> {
        public async Task<int> Handle(Pay r) { await http.PostAsJsonAsync("/pay", r); return 1; }
    }
}
