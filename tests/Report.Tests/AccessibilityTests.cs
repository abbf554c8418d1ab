using IntentContracts.Analysis.Tests.Reports;
using IntentContracts.Report.Tests.Browser;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntentContracts.Report.Tests;

/// <summary>Every view, light and dark, wide and narrow, as axe judges it: nothing of serious or critical impact.</summary>
[Collection(InOneBrowser.Name)]
public sealed class AccessibilityTests(Chromium chromium, ITestOutputHelper output)
{
    private static readonly string[] s_views =
    [
        "", "?q=orders", "?q=nothing-has-this-name", "entries/post-orders", "findings", "owners", "owners/orders", "types", "types/order", "ledgers", "changes",
        "explore", "explore?entry=entries%2Fpost-orders", "explore?effect=http%3A%20HttpClient.PostAsync", "no/such/page",
    ];

    [BrowserTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Nobody_is_kept_out(ColorScheme scheme, int width)
    {
        var (axe, why) = await Axe.Get();
        if (axe is null)
        {
            // A registry that is down must not stop a build.
            output.WriteLine("nothing judged: " + why);
            return;
        }

        await using var report = await OpenReport.Open(chromium, SampleReport.Full, scheme: scheme, width: width);
        var complaints = new List<string>();
        foreach (var view in s_views)
        {
            await report.Go(view);
            complaints.AddRange((await Axe.Complaints(report, axe)).Select(c => $"#/{view} {c}"));
        }

        await report.Page.EvaluateAsync("() => document.getElementById('keys').click()");
        complaints.AddRange((await Axe.Complaints(report, axe)).Select(c => $"the keys: {c}"));
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }
}
