namespace IntentContracts.Tests;

/// <summary>How a test's server is started.</summary>
public sealed record PostgreSqlServerOptions
{
    /// <summary>Whether a commit waits for the disk. Only where the machine itself is to fail: a killed process loses nothing without it.</summary>
    public bool Fsync { get; init; }

    /// <summary>Further settings, as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
