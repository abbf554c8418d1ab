using Corpus.Library.Retries;
using Hangfire;
using IntentContracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Registry;
using Polly.Retry;

namespace Corpus.Retries.Stacks
{
    // case: a loop around a pipeline, in one method
    public sealed class RateService(HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> RateAsync(string currency)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    return await Pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/rates/" + currency)); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(200);
                }
            }

            throw new InvalidOperationException("no rate for " + currency);
        }
    }

    // look-alike: the same pipeline alone: twelve attempts would be its owner's decision
    public sealed class PatientRateService(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 11, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> RateAsync(string currency) => await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/rates/" + currency));
    }

    // case: three methods and an interface between the loop and the pipeline
    public interface IRateGateway
    {
        Task<string> FetchAsync(string currency);
    }

    public sealed class RateGateway : IRateGateway
    {
        private readonly HttpClient _http;
        private readonly ResiliencePipeline _pipeline;

        public RateGateway(HttpClient http)
        {
            _http = http;
            _pipeline = new ResiliencePipelineBuilder()
                .AddTimeout(TimeSpan.FromSeconds(10))
                .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
                .Build();
        }

        public async Task<string> FetchAsync(string currency) =>
            await _pipeline.ExecuteAsync(async _ => await _http.GetStringAsync("/rates/" + currency));
    }

    public sealed class Converter(IRateGateway gateway)
    {
        public Task<string> ConvertAsync(string currency) => gateway.FetchAsync(currency);
    }

    public sealed class InvoiceService(Converter converter)
    {
        public async Task<string> TotalAsync(string currency)
        {
            var attempts = 0;
            while (true)
            {
                try
                {
                    return await converter.ConvertAsync(currency); // expect: IC1301
                }
                catch (HttpRequestException) when (attempts++ < 2)
                {
                    await Task.Delay(50);
                }
            }
        }
    }

    // look-alike: a timeout and a breaker around a loop: nothing multiplies
    public sealed class GuardedRates(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
            .AddTimeout(TimeSpan.FromSeconds(10))
            .AddCircuitBreaker(new Polly.CircuitBreaker.CircuitBreakerStrategyOptions())
            .Build();

        public async Task<string> RateAsync(string currency)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/rates/" + currency));
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(100);
                }
            }
        }
    }

    // look-alike: two retries one after the other, not one in the other
    public sealed class Importer(HttpClient http)
    {
        public async Task<string> ImportAsync()
        {
            var head = await FirstAsync();
            var pipeline = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
                .Build();
            return head + await pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/tail"));
        }

        private async Task<string> FirstAsync()
        {
            for (var i = 1; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/head");
                }
                catch (HttpRequestException)
                {
                    if (i == 4)
                    {
                        throw;
                    }
                }
            }
        }
    }

    // case: a helper that retries around a helper that retries
    public sealed class Catalog(HttpClient http)
    {
        private readonly Resilient _resilient = new();

        public Task<string> ReadAsync() => Again.DoAsync(() => InnerAsync(), 3); // expect: IC1301

        private Task<string> InnerAsync() => _resilient.RunAsync(() => http.GetStringAsync("/catalog"));
    }

    // look-alike: the helper is told to try once, so only one layer retries
    public sealed class ImpatientCatalog(HttpClient http)
    {
        private readonly Resilient _resilient = new();

        public Task<string> ReadAsync() => Again.DoAsync(() => _resilient.RunAsync(() => http.GetStringAsync("/catalog")), 1);
    }

    // case: a registered pipeline, fetched by its key, around a library that retries by itself (see Library/Retries/Helpers.cs)
    public sealed class ReorderService(ResiliencePipelineProvider<string> pipelines, IStock stock, PriceClient prices, HttpClient http)
    {
        public static void Register(IServiceCollection services) =>
            services.AddResiliencePipeline("stock", builder => builder.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() }));

        public async Task<string> LevelAsync(string sku)
        {
            var pipeline = pipelines.GetPipeline("stock");
            return await pipeline.ExecuteAsync(async _ => await stock.LevelAsync(sku)); // expect: IC1301
        }

        public async Task<string> OpenOrdersAsync(string sku)
        {
            var pipeline = pipelines.GetPipeline("stock");
            return await pipeline.ExecuteAsync(async _ => await OrdersAsync(sku)); // expect: IC1301
        }

        private async Task<string> OrdersAsync(string sku)
        {
            var first = true;
        again:
            try
            {
                return await http.GetStringAsync("/orders/" + sku);
            }
            catch (HttpRequestException) when (first)
            {
                first = false;
                goto again;
            }
        }

        // Only the registered pipeline retries here.
        public async Task<string> PriceAsync(string sku) => await pipelines.GetPipeline("stock").ExecuteAsync(async _ => await prices.PriceAsync(sku));
    }

    // look-alike: the key is that of a pipeline that only limits time
    public sealed class ReorderReport(ResiliencePipelineProvider<string> pipelines, IStock stock)
    {
        public static void Register(IServiceCollection services) =>
            services.AddResiliencePipeline("report", builder => builder.AddTimeout(TimeSpan.FromSeconds(3)));

        public async Task<string> LevelAsync(string sku) => await pipelines.GetPipeline("report").ExecuteAsync(async _ => await stock.LevelAsync(sku));
    }

    // case: recursion in a handler, around a pipeline
    public sealed class Tracker(HttpClient http)
    {
        private static ResiliencePipeline Build(int retries) => new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = retries, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        private readonly ResiliencePipeline _pipeline = Build(2);

        public async Task<string> TrackAsync(string parcel, int attempt = 0)
        {
            try
            {
                return await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/parcels/" + parcel)); // expect: IC1301
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                return await TrackAsync(parcel, attempt + 1);
            }
        }
    }

    // look-alike: recursion over a tree; the handler gives up
    public sealed class Walker(HttpClient http)
    {
        private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<int> CountAsync(string folder)
        {
            try
            {
                var children = await _pipeline.ExecuteAsync(async _ => await http.GetStringAsync("/folders/" + folder));
                var count = 1;
                foreach (var child in children.Split(','))
                {
                    count += await CountAsync(child); // expect: IC3102
                }

                return count;
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException("folder " + folder, e);
            }
        }
    }

    // case: a decorator that retries around an implementation that retries
    public interface IWeather
    {
        Task<string> TodayAsync(string city);
    }

    public sealed class WeatherApi(HttpClient http) : IWeather
    {
        public async Task<string> TodayAsync(string city)
        {
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await http.GetStringAsync("/weather/" + city);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(10);
                }
            }

            throw new HttpRequestException("no weather for " + city);
        }
    }

    public sealed class RetryingWeather(IWeather inner) : IWeather
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task<string> TodayAsync(string city) => _policy.ExecuteAsync(() => inner.TodayAsync(city)); // expect: IC1301
    }

    // look-alike: a decorator that retries around an implementation that does not
    public interface ITide
    {
        Task<string> TodayAsync(string harbour);
    }

    public sealed class TideApi(HttpClient http) : ITide
    {
        public Task<string> TodayAsync(string harbour) => http.GetStringAsync("/tide/" + harbour);
    }

    public sealed class RetryingTide(ITide inner) : ITide
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(6, n => TimeSpan.FromSeconds(n));

        public Task<string> TodayAsync(string harbour) => _policy.ExecuteAsync(() => inner.TodayAsync(harbour));
    }

    // case: two policies wrapped into each other are one, inside a loop it is two layers
    public sealed class Quotes(HttpClient http)
    {
        private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

        private readonly Polly.Wrap.AsyncPolicyWrap _policy = Policy.WrapAsync(
            Policy.Handle<HttpRequestException>().WaitAndRetryAsync(Pauses),
            Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromMinutes(1)));

        public async Task<string> QuoteAsync(string symbol)
        {
            var left = 3;
            while (left > 0)
            {
                try
                {
                    return await _policy.ExecuteAsync(() => http.GetStringAsync("/quotes/" + symbol)); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    left--;
                }
            }

            throw new HttpRequestException("no quote");
        }
    }

    // look-alike: two times two is within the budget of five
    public sealed class SmallQuotes(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync();

        public async Task<string> QuoteAsync(string symbol)
        {
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await _policy.ExecuteAsync(() => http.GetStringAsync("/quotes/" + symbol));
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5);
                }
            }

            throw new HttpRequestException("no quote");
        }
    }

    // case: a typed client with the standard resilience handler, called in a pipeline
    public sealed class GeoClient(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<GeoClient>(c => c.BaseAddress = new("https://geo.example")).AddStandardResilienceHandler();

        public Task<string> LocateAsync(string address) => http.GetStringAsync("/locate?q=" + address);
    }

    public sealed class Dispatcher(GeoClient geo)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 1, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> RouteAsync(string address) => await Pipeline.ExecuteAsync(async _ => await geo.LocateAsync(address)); // expect: IC1301
    }

    // look-alike: the same typed client called once
    public sealed class AddressBook(GeoClient geo)
    {
        public Task<string> FindAsync(string address) => geo.LocateAsync(address);
    }

    // case: a named client with a handler of two layers, used in a loop
    public sealed class TaxService(IHttpClientFactory clients)
    {
        private const string Name = "tax";

        public static void Register(IServiceCollection services) => services.AddHttpClient(Name)
            .AddResilienceHandler("tax-pipeline", b => b.AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() }));

        public async Task<string> RateAsync(string country)
        {
            using var http = clients.CreateClient(Name);
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await http.GetStringAsync("/tax/" + country); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100);
                }
            }

            throw new HttpRequestException("no tax rate");
        }
    }

    // look-alike: another name, another client: nothing retries below the loop
    public sealed class DutyService(IHttpClientFactory clients)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient("duty");

        public async Task<string> RateAsync(string country)
        {
            using var http = clients.CreateClient("duty");
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return await http.GetStringAsync("/duty/" + country);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100);
                }
            }

            throw new HttpRequestException("no duty rate");
        }
    }

    // case: a handler of our own loops, below a policy handler of the same client
    public sealed class RetryingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (i < 2)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    public sealed class MapClient(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<MapClient>()
            .AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, n => TimeSpan.FromSeconds(n)))
            .AddHttpMessageHandler<RetryingHandler>(); // expect: IC1301

        public Task<string> TileAsync(int x, int y) => http.GetStringAsync($"/tiles/{x}/{y}");
    }

    // look-alike: a client with one handler that retries
    public sealed class LegendClient(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<LegendClient>().AddHttpMessageHandler<RetryingHandler>();

        public Task<string> LegendAsync() => http.GetStringAsync("/legend");
    }

    // case: a context with EnableRetryOnFailure inside a policy
    public sealed class Parcel
    {
        public int Id { get; set; }
    }

    public sealed class ParcelDb(DbContextOptions<ParcelDb> options) : DbContext(options)
    {
        public DbSet<Parcel> Parcels => Set<Parcel>();

        public static void Register(IServiceCollection services) =>
            services.AddDbContext<ParcelDb>(o => o.UseSqlServer("Server=parcels", sql => sql.EnableRetryOnFailure()));
    }

    public sealed class ParcelReader(ParcelDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(2);

        public Task<List<Parcel>> AllAsync() => _policy.ExecuteAsync(() => db.Parcels.ToListAsync()); // expect: IC1301
    }

    // look-alike: an explicit strategy: inside it the context leaves retrying to the strategy
    public sealed class ParcelMover(ParcelDb db)
    {
        public Task MoveAsync(int id) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            var parcel = await db.Parcels.FirstAsync(p => p.Id == id);
            db.Parcels.Remove(parcel);
            await db.SaveChangesAsync();
        });
    }

    // look-alike: a context without retries inside a policy
    public sealed class LedgerDb(DbContextOptions<LedgerDb> options) : DbContext(options)
    {
        public DbSet<Parcel> Entries => Set<Parcel>();

        public static void Register(IServiceCollection services) => services.AddDbContext<LedgerDb>(o => o.UseSqlServer("Server=ledger"));
    }

    public sealed class LedgerReader(LedgerDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(5);

        public Task<List<Parcel>> AllAsync() => _policy.ExecuteAsync(() => db.Entries.ToListAsync());
    }

    // case: a job that Hangfire tries again, around a loop
    public sealed class ReportJob(HttpClient http)
    {
        public static void Schedule() => BackgroundJob.Enqueue<ReportJob>(job => job.RunAsync());

        public async Task RunAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await http.GetStringAsync("/report"); // expect: IC1301
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(1000);
                }
            }

            throw new HttpRequestException("no report");
        }
    }

    // look-alike: a job that is not to be tried again, around a loop
    public sealed class OnceJob(HttpClient http)
    {
        public static void Schedule() => BackgroundJob.Enqueue<OnceJob>(job => job.RunAsync());

        [AutomaticRetry(Attempts = 0)]
        public async Task RunAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await http.GetStringAsync("/report");
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(1000);
                }
            }

            throw new HttpRequestException("no report");
        }
    }

    // case: a message handler under the recoverability of NServiceBus calls a helper that retries
    public sealed record RefreshPrices(string Sku);

    public sealed class RefreshPricesHandler(HttpClient http) : NServiceBus.IHandleMessages<RefreshPrices>
    {
        public Task Handle(RefreshPrices message, NServiceBus.IMessageHandlerContext context) =>
            Again.DoAsync(() => http.GetStringAsync("/prices/" + message.Sku), 3); // expect: IC1301
    }

    // look-alike: the handler leaves retrying to the broker
    public sealed record RefreshStock(string Sku);

    public sealed class RefreshStockHandler(HttpClient http) : NServiceBus.IHandleMessages<RefreshStock>
    {
        public Task Handle(RefreshStock message, NServiceBus.IMessageHandlerContext context) => http.GetStringAsync("/stock/" + message.Sku);
    }

    // case: a declared policy around a Polly policy
    public sealed class Ratings(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(2, n => TimeSpan.FromSeconds(n));

        [RetryPolicy(MaxAttempts = 3, On = [typeof(HttpRequestException)])]
        public async Task<string> ReadAsync(string id) => await _policy.ExecuteAsync(() => http.GetStringAsync("/ratings/" + id)); // expect: IC1301
    }

    // look-alike: a declared policy around a declared policy: the outermost owns retrying
    public sealed class Reviews(HttpClient http)
    {
        [RetryPolicy(MaxAttempts = 4)]
        public Task<string> ReadAsync(string id) => OneAsync(id);

        [RetryPolicy(MaxAttempts = 4)]
        public Task<string> OneAsync(string id) => http.GetStringAsync("/reviews/" + id);
    }

    // look-alike: layers that multiply on purpose, with the reason
    public sealed class Satellite(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(4, n => TimeSpan.FromSeconds(n));

        [NoRetry("the link is gone for minutes, and every attempt is cheap")]
        public async Task<string> ReadAsync()
        {
            for (var i = 0; i < 10; i++)
            {
                try
                {
                    return await _policy.ExecuteAsync(() => http.GetStringAsync("/telemetry"));
                }
                catch (HttpRequestException) // expect: IC2102
                {
                    await Task.Delay(60_000);
                }
            }

            return "";
        }
    }

    // look-alike: a poll until something is done, with a retry for each question
    public sealed class Poller(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public async Task WaitAsync(string job)
        {
            while (await _policy.ExecuteAsync(() => http.GetStringAsync("/jobs/" + job)) != "done")
            {
                await Task.Delay(500);
            }
        }
    }

    // look-alike: one item after the other, each with its retry; what fails is noted and the next one comes
    public sealed class Batch(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public async Task<List<string>> RunAsync(IReadOnlyList<string> ids)
        {
            var failed = new List<string>();
            foreach (var id in ids)
            {
                try
                {
                    await _policy.ExecuteAsync(() => http.GetStringAsync("/items/" + id)); // expect: IC3102
                }
                catch (HttpRequestException)
                {
                    failed.Add(id);
                }
            }

            return failed;
        }
    }

    // look-alike: the next replica, not the same one again
    public sealed class Replicas(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public async Task<string> ReadAsync(IEnumerable<string> hosts)
        {
            foreach (var host in hosts)
            {
                try
                {
                    return await _policy.ExecuteAsync(() => http.GetStringAsync(host + "/value"));
                }
                catch (HttpRequestException)
                {
                    Console.WriteLine(host + " is down");
                }
            }

            throw new HttpRequestException("every replica is down");
        }
    }

    // look-alike: a conflict is read again; the policy below is about the network
    public sealed class Counter(LedgerDb db)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(3);

        public async Task BumpAsync(int id)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    var entry = await db.Entries.FirstAsync(e => e.Id == id);
                    entry.Id++;
                    await _policy.ExecuteAsync(() => db.SaveChangesAsync());
                    return;
                }
                catch (DbUpdateConcurrencyException)
                {
                    db.ChangeTracker.Clear();
                }
            }

            throw new InvalidOperationException("always somebody else");
        }
    }
}
