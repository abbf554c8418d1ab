namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>The project's <c>intent.baseline</c>, as it was found, and what is to become of it.</summary>
/// <param name="Path">Absolute; empty when the project keeps none.</param>
/// <param name="Existing">Null when there is no such file.</param>
internal sealed record BaselineFile(string Path, BaselineMode Mode, IReadOnlyList<BaselineLine>? Existing)
{
    /// <summary>What is wrong with the file and in which of its lines; null when it could be read.</summary>
    public (int Line, string Text)? Problem { get; private init; }

    /// <summary>One that cannot be read is a problem of the configuration: without it nobody knows which findings are new.</summary>
    /// <param name="text">Null when there is no such file.</param>
    public static BaselineFile Of(string path, BaselineMode mode, string? text)
    {
        try
        {
            return new(path, mode, text is null ? null : BaselineText.Read(text));
        }
        catch (BaselineFormatException e)
        {
            return Unreadable(path, e.Line, e.Message);
        }
    }

    public static BaselineFile Unreadable(string path, int line, string problem) => new(path, BaselineMode.Check, null) { Problem = (line, problem) };
}
