using System.Net.Mail;
using Hangfire;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL;
using StackExchange.Redis;

namespace Corpus.Retries.Redelivered
{
    public sealed class Boat
    {
        public int Id { get; set; }
    }

    public sealed class HarbourDb : DbContext
    {
        public DbSet<Boat> Boats => Set<Boat>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=harbour");
    }

    // case: a strategy that the code makes itself, though the context is configured without
    public sealed class Berths(HarbourDb db, HttpClient http)
    {
        public async Task AssignAsync(Boat boat)
        {
            var strategy = new NpgsqlRetryingExecutionStrategy(db, 3);
            await strategy.ExecuteAsync(async () =>
            {
                using var told = await http.PostAsync("/berths", new StringContent("boat " + boat.Id)); // expect: IC1302
                told.EnsureSuccessStatusCode();
            });
        }
    }

    // look-alike: the strategy of a context that is configured without retry runs everything once
    public sealed class Moorings(HarbourDb db, HttpClient http)
    {
        public async Task AssignAsync(Boat boat)
        {
            var strategy = db.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async () =>
            {
                using var told = await http.PostAsync("/moorings", new StringContent("boat " + boat.Id));
                told.EnsureSuccessStatusCode();
            });
        }
    }

    // case: a job that the code has run again, four times
    public sealed class Bulletins(HttpClient http)
    {
        [AutomaticRetry(Attempts = 4)]
        public async Task PublishAsync(string text)
        {
            using var published = await http.PostAsync("/bulletins", new StringContent(text)); // expect: IC1302
            published.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a job that is not run again
    public sealed class Sirens(HttpClient http)
    {
        [AutomaticRetry(Attempts = 0)]
        public async Task SoundAsync(string pier)
        {
            using var sounded = await http.PostAsync("/sirens", new StringContent(pier));
            sounded.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a job that is run again, and may be
    public sealed class Flags(HttpClient http)
    {
        [AutomaticRetry(Attempts = 6)]
        public async Task HoistAsync(string flag)
        {
            using var hoisted = await http.PutAsync("/flags/" + flag, new StringContent("up"));
            hoisted.EnsureSuccessStatusCode();
        }
    }

    public sealed record Caught(string Fish);

    public sealed record Landed(string Fish);

    // case: a consumer whose endpoint is told to retry
    public sealed class Auction(HttpClient http) : IConsumer<Caught>
    {
        public async Task Consume(ConsumeContext<Caught> context)
        {
            using var bid = await http.PostAsync("/bids", new StringContent(context.Message.Fish)); // expect: IC1302
            bid.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a consumer at an endpoint that is told nothing
    public sealed class Weighing(HttpClient http) : IConsumer<Landed>
    {
        public async Task Consume(ConsumeContext<Landed> context)
        {
            using var weighed = await http.PostAsync("/weights", new StringContent(context.Message.Fish));
            weighed.EnsureSuccessStatusCode();
        }
    }

    public static class Quay
    {
        public static void Configure(IServiceCollection services) => services.AddMassTransit(bus => bus.UsingInMemory((context, factory) =>
        {
            factory.ReceiveEndpoint("caught", endpoint =>
            {
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<HttpRequestException>();
                    retry.Interval(3, TimeSpan.FromSeconds(2));
                });
                endpoint.ConfigureConsumer<Auction>(context);
            });
            factory.ReceiveEndpoint("landed", endpoint => endpoint.ConfigureConsumer<Weighing>(context));
        }));
    }

    // case: numbers that go up in Redis, entries of a list and of a stream, in a loop that tries again
    public sealed class Turnstile(IDatabase redis)
    {
        public async Task PassAsync(string gate)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await redis.StringIncrementAsync("passed:" + gate); // expect: IC1302
                    await redis.ListLeftPushAsync("passages", gate); // expect: IC1302
                    await redis.StreamAddAsync("gates", "passed", gate); // expect: IC1302
                    return;
                }
                catch (TimeoutException) when (attempt < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // look-alike: a value that is set, and one that is read
    public sealed class Beacon(IDatabase redis)
    {
        public async Task<string?> LightAsync(string tower)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await redis.StringSetAsync("lit:" + tower, "yes");
                    return await redis.StringGetAsync("lit:" + tower);
                }
                catch (TimeoutException) when (attempt < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // case: what the pool is asked to do, and the attempt waits for
    public sealed class Pilots(SmtpClient smtp)
    {
        public async Task CallAsync(MailMessage message)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await Task.Run(() => smtp.Send(message)); // expect: IC1302, IC3002
                    return;
                }
                catch (SmtpException) when (attempt < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    // look-alike: what a timer does later is not done again because the attempt that set it has failed
    public sealed class Reminders(SmtpClient smtp, HttpClient http, TimeProvider time)
    {
        private readonly List<IDisposable> _timers = [];

        public async Task<string> PlanAsync(MailMessage message)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    _timers.Add(new Timer(_ => smtp.Send(message), null, 1000, Timeout.Infinite));
                    _timers.Add(time.CreateTimer(_ => smtp.Send(message), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan));
                    return await http.GetStringAsync("/plan");
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(20);
                }
            }
        }
    }
}
