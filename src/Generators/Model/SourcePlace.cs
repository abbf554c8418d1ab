namespace IntentContracts.Generators.Model;

/// <summary>A span of a source file as plain numbers: a <c>Location</c> would keep its syntax tree, and with it a whole compilation, alive.</summary>
/// <param name="Path">The file as the compiler was given it; empty when it has none.</param>
/// <param name="Line">Starts at 1, as do the columns; the end is exclusive.</param>
internal sealed record SourcePlace(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public static SourcePlace None { get; } = new("", 0, 0, 0, 0);
}
