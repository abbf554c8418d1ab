namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>
/// A small service with everything that is committed: old findings in its baseline, decisions, retries and approved bodies in its lock. Its files have the shapes whose
/// compiled names are ordinals (lambdas with and without captures, local functions, state machines, overloads), a generated shell, and text over several lines.
/// </summary>
internal static class LockedService
{
    public const string Project = "Shop.csproj";

    /// <summary>Approvals carry the day.</summary>
    private const string Day = "IntentToday=2026-11-02";

    public static string[] Check { get; } = ["-p:" + Day];

    public static string[] Accept { get; } = ["-p:" + Day, "-p:IntentBaseline=Accept", "-p:IntentLock=Accept", "-p:IntentContinuousIntegration=false"];

    public static Consumer Create(PackageFeed feed, string folder)
    {
        var service = new Consumer(Directory.CreateDirectory(folder).FullName);
        service.Write("Directory.Build.props", Consumer.Properties(feed));
        service.Write(Project, $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <ItemGroup>
                <PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" />
                <SourceRoot Include="$(MSBuildThisFileDirectory)" />
              </ItemGroup>
            </Project>
            """);
        service.Write("Program.cs", Program);
        service.Write("OrderService.cs", OrderService);
        service.Write("Gateway.cs", Gateway);
        service.Write("Rates.cs", Rates);
        var accepted = service.Run("build", Project, [.. Accept, "-p:IntentLockBodies=true", "-p:IntentApprove=*", "-p:IntentApprovedBy=@orders"]);
        Assert.True(accepted.ExitCode == 0 && accepted.Diagnostics.Count == 0, accepted.ToString());
        return service;
    }

    /// <summary>The service in a folder of its own, restored and not yet built.</summary>
    public static Consumer Copy(Consumer service, string folder)
    {
        var copy = new Consumer(folder);
        foreach (var file in Directory.EnumerateFiles(service.Folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(service.Folder, file);
            if (relative.Split(Path.DirectorySeparatorChar) is not (["bin", ..] or ["obj", "Debug", ..]))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy[relative])!);
                File.Copy(file, copy[relative]);
            }
        }

        return copy;
    }

    private const string Program = """
        using Shop;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<HttpClient>();
        builder.Services.AddScoped<Gateway>();
        builder.Services.AddScoped<OrderService>();
        builder.Services.AddScoped<Rates>();
        var app = builder.Build();
        app.MapPost("/orders", (string order, OrderService orders, CancellationToken ct) => orders.PlaceAsync(order, ct));
        app.MapPost("/charges", async (string order, Gateway gateway, CancellationToken ct) =>
        {
            await gateway.ChargeAsync(order, ct);
            return gateway.Describe(order);
        });
        app.MapGet("/rates", (Rates rates, CancellationToken ct) => rates.LoadAsync(["eur", "usd"], ct));
        app.Run();

        """;

    private const string OrderService = """"
        using IntentContracts;

        namespace Shop;

        public sealed partial class OrderService(HttpClient http)
        {
            private readonly Dictionary<string, int> stock = [];

            [Idempotent(Key = "order")]
            public partial Task PlaceAsync(string order, CancellationToken ct);

            private async Task PlaceAsyncCore(string order, CancellationToken ct)
            {
                var total = 0;
                var lines = order.Split(',').Where(line => line.Length > 0 && stock.GetValueOrDefault(line) >= 0).ToList();
                lines.ForEach(line => total += Price(line));
                if (total > 1000)
                {
                    throw new InvalidOperationException($"""
                        {order} costs {total}
                        and that is too much
                        """);
                }

                using var content = new StringContent(order);
                (await http.PutAsync("https://stock.example/" + order, content, ct)).EnsureSuccessStatusCode();

                static int Price(string line) => line.Length switch { < 3 => 1, < 9 => 20, _ => 300 };
            }
        }

        """";

    private const string Gateway = """
        using Polly;
        using Polly.Retry;

        namespace Shop;

        public sealed class Gateway(HttpClient http)
        {
            private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => e.StatusCode is null),
                })
                .Build();

            public async Task ChargeAsync(string order, CancellationToken ct) => await retry.ExecuteAsync(
                async token =>
                {
                    using var content = new StringContent(order);
                    using var response = await http.PostAsync("https://gateway.example/charges", content, token);
                    response.EnsureSuccessStatusCode();
                },
                ct);

            public string Describe(string order) => "charge of " + order;
        }

        """;

    private const string Rates = """"
        using IntentContracts;

        namespace Shop;

        public sealed class Rates(HttpClient http)
        {
            [NotIdempotent("""
                every question is counted,
                and paid for
                """)]
            public async Task<List<string>> LoadAsync(string[] currencies, CancellationToken ct)
            {
                var rates = new List<string>();
                foreach (var currency in currencies)
                {
                    try
                    {
                        rates.Add(await Ask(currency));
                    }
                    catch (HttpRequestException)
                    {
                    }
                }

                return rates;

                Task<string> Ask(string currency) => http.GetStringAsync("https://rates.example/" + currency, ct);
            }
        }

        """";
}
