using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// A debug build puts the outcome of <c>a &amp;&amp; b</c>, <c>a || b</c> and <c>a?.B == true</c> into a local and tests that. Where a constant gets there the outcome is decided already: control goes on where the test would send it, and the
/// test itself is one of the other operand, as in a release build.
/// </summary>
internal static class KnownOutcomes
{
    /// <summary>For the last instruction of each constant operand, the offset where it goes on.</summary>
    /// <param name="isMachine">Whether it is a state machine's: fields of its object that are stored and tested on the spot are the compiler's.</param>
    public static Dictionary<int, int> Find(DecodedBody body, bool isMachine)
    {
        var code = body.Code;
        var found = new Dictionary<int, int>();
        HashSet<int>? targets = null;
        for (var i = 0; i + 1 < code.Count; i++)
        {
            if (code[i].Code != ILOpCode.Ldc_i4 || code[i].Operand is not (0 or 1))
            {
                continue;
            }

            var next = Skip(code, i + 1);
            var jumps = next < code.Count && code[next].Code == ILOpCode.Br;
            var test = !jumps ? next : body.IndexOf.TryGetValue(code[next].Targets[0], out var at) ? at : code.Count;
            if (Outcome(code, test, code[i].Operand != 0, isMachine) is { } outcome)
            {
                // The operand's own way ends where others join it: they bring another value.
                targets ??= [.. code.SelectMany(c => c.Targets)];
                var joined = code.FindIndex(i + 1, next - i, c => targets.Contains(c.Offset));
                if (joined >= 0 || jumps)
                {
                    found[joined >= 0 ? joined - 1 : next] = outcome;
                }
            }
        }

        return found;
    }

    /// <summary>Where a test goes on with a constant; null when there is none.</summary>
    private static int? Outcome(List<Instruction> code, int test, bool value, bool isMachine)
    {
        // Into a local and out of it; what has to outlive an await in the rest of the condition goes through fields of the state machine.
        while (test < code.Count && (code[test].Code == ILOpCode.Stloc || (isMachine && code[test].Code == ILOpCode.Stfld)))
        {
            var load = Skip(code, test + 1);
            while (load < code.Count && code[load] is { Code: ILOpCode.Ldarg, Operand: 0 })
            {
                load = Skip(code, load + 1);
            }

            if (load >= code.Count || code[load].Code != (code[test].Code == ILOpCode.Stloc ? ILOpCode.Ldloc : ILOpCode.Ldfld) || code[load].Operand != code[test].Operand)
            {
                return null;
            }

            test = Skip(code, load + 1);
        }

        return test >= code.Count || code[test].Code is not (ILOpCode.Brtrue or ILOpCode.Brfalse) ? null
            : (code[test].Code == ILOpCode.Brtrue) == value ? code[test].Targets[0]
            : code[test].Next;
    }

    private static int Skip(List<Instruction> code, int index)
    {
        while (index < code.Count && code[index].Code == ILOpCode.Nop)
        {
            index++;
        }

        return index;
    }
}
