namespace IntentContracts.Analysis.Metadata;

/// <summary>The one way in which reading an assembly fails: damaged, truncated, not managed, or not readable at all.</summary>
internal sealed class UnreadableAssemblyException(string file, string reason, Exception? inner = null)
    : Exception($"{file}: {reason}", inner)
{
    /// <summary>The file as the caller named it.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong with it, in one line.</summary>
    public string Reason { get; } = reason;
}
