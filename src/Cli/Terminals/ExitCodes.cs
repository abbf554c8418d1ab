namespace IntentContracts.Cli.Terminals;

/// <summary>What the process ends with; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>There is what the caller asked to be told by the exit code: findings, or a weakened promise.</summary>
    public const int Found = 1;

    /// <summary>The command line means nothing, or more than one thing.</summary>
    public const int Usage = 2;

    /// <summary>There is nothing to read: no build, no assembly, no lock, no repository.</summary>
    public const int NoInput = 3;

    /// <summary>The tool itself failed.</summary>
    public const int ToolFailed = 4;
}
