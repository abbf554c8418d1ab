using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace IntentContracts.Report.Tests.Browser;

/// <summary>Mermaid's own script, from the npm registry by npm itself, kept beside the tests. Nothing of it is in the repository.</summary>
internal static class Mermaid
{
    private const string Version = "11.16.0";

    /// <summary>The script, or null and why there is none.</summary>
    public static async Task<(string? Script, string Why)> Get()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "mermaid-" + Version);
        var script = Path.Combine(folder, "mermaid.min.js");
        if (File.Exists(script))
        {
            return (await File.ReadAllTextAsync(script), "");
        }

        Directory.CreateDirectory(folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", "--silent", "mermaid@" + Version]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await npm.WaitForExitAsync(patience.Token);
            if (npm.ExitCode != 0)
            {
                return (null, "npm pack mermaid failed: " + await npm.StandardError.ReadToEndAsync(patience.Token));
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return (null, "npm could not be run: " + e.Message);
        }

        var archive = Path.Combine(folder, $"mermaid-{Version}.tgz");
        await using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        await using (var entries = new TarReader(packed))
        {
            while (await entries.GetNextEntryAsync() is { } entry)
            {
                if (entry.Name == "package/dist/mermaid.min.js")
                {
                    await entry.ExtractToFileAsync(script, overwrite: true);
                }
            }
        }

        File.Delete(archive);
        return (await File.ReadAllTextAsync(script), "");
    }
}
