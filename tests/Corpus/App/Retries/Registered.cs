using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Corpus.Retries.Registered
{
    public sealed class AgainHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var sent = 1; ; sent++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (sent < 3)
                {
                    await Task.Delay(100 * sent, cancellationToken);
                }
            }
        }
    }

    public sealed class Granaries(HttpClient http)
    {
        public Task<string> StockAsync(string grain) => http.GetStringAsync("/stock/" + grain);

        public Task<string> PriceAsync(string grain) => http.GetStringAsync("/prices/" + grain);
    }

    public sealed class Mills(HttpClient http)
    {
        public Task<string> FlourAsync(string mill) => http.GetStringAsync("/flour/" + mill);
    }

    public sealed class Silos(HttpClient http)
    {
        public Task<string> LevelAsync(string silo) => http.GetStringAsync("/silos/" + silo);
    }

    public sealed class Barns(HttpClient http)
    {
        public Task<string> DoorsAsync(string barn) => http.GetStringAsync("/barns/" + barn);
    }

    public static class Registrations
    {
        public static void Add(IServiceCollection services)
        {
            // case: one client, two registrations that try again; it is told once, however many calls the client makes
            services.AddHttpClient<Granaries>()
                .AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromMilliseconds(100 * n)))
                .AddStandardResilienceHandler(); // expect: IC1301

            // case: the policy comes first, then the handler of our own
            var mills = services.AddHttpClient<Mills>();
            mills.AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, n => TimeSpan.FromMilliseconds(100 * n)));
            mills.AddHttpMessageHandler<AgainHandler>(); // expect: IC1301

            // look-alike: a timeout and one that tries again
            var silos = services.AddHttpClient<Silos>();
            silos.AddResilienceHandler("silos", pipeline => pipeline.AddTimeout(TimeSpan.FromSeconds(10)));
            silos.AddStandardResilienceHandler();

            // look-alike: two that make no more attempts than the budget
            var barns = services.AddHttpClient<Barns>();
            barns.AddResilienceHandler("barns", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 1 }));
            barns.AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(1, n => TimeSpan.FromMilliseconds(100 * n)));
        }
    }

    public sealed record Reaped(string Field);

    public sealed record Threshed(string Field);

    public sealed record Sown(string Field);

    public sealed record Ploughed(string Field);

    public sealed class ReapedConsumer : IConsumer<Reaped>
    {
        public Task Consume(ConsumeContext<Reaped> context) => Console.Out.WriteLineAsync(context.Message.Field);
    }

    // case: a definition that delivers again, and tries each delivery again
    public sealed class ThreshedConsumer(HttpClient http) : IConsumer<Threshed>
    {
        public Task Consume(ConsumeContext<Threshed> context) => http.PutAsync("/threshed/" + context.Message.Field, null, context.CancellationToken);
    }

    public sealed class ThreshedConsumerDefinition : ConsumerDefinition<ThreshedConsumer>
    {
        protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ThreshedConsumer> consumerConfigurator, IRegistrationContext context)
        {
            endpointConfigurator.UseDelayedRedelivery(again => again.Intervals(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));
            endpointConfigurator.UseMessageRetry(again => // expect: IC1301
            {
                again.Ignore<ArgumentException>();
                again.Immediate(4);
            });
        }
    }

    public sealed class SownConsumer : IConsumer<Sown>
    {
        public Task Consume(ConsumeContext<Sown> context) => Console.Out.WriteLineAsync(context.Message.Field);
    }

    public sealed class PloughedConsumer : IConsumer<Ploughed>
    {
        public Task Consume(ConsumeContext<Ploughed> context) => Console.Out.WriteLineAsync(context.Message.Field);
    }

    public static class Endpoints
    {
        public static void Add(IServiceCollection services) => services.AddMassTransit(bus => bus.UsingInMemory((context, factory) =>
        {
            // case: the same on an endpoint
            factory.ReceiveEndpoint("reaped", endpoint =>
            {
                endpoint.UseDelayedRedelivery(again => again.Intervals(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)));
                endpoint.UseMessageRetry(again => // expect: IC1301
                {
                    again.Handle<HttpRequestException>();
                    again.Interval(4, TimeSpan.FromSeconds(1));
                });
                endpoint.ConfigureConsumer<ReapedConsumer>(context);
            });

            // look-alike: the two share out what fails
            factory.ReceiveEndpoint("sown", endpoint =>
            {
                endpoint.UseDelayedRedelivery(again =>
                {
                    again.Handle<HttpRequestException>();
                    again.Intervals(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
                });
                endpoint.UseMessageRetry(again =>
                {
                    again.Handle<DbUpdateConcurrencyException>();
                    again.Immediate(4);
                });
                endpoint.ConfigureConsumer<SownConsumer>(context);
            });

            // look-alike: a retry alone, however patient
            factory.ReceiveEndpoint("ploughed", endpoint =>
            {
                endpoint.UseMessageRetry(again =>
                {
                    again.Handle<HttpRequestException>();
                    again.Immediate(9);
                });
                endpoint.ConfigureConsumer<PloughedConsumer>(context);
            });
        }));
    }

    public sealed class DbUpdateConcurrencyException : Exception;
}
