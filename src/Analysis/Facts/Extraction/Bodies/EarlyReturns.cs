using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Where a body is left early with nothing to return: <c>return;</c> is a jump and nothing else, as are <c>break</c> and <c>continue</c>. They are noted where somebody may ask what is held there, in a body with a call
/// that may take a lock by its name.
/// </summary>
internal static class EarlyReturns
{
    private static readonly string[] Takes = ["Enter", "TryEnter", "Wait", "Acquire", "Lock", "TakeLock"];

    public static void Note(FoldedBody folded, DecodedBody body, MethodSpans spans)
    {
        if (!folded.Sites.Exists(site => Array.Exists(Takes, take => site.Target.Name.StartsWith(take, StringComparison.Ordinal))))
        {
            return;
        }

        for (var at = 0; at < body.Code.Count; at++)
        {
            var instruction = body.Code[at];
            if (instruction.Code is ILOpCode.Br or ILOpCode.Leave or ILOpCode.Ret && spans.Begins(instruction.Offset) && spans.At(instruction.Offset) is var span && !IsBrace(span))
            {
                var before = folded.Sites.FindIndex(site => site.Instruction > at) is var next and >= 0 ? next : folded.Sites.Count;
                var place = folded.Steps.FindIndex(step => step.Block > at) is var step and >= 0 ? step : folded.Steps.Count;
                folded.Steps.Insert(place, new(StepKind.Leave, at, before, ValueFact.Unknown, "", span));
            }
        }
    }

    /// <summary>The end of a body is no statement that leaves it.</summary>
    private static bool IsBrace(SourceSpan span) => span.Line == span.EndLine && span.EndColumn - span.Column == 1;
}
