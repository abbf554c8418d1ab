using IntentContracts.Tasks.Tests.Builds;

namespace IntentContracts.Tasks.Tests.Documentation;

/// <summary>The service that the documents speak of: orders are placed and charged through a gateway that tries again. Pages begin with some of its files, and with some of its changes made.</summary>
internal static class DocumentedShop
{
    public static void Write(Consumer at, bool withPackage)
    {
        at.Write(".gitignore", "bin/\nobj/\n");
        at.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>{(withPackage ? $"""

              <ItemGroup>
                <PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" />
              </ItemGroup>
            """ : "")}
            </Project>
            """);
    }

    /// <summary>The shop as it was before anybody declared anything.</summary>
    public static void WriteUndeclared(Consumer at) => at.Write("Program.cs", """
        var gateway = new HttpClient();
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", (string order, CancellationToken stop) => gateway.PostAsync("https://gateway.example/charges", new StringContent(order), stop));
        app.Run();

        """);

    public static void WriteDeclared(Consumer at)
    {
        at.Write("Program.cs", """
            using IntentContracts;
            using Shop;

            [assembly: OwnedBy("orders")]

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient<HttpGateway>();
            builder.Services.AddHttpClient<Rates>();
            builder.Services.AddScoped<OrderService>();
            builder.Services.AddSingleton(new IntentGuards(new InMemoryIdempotencyStore()));
            var app = builder.Build();
            app.MapPost("/orders", (PlaceOrder request, OrderService orders, CancellationToken stop) => orders.PlaceAsync(request, stop));
            app.MapGet("/rates", (Rates rates, CancellationToken stop) => rates.LoadAsync(stop));
            app.Run();

            """);
        at.Write("OrderService.cs", """
            using System.Data;
            using IntentContracts;

            namespace Shop;

            public sealed record PlaceOrder(string OrderId, string Customer, decimal Amount);

            /// <summary>Takes orders.</summary>
            /// <remarks>
            /// Two customers want the last chair: one of them gets it, and the other one is told. That is why
            /// orders are placed one after the other, as far as the database is concerned.
            /// </remarks>
            public sealed partial class OrderService(HttpGateway gateway, IntentGuards guards, ITransactionRunner transactions)
            {
                /// <summary>Places an order and charges for it.</summary>
                /// <remarks>A client that hears nothing sends it again.</remarks>
                [Idempotent(Key = "request.OrderId", Scope = "request.Customer")]
                [TransactionBoundary(Isolation = IsolationLevel.Serializable)]
                public partial Task<string> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken);

                private async Task<string> PlaceAsyncCore(PlaceOrder request, CancellationToken cancellationToken)
                {
                    await gateway.ChargeAsync(new(request.OrderId, request.Amount), cancellationToken);
                    return request.OrderId;
                }
            }

            """);
        at.Write("HttpGateway.cs", """
            using IntentContracts;
            using Polly;
            using Polly.Retry;

            namespace Shop;

            public sealed record Charge(string OrderId, decimal Amount);

            [OwnedBy("payments")]
            public sealed class HttpGateway(HttpClient http)
            {
                private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions
                    {
                        MaxRetryAttempts = 2,
                        ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => e.StatusCode is null),
                    })
                    .Build();

                [NoTransaction("a charge stays when the order is rolled back, and the next attempt finds it")]
                [NoRetry("three short attempts at one request that the provider knows again")]
                public async Task ChargeAsync(Charge charge, CancellationToken cancellationToken) => await retry.ExecuteAsync(
                    async stop =>
                    {
                        using var answer = await http.PostAsJsonAsync("https://gateway.example/charges", charge, stop);
                        answer.EnsureSuccessStatusCode();
                    },
                    cancellationToken);
            }

            """);
        at.Write("Rates.cs", """
            using Polly;
            using Polly.Retry;

            namespace Shop;

            public sealed class Rates(HttpClient http)
            {
                private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(e => e.StatusCode is null) })
                    .Build();

                public async Task<string> LoadAsync(CancellationToken cancellationToken) =>
                    await retry.ExecuteAsync(async stop => await http.GetStringAsync("https://rates.example/today", stop), cancellationToken);
            }

            """);
    }

    public static void LowerIsolation(Consumer at) => at.Replace("OrderService.cs", "IsolationLevel.Serializable", "IsolationLevel.ReadCommitted");

    public static void ChangeBody(Consumer at) => at.Replace("OrderService.cs", "new(request.OrderId, request.Amount)", "new(request.OrderId, request.Amount + 1)");

    public static void AddEndpoint(Consumer at) => at.Replace(
        "Program.cs", "app.Run();", "app.MapPost(\"/refunds\", (string order, CancellationToken stop) => gateway.PostAsync(\"https://gateway.example/refunds\", new StringContent(order), stop));\napp.Run();");
}
