using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Calls that never come back, although IL goes on behind them: <c>ExceptionDispatchInfo.Capture(e).Throw(); throw e;</c>. What follows is there for the compiler, which does not know.
/// </summary>
internal sealed class EndingCalls(FoldedBody folded, DecodedBody body, SiteNotes sites, Rethrows rethrows)
{
    private HashSet<int>? _found;

    /// <summary>Calls behind which nothing runs: these, and the compiler's spelling of a rethrow.</summary>
    public HashSet<int> All => _found ?? rethrows.Calls;

    /// <summary>Whether a call does not come back. Moves on to the last instruction that is there for nobody.</summary>
    public bool Skip(Instruction instruction, ref int at)
    {
        if (instruction.Code is not (ILOpCode.Call or ILOpCode.Callvirt)
            || rethrows.Calls.Contains(at)
            || folded.Context.Members.Method(instruction.Token).Reference is not { Type: "System.Runtime.ExceptionServices.ExceptionDispatchInfo", Name: "Throw" })
        {
            return false;
        }

        (_found ??= [.. rethrows.Calls]).Add(at);
        sites.Step(StepKind.Throw, Value.Unknown);
        while (at + 1 < body.Code.Count && !IsEntered(body.Code[at + 1].Offset))
        {
            at++;
        }

        return true;
    }

    /// <summary>Whether something else leads to an instruction.</summary>
    private bool IsEntered(int offset)
    {
        foreach (var instruction in body.Code)
        {
            if (Array.IndexOf(instruction.Targets, offset) >= 0)
            {
                return true;
            }
        }

        foreach (var clause in body.Clauses)
        {
            if (offset == clause.TryOffset || offset == clause.TryOffset + clause.TryLength || offset == clause.HandlerOffset || offset == clause.HandlerOffset + clause.HandlerLength
                || (clause.Kind == ExceptionRegionKind.Filter && offset == clause.TokenOrFilter))
            {
                return true;
            }
        }

        return false;
    }
}
