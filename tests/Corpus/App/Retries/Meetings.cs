using Corpus.Library.Retries;
using Hangfire;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Corpus.Retries.Meetings
{
    /// <summary>Right as it is: whoever calls it once has it happen once.</summary>
    public sealed class Lanterns(HttpClient http)
    {
        public async Task LightAsync(string lantern, CancellationToken token)
        {
            using var lit = await http.PostAsync("/lanterns/" + lantern, null, token);
            lit.EnsureSuccessStatusCode();
        }

        /// <summary>Three things that happen twice, the nearest of them first.</summary>
        public async Task OpenAsync(string street, CancellationToken token)
        {
            using var opened = await http.PostAsync("/streets/" + street, null, token);
            opened.EnsureSuccessStatusCode();
            await File.AppendAllTextAsync("streets.log", street, token);
            await LightAsync(street, token);
        }

        public async Task<string> StateAsync(string lantern, CancellationToken token)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/lanterns/" + lantern, token);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(50, token);
                }
            }
        }
    }

    // case: the lambda that a pipeline runs leads on, over a block of an own helper that runs at once
    public sealed class Evening(Lanterns lanterns)
    {
        public async Task BeginAsync(string lantern, CancellationToken token)
        {
            await SharedPipelines.Reads.ExecuteAsync(
                async attempt =>
                {
                    await TimedAsync(
                        async () =>
                            await lanterns.LightAsync(lantern, attempt)); // expect: IC1302
                },
                token);
        }

        private static async Task TimedAsync(Func<Task> work)
        {
            var begun = Environment.TickCount64;
            await work();
            Console.WriteLine(Environment.TickCount64 - begun);
        }
    }

    // look-alike: the same call, which nothing tries again
    public sealed class Dusk(Lanterns lanterns)
    {
        public Task BeginAsync(string lantern, CancellationToken token) => lanterns.LightAsync(lantern, token);
    }

    // case: one call in a loop leads to several things that happen twice
    public sealed class Lamplighter(Lanterns lanterns)
    {
        public async Task WalkAsync(string street, CancellationToken token)
        {
            var left = 3;
            while (true)
            {
                try
                {
                    await lanterns.OpenAsync(street, token); // expect: IC1302
                    return;
                }
                catch (HttpRequestException) when (--left > 0)
                {
                    await Task.Delay(100, token);
                }
            }
        }
    }

    // case: two calls in one loop are two things to mend
    public sealed class Watchman(Lanterns lanterns)
    {
        public async Task WalkAsync(CancellationToken token)
        {
            for (var round = 0; round < 3; round++)
            {
                try
                {
                    await lanterns.LightAsync("gate", token); // expect: IC1302
                    await lanterns.LightAsync("tower", token); // expect: IC1302
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100, token);
                }
            }

            throw new InvalidOperationException("no light");
        }
    }

    // look-alike: it is lit before the loop, which only looks
    public sealed class Keeper(Lanterns lanterns, HttpClient http)
    {
        public async Task<string> LookAsync(string lantern, CancellationToken token)
        {
            await lanterns.LightAsync(lantern, token);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await http.GetStringAsync("/lanterns/" + lantern, token);
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(100, token);
                }
            }
        }
    }

    public sealed record Darkened(string Street);

    public sealed record Dawned(string Street);

    // case: a consumer that is delivered to again calls what has the effect
    public sealed class DarkenedConsumer(Lanterns lanterns) : IConsumer<Darkened>
    {
        public Task Consume(ConsumeContext<Darkened> context) => StreetAsync(context.Message.Street, context.CancellationToken); // expect: IC1302

        private Task StreetAsync(string street, CancellationToken token) => lanterns.LightAsync(street, token);
    }

    // look-alike: one that is delivered to once
    public sealed class DawnedConsumer(Lanterns lanterns) : IConsumer<Dawned>
    {
        public Task Consume(ConsumeContext<Dawned> context) => lanterns.LightAsync(context.Message.Street, context.CancellationToken);
    }

    public static class Tower
    {
        public static void Configure(IServiceCollection services) => services.AddMassTransit(bus => bus.UsingInMemory((context, factory) =>
        {
            factory.ReceiveEndpoint("darkened", endpoint =>
            {
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<HttpRequestException>();
                    retry.Interval(2, TimeSpan.FromSeconds(5));
                });
                endpoint.ConfigureConsumer<DarkenedConsumer>(context);
            });
            factory.ReceiveEndpoint("dawned", endpoint => endpoint.ConfigureConsumer<DawnedConsumer>(context));
        }));
    }

    // case: the effect stands in the lambda itself, lines below the call that runs it, and beside one that it calls
    public sealed class Feast(Lanterns lanterns, HttpClient http)
    {
        public async Task BeginAsync(IReadOnlyList<string> names, CancellationToken token) =>
            await SharedPipelines.Reads.ExecuteAsync(
                async attempt =>
                {
                    var all = string.Join(',', names);

                    using var begun = await http.PostAsync("/feasts", new StringContent(all), attempt); // expect: IC1302
                    begun.EnsureSuccessStatusCode();
                    await lanterns.LightAsync("hall", attempt); // expect: IC1302
                },
                token);
    }

    // case: handed over by its name, it is told where it is run
    public sealed class Procession(Lanterns lanterns)
    {
        public async Task WalkAsync(CancellationToken token) => await SharedPipelines.Reads.ExecuteAsync(LeadAsync, token); // expect: IC1302

        private async ValueTask LeadAsync(CancellationToken token) => await lanterns.LightAsync("first", token);
    }

    // case: what is made before the loop is no part of it: it is told where the loop runs it
    public sealed class Rehearsal(HttpClient http)
    {
        public async Task PlayAsync(string piece)
        {
            Func<Task<HttpResponseMessage>> play = () => http.PostAsync("/pieces/" + piece, null);
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    using var played = await play(); // expect: IC1302
                    played.EnsureSuccessStatusCode();
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(10);
                }
            }

            throw new InvalidOperationException("no music");
        }
    }

    // case: a job leads to a loop, and so does a pipeline, each at its own call
    public sealed class Rounds(Lanterns lanterns)
    {
        [AutomaticRetry(Attempts = 5)]
        public Task<string> NightlyAsync(CancellationToken token) => lanterns.StateAsync("gate", token); // expect: IC1301

        public async Task<string> OnceAsync(CancellationToken token) => await SharedPipelines.Reads.ExecuteAsync(
            async attempt =>
                await lanterns.StateAsync("tower", attempt), // expect: IC1301
            token);
    }

    // look-alike: only the loop below tries again
    public sealed class Visit(Lanterns lanterns)
    {
        public Task<string> PayAsync(CancellationToken token) => lanterns.StateAsync("inn", token);
    }

    // case: what the client is told to do itself meets the pipeline at the call in its lambda
    public sealed class Almanac(HttpClient http)
    {
        public static void Add(IServiceCollection services) => services.AddHttpClient<Almanac>().AddStandardResilienceHandler();

        public async Task<string> SunsetAsync(string day, CancellationToken token) => await SharedPipelines.Reads.ExecuteAsync(
            async attempt =>
            {
                var page = "/days/" + day;
                return await http.GetStringAsync(page, attempt); // expect: IC1301
            },
            token);

        // look-alike: the client alone
        public Task<string> SunriseAsync(string day, CancellationToken token) => http.GetStringAsync("/dawns/" + day, token);
    }
}
