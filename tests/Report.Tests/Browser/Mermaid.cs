namespace IntentContracts.Report.Tests.Browser;

/// <summary>Mermaid's own script.</summary>
internal static class Mermaid
{
    /// <summary>The script, or null and why there is none.</summary>
    public static Task<(string? Text, string Why)> Get() => NpmFile.Get("mermaid", "11.16.0", "dist/mermaid.min.js");
}
