namespace IntentContracts.Tests;

/// <summary>Where this machine keeps PostgreSQL's own programs: on the PATH, or where Debian puts them.</summary>
internal static class PostgreSqlBinaries
{
    private static readonly string? Folder = Find();

    /// <summary>Why tests that need a server cannot run here; null when they can.</summary>
    public static string? Missing { get; } = Reason();

    public static string PathOf(string program) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(Missing), program);

    private static string? Reason() =>
        Environment.GetEnvironmentVariable("INTENT_NO_POSTGRESQL") == "1" ? "INTENT_NO_POSTGRESQL is 1."
        : OperatingSystem.IsWindows() ? "The PostgreSQL tests start their server on Linux and macOS only."
        : Folder is null ? "No PostgreSQL here: put initdb and postgres on the PATH, or install Debian's package postgresql."
        : null;

    private static string? Find() => Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }

        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        foreach (var version in versions.OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var number) ? number : 0))
        {
            yield return Path.Combine(version, "bin");
        }
    }
}
