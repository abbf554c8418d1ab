namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>A line of a baseline cannot be read. The message says what to do.</summary>
/// <param name="line">From 1.</param>
internal sealed class BaselineFormatException(int line, string message) : FormatException(message)
{
    public int Line => line;
}
