namespace IntentContracts.Analysis.Findings.Baselines;

/// <summary>The project's <c>intent.baseline</c>, as it was found, and what is to become of it.</summary>
/// <param name="Path">Absolute; empty when the project keeps none.</param>
/// <param name="Existing">Null when there is no such file.</param>
internal sealed record BaselineFile(string Path, BaselineMode Mode, IReadOnlyList<BaselineLine>? Existing)
{
    public static BaselineFile None { get; } = new("", BaselineMode.Check, null);

    /// <summary>What is wrong with the file and in which of its lines; null when it could be read.</summary>
    public (int Line, string Text)? Problem { get; private init; }

    /// <summary>Reads it. One that cannot be read is a problem of the configuration: without it nobody knows which findings are new.</summary>
    public static BaselineFile Read(string path, BaselineMode mode)
    {
        if (path.Length == 0 || !File.Exists(path))
        {
            return new(path, mode, null);
        }

        try
        {
            return new(path, mode, BaselineText.Read(File.ReadAllText(path)));
        }
        catch (BaselineFormatException e)
        {
            return new(path, BaselineMode.Check, null) { Problem = (e.Line, e.Message) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, BaselineMode.Check, null) { Problem = (0, $"{System.IO.Path.GetFileName(path)} cannot be read ({e.Message})") };
        }
    }
}
