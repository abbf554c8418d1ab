using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace IntentContracts.Tests;

/// <summary>One file of a package of the npm registry, fetched by npm itself and kept beside the tests. Nothing of it is in the repository.</summary>
internal static class NpmFile
{
    /// <param name="path">Where the file is in the package.</param>
    /// <returns>Its text; or null and why there is none, since a registry that is down must not stop a build.</returns>
    public static async Task<(string? Text, string Why)> Get(string package, string version, string path)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "npm", package.Replace('/', '-') + "-" + version);
        var file = Path.Combine(folder, Path.GetFileName(path));
        if (File.Exists(file))
        {
            return (await File.ReadAllTextAsync(file), "");
        }

        Directory.CreateDirectory(folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", "--silent", package + "@" + version]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await npm.WaitForExitAsync(patience.Token);
            if (npm.ExitCode != 0)
            {
                return (null, $"npm pack {package} failed: {await npm.StandardError.ReadToEndAsync(patience.Token)}");
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return (null, "npm could not be run: " + e.Message);
        }

        var archive = Directory.EnumerateFiles(folder, "*.tgz").Single();
        await using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        await using (var entries = new TarReader(packed))
        {
            while (await entries.GetNextEntryAsync() is { } entry)
            {
                if (entry.Name == "package/" + path)
                {
                    await entry.ExtractToFileAsync(file, overwrite: true);
                }
            }
        }

        File.Delete(archive);
        return (await File.ReadAllTextAsync(file), "");
    }
}
