using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore.Tests;

/// <summary>An application with a client; callers say who they are in a header.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app, TestLog log) => (_app, Log) = (app, log);

    public TestLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public TestServer Server => _app.GetTestServer();

    /// <summary>The usual pipeline: exceptions, authentication, authorization, keys; then <paramref name="map"/>.</summary>
    public static Task<TestApp> StartAsync(Action<WebApplication> map, Action<IntentContractsOptions>? options = null, IIdempotencyStore? store = null, Action<IServiceCollection>? services = null, string environment = "Production") =>
        StartBareAsync(
            app =>
            {
                app.UseExceptionHandler();
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseIdempotencyKey();
                map(app);
            },
            options,
            store,
            services,
            environment);

    public static async Task<TestApp> StartBareAsync(Action<WebApplication> pipeline, Action<IntentContractsOptions>? options = null, IIdempotencyStore? store = null, Action<IServiceCollection>? services = null, string environment = "Production")
    {
        var log = new TestLog();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestCallers>("Test", null);
        builder.Services.AddAuthorization();
        if (store is not null)
        {
            builder.Services.AddSingleton(store);
        }

        builder.Services.AddIntentContracts(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        pipeline(app);
        await app.StartAsync();
        return new(app, log);
    }

    public HttpClient Client(string? user = "ann")
    {
        var client = Server.CreateClient();
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add(TestCallers.Header, user);
        }

        return client;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string? key, string body = "{}", string? user = "ann") => Client(user).SendAsync(Post(path, key, body));

    public static HttpRequestMessage Post(string path, string? key, string body = "{}")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return request;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
