using System.Text.Json;

namespace IntentContracts.Report.Tests.Browser;

/// <summary>Deque's axe: what a machine can tell about who can read a page.</summary>
internal static class Axe
{
    /// <summary>The script, or null and why there is none.</summary>
    public static Task<(string? Text, string Why)> Get() => NpmFile.Get("axe-core", "4.14.1", "axe.min.js");

    /// <summary>What it holds against the page as it is now, with the elements: of serious and critical impact, and best practices included.</summary>
    public static async Task<IReadOnlyList<string>> Complaints(OpenReport report, string script)
    {
        await report.Page.EvaluateAsync(script + "; undefined");
        var found = JsonSerializer.Deserialize<JsonElement>(await report.Page.EvaluateAsync<string>("async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations)"));
        return
        [
            .. from violation in found.EnumerateArray()
               where violation.GetProperty("impact").GetString() is "serious" or "critical"
               from node in violation.GetProperty("nodes").EnumerateArray()
               select $"{violation.GetProperty("id")}: {node.GetProperty("html")} {node.GetProperty("failureSummary")}",
        ];
    }
}
