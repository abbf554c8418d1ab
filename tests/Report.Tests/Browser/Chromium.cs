using Microsoft.Playwright;

namespace IntentContracts.Report.Tests.Browser;

/// <summary>The browser that is on this machine, started once for all tests. Playwright's own download is not used: the package of the system is.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;

    /// <summary>Why tests that need a browser cannot run here; null when they can.</summary>
    public static string? Missing { get; } = Environment.GetEnvironmentVariable("INTENT_NO_CHROMIUM") == "1" ? "INTENT_NO_CHROMIUM is 1."
        : Find() is null ? "No Chromium here: install Debian's package chromium."
        : null;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Find() is not { } path || Missing is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,

            // Root has no sandbox to offer; the others keep the browser from talking to its makers.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

[CollectionDefinition(Name)]
public sealed class InOneBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}

/// <summary>A test that needs a browser, and is skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
