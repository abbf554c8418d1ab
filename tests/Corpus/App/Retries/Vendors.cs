using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Stripe;

namespace Corpus.Retries.Vendors
{
    // case: a table whose client is made to try five times, in a loop
    public sealed class Berths
    {
        private readonly TableClient _table;

        public Berths(Uri account)
        {
            var options = new TableClientOptions();
            options.Retry.MaxRetries = 4;
            _table = new TableServiceClient(account, options).GetTableClient("berths");
        }

        public async Task<string> OfAsync(string ship)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _table.GetEntityAsync("berth", ship); // expect: IC1301
                }
                catch (TimeoutException) when (attempt < 2)
                {
                }
            }
        }
    }

    // look-alike: another client of the same package, whose own options say that it tries once
    public sealed class Pilots
    {
        private readonly TableClient _table;

        public Pilots(Uri account)
        {
            var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
            _table = new TableServiceClient(account, options).GetTableClient("pilots");
        }

        public async Task<string> OfAsync(string ship)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _table.GetEntityAsync("pilot", ship);
                }
                catch (TimeoutException) when (attempt < 3)
                {
                }
            }
        }
    }

    // look-alike: what tables try says nothing of secrets, which are set to two attempts
    public sealed class Signals(SecretClient vault)
    {
        public static void Register(IServiceCollection services, Uri uri) => services.AddSingleton(new SecretClient(uri, new SecretClientOptions { Retry = { MaxRetries = 1 } }));

        public async Task<string> CodeAsync(string flag)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await vault.GetSecretAsync(flag);
                }
                catch (TimeoutException) when (attempt < 2)
                {
                }
            }
        }
    }

    // case: options belong to the client that is given them: this one is made without any, and tries as often as the vendor thinks fit
    public sealed class Beacons(Uri uri)
    {
        private readonly SecretClient _vault = new(uri);

        public async Task<string> CodeAsync(string beacon)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _vault.GetSecretAsync(beacon); // expect: IC1301
                }
                catch (TimeoutException) when (attempt < 2)
                {
                }
            }
        }
    }

    public static class Bus
    {
        public static ServiceBusRetryOptions Options { get; } = new() { MaxRetries = 0 };
    }

    // case: a message that is sent again without an id of its own
    public sealed class Departures(ServiceBusSender sender)
    {
        public async Task AnnounceAsync(string ship)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await sender.SendMessageAsync(new ServiceBusMessage(ship)); // expect: IC1302
                    return;
                }
                catch (ServiceBusException) when (attempt < 3)
                {
                }
            }
        }
    }

    // case: each attempt gives the message another id
    public sealed class Moorings(ServiceBusSender sender)
    {
        public async Task AnnounceAsync(string ship)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await sender.SendMessageAsync(new ServiceBusMessage(ship) { MessageId = Guid.NewGuid().ToString() }); // expect: IC1302
                    return;
                }
                catch (ServiceBusException) when (attempt < 3)
                {
                }
            }
        }
    }

    // look-alike: the broker knows a message that it has by its id
    public sealed class Arrivals(ServiceBusSender sender)
    {
        public async Task AnnounceAsync(Guid call)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await sender.SendMessageAsync(new ServiceBusMessage("arrived") { MessageId = "arrival-" + call.ToString() });
                    return;
                }
                catch (ServiceBusException) when (attempt < 3)
                {
                }
            }
        }
    }

    // case: a refund is asked for once more, and is another one
    public sealed class Dues
    {
        private readonly RefundService _refunds = new(new SystemNetHttpClient(maxNetworkRetries: 0));

        public async Task<string> RefundAsync(string charge)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _refunds.CreateAsync(charge); // expect: IC1302
                }
                catch (StripeException) when (attempt < 4)
                {
                }
            }
        }
    }

    // look-alike: all attempts have one key
    public sealed class Tolls
    {
        private readonly RefundService _refunds = new(new SystemNetHttpClient(maxNetworkRetries: 0));

        public async Task<string> RefundAsync(string charge)
        {
            var options = new RequestOptions { IdempotencyKey = "toll-" + charge };
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _refunds.CreateAsync(charge, options);
                }
                catch (StripeException) when (attempt < 4)
                {
                }
            }
        }
    }

    // case: a handler that leaves some verbs alone, and not the one that is sent
    public sealed class Cranes(HttpClient http)
    {
        public static void Register(IServiceCollection services) =>
            services.AddHttpClient<Cranes>().AddStandardResilienceHandler(o => o.Retry.DisableFor(HttpMethod.Delete, HttpMethod.Put));

        public async Task OrderAsync(string ship)
        {
            using var answer = await http.PostAsync("/cranes", new StringContent(ship)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: the verb that is sent is among those that are left alone
    public sealed class Tugs(HttpClient http)
    {
        public static void Register(IServiceCollection services) =>
            services.AddHttpClient<Tugs>().AddStandardResilienceHandler(o => o.Retry.DisableFor(HttpMethod.Post, HttpMethod.Patch));

        public async Task OrderAsync(string ship)
        {
            using var answer = await http.PostAsync("/tugs", new StringContent(ship));
            answer.EnsureSuccessStatusCode();
        }
    }
}
