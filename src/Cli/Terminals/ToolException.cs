namespace IntentContracts.Cli.Terminals;

/// <summary>Something that only the person at the terminal can mend. The message is one line and says how.</summary>
internal sealed class ToolException(int exitCode, string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Lines below the message: what it could have meant.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];

    public static ToolException Usage(string message, IReadOnlyList<string>? details = null) => new(ExitCodes.Usage, message, details);

    public static ToolException NoInput(string message, IReadOnlyList<string>? details = null) => new(ExitCodes.NoInput, message, details);
}
