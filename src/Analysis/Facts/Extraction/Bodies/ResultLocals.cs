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

        return found;
    }
}
