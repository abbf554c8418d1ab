namespace IntentContracts.Analysis.Facts;

/// <param name="Document">Index into <see cref="AssemblyFacts.Documents"/>; -1 when unknown.</param>
internal readonly record struct SourceSpan(int Document, int Line, int Column, int EndLine, int EndColumn)
{
    public static SourceSpan None { get; } = new(-1, 0, 0, 0, 0);

    public bool IsKnown => Document >= 0;
}
