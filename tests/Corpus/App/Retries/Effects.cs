using System.Net.Http.Json;
using Corpus.Library.Retries;
using IntentContracts;
using MailKit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Effects
{
    public sealed record Payment(string Order, decimal Amount);

    // case: a loop around a POST
    public sealed class Gateway(HttpClient http)
    {
        public async Task ChargeAsync(Payment payment)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await http.PostAsJsonAsync("/charges", payment); // expect: IC1302
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(200);
                }
            }

            throw new HttpRequestException("not charged");
        }
    }

    // look-alike: the same loop around a GET and a PUT
    public sealed class Profiles(HttpClient http)
    {
        public async Task StoreAsync(string id, string body)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    _ = await http.GetStringAsync("/profiles/" + id);
                    await http.PutAsync("/profiles/" + id, new StringContent(body));
                    return;
                }
                catch (HttpRequestException) // expect: IC2102
                {
                    await Task.Delay(200);
                }
            }
        }
    }

    // case: the POST stands two calls below the pipeline, behind an interface
    public interface IPaymentPort
    {
        Task PayAsync(Payment payment);
    }

    public sealed class PaymentAdapter(HttpClient http) : IPaymentPort
    {
        public Task PayAsync(Payment payment) => SendAsync(new HttpRequestMessage(HttpMethod.Post, "/payments"));

        private async Task SendAsync(HttpRequestMessage request)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, request.RequestUri);
            (await http.SendAsync(message)).EnsureSuccessStatusCode();
        }
    }

    public sealed class Checkout(IPaymentPort port)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task RunAsync(Payment payment) => await Pipeline.ExecuteAsync(async _ => await port.PayAsync(payment)); // expect: IC1302
    }

    // look-alike: the key is made before the first attempt
    public sealed class KeyedGateway(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task ChargeAsync(Payment payment)
        {
            var key = Guid.NewGuid().ToString();
            return _policy.ExecuteAsync(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/charges");
                request.Headers.Add("Idempotency-Key", key);
                request.Content = JsonContent.Create(payment);
                await http.SendAsync(request);
            });
        }
    }

    // case: the key is made anew in each attempt
    public sealed class FreshKeyGateway(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task ChargeAsync(Payment payment) => _policy.ExecuteAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/charges");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = JsonContent.Create(payment);
            await http.SendAsync(request); // expect: IC1302
        });
    }

    // look-alike: the key comes from the order
    public sealed class OrderKeyGateway(HttpClient http)
    {
        public Task ChargeAsync(Payment payment) => Again.DoAsync(() => SendAsync(payment), 4);

        private async Task<string> SendAsync(Payment payment)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/charges") { Content = JsonContent.Create(payment) };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "charge-" + payment.Order);
            var response = await http.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    // case: a helper of another assembly retries the POST of another class
    public sealed class Reservations(PriceClient prices)
    {
        public Task<HttpResponseMessage> ReserveAsync(string sku) => Again.DoAsync(() => Book(sku), 3); // expect: IC1302

        private Task<HttpResponseMessage> Book(string sku) => Client.PostAsync("/book/" + sku, null);

        private static HttpClient Client { get; } = new();
    }

    // look-alike: the helper only reads; the POST comes after
    public sealed class ReservationsAfter(PriceClient prices)
    {
        public async Task ReserveAsync(string sku)
        {
            var price = await Again.DoAsync(() => prices.PriceAsync(sku), 3);
            if (price.Length > 0)
            {
                await prices.ReserveAsync(sku);
            }
        }
    }

    // case: publishing in a retry
    public sealed class Announcer(IPublishEndpoint bus)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5, ShouldHandle = new PredicateBuilder().Handle<TimeoutException>() })
            .Build();

        public async Task AnnounceAsync(Payment payment) =>
            await Pipeline.ExecuteAsync(async token => await bus.Publish(payment, token)); // expect: IC1302
    }

    // look-alike: published once the retry is over
    public sealed class LateAnnouncer(IPublishEndpoint bus, HttpClient http)
    {
        private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task AnnounceAsync(Payment payment)
        {
            await Pipeline.ExecuteAsync(async token => await http.GetStringAsync("/exists/" + payment.Order, token));
            await bus.Publish(payment);
        }
    }

    // look-alike: what is published in the handler is news of the failure, not what is repeated
    public sealed class Reporter(IPublishEndpoint bus, HttpClient http)
    {
        public async Task<string> ReadAsync(string id)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return await http.GetStringAsync("/items/" + id);
                }
                catch (HttpRequestException)
                {
                    await bus.Publish(new Payment(id, i));
                }
            }

            return "";
        }
    }

    // case: publishing inside an execution strategy
    public sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
    {
        public DbSet<Invoice> Invoices => Set<Invoice>();
    }

    public sealed class Invoice
    {
        public int Id { get; set; }

        public bool Paid { get; set; }
    }

    public sealed class Payer(Shop shop, IPublishEndpoint bus)
    {
        public Task PayAsync(int id) => shop.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            (await shop.Invoices.FirstAsync(i => i.Id == id)).Paid = true;
            await shop.SaveChangesAsync();
            await bus.Publish(new Payment("1", id)); // expect: IC1102, IC1302
            await transaction.CommitAsync();
        });
    }

    // look-alike: the strategy's attempt is one transaction, and the event follows it
    public sealed class LatePayer(Shop shop, IPublishEndpoint bus)
    {
        public async Task PayAsync(int id)
        {
            await shop.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await shop.Database.BeginTransactionAsync();
                shop.Invoices.Add(new Invoice { Id = id });
                await shop.SaveChangesAsync();
                await transaction.CommitAsync();
            });
            await bus.Publish(new Payment("1", id));
        }
    }

    // case: a line is appended once an attempt
    public sealed class Journal
    {
        private readonly string _path = "journal.log";

        public async Task NoteAsync(string line)
        {
            var left = 4;
            do
            {
                try
                {
                    await File.AppendAllTextAsync(_path, line); // expect: IC1302
                    return;
                }
                catch (IOException) // expect: IC2102
                {
                    await Task.Delay(20);
                }
            }
            while (--left > 0);
        }
    }

    // look-alike: the whole file is written again
    public sealed class Snapshot
    {
        public async Task StoreAsync(string path, string text)
        {
            var left = 4;
            do
            {
                try
                {
                    await File.WriteAllTextAsync(path, text);
                    return;
                }
                catch (IOException) // expect: IC2102
                {
                    await Task.Delay(20);
                }
            }
            while (--left > 0);
        }
    }

    // case: the standard handler retries every method, POST as well
    public sealed class MailApi(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<MailApi>().AddStandardResilienceHandler();

        public Task SendAsync(string text) => http.PostAsync("/mails", new StringContent(text)); // expect: IC1302

        public Task<string> ListAsync() => http.GetStringAsync("/mails");
    }

    // look-alike: the handler is told to spare what must not be repeated
    public sealed class SmsApi(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<SmsApi>().AddStandardResilienceHandler(o => o.Retry.DisableForUnsafeHttpMethods());

        public Task SendAsync(string text) => http.PostAsync("/texts", new StringContent(text));
    }

    // case: a declared policy around a POST
    public sealed class Labels(HttpClient http)
    {
        [RetryPolicy(MaxAttempts = 3, On = [typeof(HttpRequestException)])]
        public Task PrintAsync(string parcel) => http.PostAsync("/labels/" + parcel, null); // expect: IC1302
    }

    // look-alike: below the retry the member is declared idempotent by nature
    public sealed class Switches(HttpClient http)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<HttpRequestException>().RetryAsync(3);

        public Task TurnOnAsync(string lamp) => _policy.ExecuteAsync(() => OnAsync(lamp));

        [NaturallyIdempotent("a lamp that is on stays on")]
        private Task OnAsync(string lamp) => http.PostAsync("/lamps/" + lamp + "/on", null);
    }

    // look-alike: repeated on purpose, with the reason
    public sealed class Sirens(HttpClient http)
    {
        [NoRetry("two alarms are better than none")]
        public async Task AlarmAsync()
        {
            for (var i = 0; i < 5; i++)
            {
                try
                {
                    await http.PostAsync("/alarm", null);
                    return;
                }
                catch (HttpRequestException) // expect: IC2102
                {
                    await Task.Delay(10);
                }
            }
        }
    }

    // look-alike: a loop over items posts each once; what fails is noted
    public sealed class Fleet(HttpClient http)
    {
        public async Task<int> NotifyAsync(IReadOnlyList<string> cars)
        {
            var failed = 0;
            foreach (var car in cars)
            {
                try
                {
                    await http.PostAsync("/notify/" + car, null); // expect: IC3102
                }
                catch (HttpRequestException)
                {
                    failed++;
                }
            }

            return failed;
        }
    }

    // case: a row is inserted and stored in each attempt
    public sealed class Subscriptions(Shop shop)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(2);

        public Task AddAsync() => _policy.ExecuteAsync(async () =>
        {
            shop.Invoices.Add(new Invoice()); // expect: IC1302
            await shop.SaveChangesAsync();
        });
    }

    // look-alike: only added when it is not there yet
    public sealed class Memberships(Shop shop)
    {
        private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(2);

        public Task AddAsync(int id) => _policy.ExecuteAsync(async () =>
        {
            if (!await shop.Invoices.AnyAsync(i => i.Id == id))
            {
                shop.Invoices.Add(new Invoice { Id = id });
                await shop.SaveChangesAsync();
            }
        });
    }
}
