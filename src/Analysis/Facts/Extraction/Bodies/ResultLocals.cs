using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The locals that a body ends with: several returns, and one inside a try, store their value and leave; a state machine hands it to its builder. A store into
/// such a local is what the user wrote as a return.
/// </summary>
internal static class ResultLocals
{
    public static HashSet<long> Find(DecodedBody body, FoldedBody folded, bool returns)
    {
        var found = new HashSet<long>();
        for (var i = 1; i < body.Code.Count; i++)
        {
            if (body.Code[i - 1].Code != ILOpCode.Ldloc)
            {
                continue;
            }

            var ends = folded.IsMachine
                ? body.Code[i].Code == ILOpCode.Call && folded.Context.Members.Method(body.Code[i].Token).Reference.Name == "SetResult"
                : returns && body.Code[i].Code == ILOpCode.Ret;
            if (ends)
            {
                found.Add(body.Code[i - 1].Operand);
            }
        }

        if (folded.IsMachine && found.Count > 0)
        {
            FindKept(body, folded, found);
        }

        return found;
    }

    /// <summary>Whether a test leads there: behind the finally it is asked which way the try was left. What waits for another reason is read without one.</summary>
    private static bool IsChosen(DecodedBody body, int at) =>
        at > 0 && (body.Code[at - 1].IsConditional || body.Code.Exists(i => i.IsConditional && Array.IndexOf(i.Targets, body.Code[at].Offset) >= 0));

    /// <summary>Where a finally awaits, what is returned from its try waits in a field, and in another one for each such try around it.</summary>
    private static void FindKept(DecodedBody body, FoldedBody folded, HashSet<long> found)
    {
        for (var more = true; more;)
        {
            more = false;
            for (var i = 1; i < body.Code.Count; i++)
            {
                if (body.Code[i - 1].Code == ILOpCode.Ldfld
                    && (body.Code[i].Code == ILOpCode.Stloc ? found.Contains(body.Code[i].Operand) : body.Code[i].Code == ILOpCode.Stfld && folded.Hoisted.IsReturned(folded.Context.Members.Field(body.Code[i].Token)))
                    && folded.Context.Members.Field(body.Code[i - 1].Token) is var kept && CompilerNames.IsSpill(kept.Name) && !folded.Hoisted.IsReturned(kept)
                    && IsChosen(body, i - (body.Code[i].Code == ILOpCode.Stloc ? 2 : 3)))
                {
                    folded.Hoisted.Return(kept);
                    more = true;
                }
            }
        }
    }
}
