using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Clients
{
    // case: a handler that asks again by the response's status
    public sealed class Unavailable : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            for (var turn = 0; turn < 3 && answer.StatusCode == HttpStatusCode.ServiceUnavailable; turn++)
            {
                answer.Dispose();
                await Task.Delay(200, cancellationToken);
                answer = await base.SendAsync(request, cancellationToken);
            }

            return answer;
        }
    }

    public sealed class Theatre(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<Theatre>().AddHttpMessageHandler(() => new Unavailable());

        public async Task ReserveAsync(string seat)
        {
            using var answer = await http.PostAsync("/seats", new StringContent(seat)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a handler that looks at the status, and at the verb
    public sealed class OnlyReads : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            for (var turn = 0; turn < 3 && request.Method == HttpMethod.Get && answer.StatusCode == HttpStatusCode.ServiceUnavailable; turn++)
            {
                answer.Dispose();
                answer = await base.SendAsync(request, cancellationToken);
            }

            return answer;
        }
    }

    public sealed class Opera(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<Opera>().AddHttpMessageHandler(() => new OnlyReads());

        public async Task ReserveAsync(string seat)
        {
            using var answer = await http.PostAsync("/seats", new StringContent(seat));
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a handler that asks for a new token when the old one has run out, once
    public sealed class Renewing(Func<CancellationToken, Task<string>> token) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                answer.Dispose();
                request.Headers.Authorization = new("Bearer", await token(cancellationToken));
                answer = await base.SendAsync(request, cancellationToken);
            }

            return answer;
        }
    }

    public sealed class Ballet(HttpClient http)
    {
        public static void Register(IServiceCollection services) =>
            services.AddHttpClient<Ballet>().AddHttpMessageHandler(_ => new Renewing(_ => Task.FromResult("t")));

        public async Task ReserveAsync(string seat)
        {
            using var answer = await http.PostAsync("/seats", new StringContent(seat));
            answer.EnsureSuccessStatusCode();
        }
    }

    // case: the handler at the very bottom of a client tries again
    public sealed class Stubborn : HttpClientHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(attempt, cancellationToken);
                }
            }
        }
    }

    public sealed class Circus(HttpClient http)
    {
        public static void Register(IServiceCollection services) => services.AddHttpClient<Circus>().ConfigurePrimaryHttpMessageHandler(() => new Stubborn());

        public async Task AnnounceAsync(string show)
        {
            using var answer = await http.PostAsync("/shows", new StringContent(show)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: a handler at the bottom that is only told how to connect
    public sealed class Puppets(HttpClient http)
    {
        public static void Register(IServiceCollection services) =>
            services.AddHttpClient<Puppets>().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

        public async Task AnnounceAsync(string show)
        {
            using var answer = await http.PostAsync("/shows", new StringContent(show));
            answer.EnsureSuccessStatusCode();
        }
    }

    // case: the policy of a client comes out of a registry by its key
    public static class Registered
    {
        public static void Add(IServiceCollection services)
        {
            var registry = services.AddPolicyRegistry();
            registry.Add("cinema-insists", Policy<HttpResponseMessage>.Handle<HttpRequestException>().RetryAsync(3));
            registry["cinema-breaks"] = Policy<HttpResponseMessage>.Handle<HttpRequestException>().CircuitBreakerAsync(4, TimeSpan.FromMinutes(1));
            services.AddHttpClient<Cinema>().AddPolicyHandlerFromRegistry("cinema-insists");
            services.AddHttpClient<Matinee>().AddPolicyHandlerFromRegistry("cinema-breaks");
        }
    }

    public sealed class Cinema(HttpClient http)
    {
        public async Task SellAsync(string ticket)
        {
            using var answer = await http.PostAsync("/tickets", new StringContent(ticket)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: the policy under the other key of the registry breaks, and retries nothing
    public sealed class Matinee(HttpClient http)
    {
        public async Task SellAsync(string ticket)
        {
            using var answer = await http.PostAsync("/tickets", new StringContent(ticket));
            answer.EnsureSuccessStatusCode();
        }
    }

    // case: a handler that is nothing but a pipeline, in a client that is made by hand
    public sealed class Revue
    {
        private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>() })
            .Build();

        private readonly HttpClient _http = new(new ResilienceHandler(Pipeline));

        public async Task InviteAsync(string guest)
        {
            using var answer = await _http.PostAsync("https://revue.example/guests", new StringContent(guest)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: the handler's pipeline limits the time
    public sealed class Cabaret
    {
        private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>().AddTimeout(TimeSpan.FromSeconds(5)).Build();

        private readonly HttpClient _http = new(new ResilienceHandler(Pipeline));

        public async Task InviteAsync(string guest)
        {
            using var answer = await _http.PostAsync("https://cabaret.example/guests", new StringContent(guest));
            answer.EnsureSuccessStatusCode();
        }
    }

    // look-alike: the policy is chosen by the request's method
    public sealed class Planetarium(HttpClient http)
    {
        private static readonly IAsyncPolicy<HttpResponseMessage> Again = Policy<HttpResponseMessage>.Handle<HttpRequestException>().RetryAsync(3);
        private static readonly IAsyncPolicy<HttpResponseMessage> Never = Policy.NoOpAsync<HttpResponseMessage>();

        public static void Register(IServiceCollection services) =>
            services.AddHttpClient<Planetarium>().AddPolicyHandler(request => request.Method == HttpMethod.Get ? Again : Never);

        public async Task ReserveAsync(string dome)
        {
            using var answer = await http.PostAsync("/domes", new StringContent(dome));
            answer.EnsureSuccessStatusCode();
        }
    }

    // case: a selector that does not look at the request
    public sealed class Observatory(HttpClient http)
    {
        private static readonly IAsyncPolicy<HttpResponseMessage> Again = Policy<HttpResponseMessage>.Handle<HttpRequestException>().RetryAsync(3);

        public static void Register(IServiceCollection services) => services.AddHttpClient<Observatory>().AddPolicyHandler(_ => Again);

        public async Task PointAsync(string star)
        {
            using var answer = await http.PostAsync("/telescope", new StringContent(star)); // expect: IC1302
            answer.EnsureSuccessStatusCode();
        }
    }
}
