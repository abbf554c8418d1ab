using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The line of each <c>catch</c>. Symbols do not always say it: an optimised build drops the point of a clause whose variable is used at once, or that awaits, and a clause with a <c>when</c> has a point
/// for its condition only. Then what stands before it, and where its first statement is, tell: C# is written with the brace on a line of its own or behind the clause.
/// </summary>
internal sealed class CatchSpans(DecodedBody body, FlowGraph graph, MethodSpans spans)
{
    /// <summary><c>catch (E) </c>: a <c>when</c> nearer to the margin stands on a line of its own.</summary>
    private const int ShortestClause = 10;

    private const int Keyword = 5;

    /// <param name="handlers">By clause: the blocks of its handler as the user wrote it.</param>
    /// <param name="isBare">The clause names no type.</param>
    public SourceSpan Of(int number, IReadOnlyList<IReadOnlyList<int>> handlers, bool isBare)
    {
        var clause = body.Clauses[number];
        if (clause.Kind is not (ExceptionRegionKind.Catch or ExceptionRegionKind.Filter))
        {
            return spans.FirstIn(clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength);
        }

        var before = Before(number, handlers);
        if (clause.Kind == ExceptionRegionKind.Filter)
        {
            var condition = spans.FirstIn(clause.TokenOrFilter, clause.HandlerOffset);
            return isBare ? condition : WithCondition(condition, before); // catch when: too short for a line of its own behind it
        }

        var own = spans.FirstIn(clause.HandlerOffset, clause.HandlerOffset + 1, orBefore: false);
        return !before.IsKnown || (own.IsKnown && (own.Line <= before.EndLine || own.Column < Inside(before))) ? own
            : Between(before, own.IsKnown ? own : FirstOf(handlers[number]));
    }

    private static SourceSpan WithCondition(SourceSpan condition, SourceSpan before) =>
        before.IsKnown && condition.Line > before.EndLine + 1 && condition.Column < Inside(before) - 3 + ShortestClause
            ? At(condition, condition.Line - 1, Math.Max(1, condition.Column - 4))
            : condition;

    /// <param name="before">The brace that ends the block before the clause, or the statement that leaves it.</param>
    /// <param name="first">The clause's first statement.</param>
    private static SourceSpan Between(SourceSpan before, SourceSpan first)
    {
        if (!first.IsKnown)
        {
            return At(before, before.EndLine + (IsBrace(before) ? 1 : 2), before.Column);
        }

        var lines = first.Line - before.EndLine;
        var line = IsBrace(before)
            ? (lines <= 1 ? (first.Column < before.Column + ShortestClause ? before.EndLine : first.Line) : before.EndLine + 1)
            : before.EndLine + (lines <= 1 ? lines : lines <= 3 ? 1 : 2);
        return At(first, line, IsBrace(before) ? before.Column : Math.Max(1, before.Column - 4));
    }

    /// <summary>A column that a statement of the handler reaches, and its clause does not.</summary>
    private static int Inside(SourceSpan before) => IsBrace(before) ? before.Column + 3 : before.Column;

    private static bool IsBrace(SourceSpan span) => span.Line == span.EndLine && span.EndColumn == span.Column + 1;

    private static SourceSpan At(SourceSpan like, int line, int column) => new(like.Document, line, column, line, column + Keyword);

    /// <summary>Where the block before a clause ends: the try's, or that of the clause before.</summary>
    private SourceSpan Before(int number, IReadOnlyList<IReadOnlyList<int>> handlers)
    {
        var clause = body.Clauses[number];
        var isFirst = number == 0 || body.Clauses[number - 1].TryOffset != clause.TryOffset || body.Clauses[number - 1].TryLength != clause.TryLength;
        return isFirst
            ? spans.LastIn(clause.TryOffset, clause.TryOffset + clause.TryLength)
            : handlers[number - 1].Select(b => spans.LastIn(graph.OffsetOf(b), End(b))).Where(s => s.IsKnown).OrderBy(s => s.EndLine).ThenBy(s => s.EndColumn).LastOrDefault() is { EndLine: > 0 } last
                ? last
                : SourceSpan.None;
    }

    private SourceSpan FirstOf(IReadOnlyList<int> handler)
    {
        foreach (var block in handler)
        {
            if (spans.FirstIn(graph.OffsetOf(block), End(block), orBefore: false) is { IsKnown: true } first)
            {
                return first;
            }
        }

        return SourceSpan.None;
    }

    private int End(int block) => body.Code[graph.LastOf(block)].Next;
}
