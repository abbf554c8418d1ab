namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>
/// The smallest system with something to decide, outside the repository and with one package reference: <c>POST /charges</c> in Api charges a card in Payments.
/// Tests change one thing and build.
/// </summary>
internal sealed class Shop : Consumer
{
    /// <summary>Stands before the call that moves the money.</summary>
    private const string Marker = "/*here*/";

    public Shop(PackageFeed feed)
        : base(feed.NewFolder())
    {
        Write("Directory.Build.props", Properties(feed));
        Write("Shop.slnx", """
            <Solution>
              <Project Path="Api/Api.csproj" />
              <Project Path="Payments/Payments.csproj" />
            </Solution>
            """);
        Write("Api/Api.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <ItemGroup>
                <PackageReference Include="IntentContracts" Version="{PackageFeed.Version}" />
                <ProjectReference Include="../Payments/Payments.csproj" />
              </ItemGroup>
            </Project>
            """);
        Write("Api/Program.cs", """
            using Payments;

            var gateway = new Gateway(new HttpClient());
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapPost("/charges", (string order, CancellationToken ct) => gateway.ChargeAsync(order, ct));
            app.Run();
            """);
        Write("Payments/Payments.csproj", """
            <Project Sdk="Microsoft.NET.Sdk" />
            """);
        Write("Payments/Gateway.cs", $$"""
            namespace Payments;

            public sealed class Gateway(HttpClient http)
            {
                public async Task ChargeAsync(string order, CancellationToken ct)
                {
                    using var content = new StringContent(order);
                    using var response = await http.{{Marker}}PostAsync("https://gateway.example/charges", content, ct);
                    response.EnsureSuccessStatusCode();
                }
            }
            """);
    }

    /// <summary>Where the finding of this system belongs: <c>…/Gateway.cs(8</c>.</summary>
    public string Call
    {
        get
        {
            var lines = File.ReadAllLines(this["Payments/Gateway.cs"]);
            return $"{this["Payments/Gateway.cs"]}({Array.FindIndex(lines, l => l.Contains(Marker, StringComparison.Ordinal)) + 1}";
        }
    }

    public BuildOutput Build(params string[] arguments) => Run("build", "Api", arguments);

    /// <summary>Runs the program that a build has left.</summary>
    public BuildOutput Execute(string configuration) => DotNet.Run(Folder, this[$"Api/bin/{configuration}/net10.0/Api.dll"]);

    /// <summary>The build has exactly the one finding, with its place, its path and the ways out, as the given severity.</summary>
    public void AssertFinding(string severity, BuildOutput build)
    {
        Assert.True(build.ExitCode == (severity == "error" ? 1 : 0), build.ToString());
        var line = Assert.Single(build.Diagnostics);
        Assert.Matches($@"^{System.Text.RegularExpressions.Regex.Escape(Call)},\d+\): {severity} IC1401: ", line);
        Assert.Contains("POST /charges → Gateway.ChargeAsync → HttpClient.PostAsync", line, StringComparison.Ordinal);
        Assert.Contains("[NaturallyIdempotent(\"why\")]", line, StringComparison.Ordinal);
    }
}
