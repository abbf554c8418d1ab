namespace IntentContracts.Tasks.Tests.Builds;

/// <summary>One severity for all rules, below everything else that a user says.</summary>
[Collection(RealBuilds.Name)]
public sealed class PresetTests(PackageFeed feed)
{
    /// <summary>A retry that asks nothing about the failure warns by default.</summary>
    private const string Gateway = """
        namespace Payments;

        public sealed class Gateway(HttpClient http)
        {
            public async Task ChargeAsync(string order, CancellationToken ct)
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        (await http.GetAsync("https://gateway.example/charges/" + order, ct)).EnsureSuccessStatusCode();
                        return;
                    }
                    catch (Exception) when (attempt < 3)
                    {
                        await Task.Delay(100, ct);
                    }
                }
            }
        }
        """;

    [Fact]
    public void Strict_makes_a_warning_an_error_and_an_editorconfig_wins_over_it()
    {
        var shop = new Shop(feed);
        shop.Write("Payments/Gateway.cs", Gateway);

        var warned = shop.Build();
        Assert.True(warned.ExitCode == 0, warned.ToString());
        Assert.Contains(": warning IC1307: ", Assert.Single(warned.Diagnostics), StringComparison.Ordinal);

        var strict = shop.Build("--no-restore", "-p:IntentPreset=strict");
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains(": error IC1307: ", Assert.Single(strict.Diagnostics), StringComparison.Ordinal);

        shop.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.IC1307.severity = suggestion\n");
        var decided = shop.Build("--no-restore", "-p:IntentPreset=Strict");
        Assert.True(decided.ExitCode == 0, decided.ToString());
        Assert.Empty(decided.Diagnostics);

        var misspelt = shop.Build("--no-restore", "-p:IntentPreset=Strickt");
        Assert.Equal(1, misspelt.ExitCode);
        Assert.Contains(": error IC9004: IntentPreset is 'Strickt', which means nothing", Assert.Single(misspelt.Diagnostics), StringComparison.Ordinal);
    }
}
