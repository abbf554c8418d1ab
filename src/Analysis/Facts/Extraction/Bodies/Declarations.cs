namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The line that declares a method. Symbols begin with its first statement, in a debug build with the opening brace: a brace in the same column as the closing one has the line
/// before it to itself, and so has, in an optimised build, the brace that is not there.
/// </summary>
internal static class Declarations
{
    private const int Shown = 1;

    public static SourceSpan Of(MethodSpans spans)
    {
        var first = spans.First;
        var last = spans.LastIn(0, int.MaxValue);
        if (!first.IsKnown || !IsBrace(last) || last.Line == first.Line)
        {
            return first;
        }

        var above = !IsBrace(first) ? 2 : first.Column == last.Column ? 1 : 0;
        return above == 0 || first.Line <= above ? first : new(first.Document, first.Line - above, last.Column, first.Line - above, last.Column + Shown);
    }

    private static bool IsBrace(SourceSpan span) => span.Line == span.EndLine && span.EndColumn == span.Column + 1;
}
