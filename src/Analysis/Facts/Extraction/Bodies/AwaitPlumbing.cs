using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Tells the GetAwaiter, IsCompleted and GetResult of an await from those that somebody wrote: an await tests IsCompleted and jumps to its
/// GetResult, on the same local.
/// </summary>
internal static class AwaitPlumbing
{
    /// <summary>Indices of the instructions that belong to awaits: their calls, and the jump over the suspension.</summary>
    public static HashSet<int> Find(DecodedBody body, Members members)
    {
        var code = body.Code;
        var found = new HashSet<int>();
        for (var i = 0; i < code.Count; i++)
        {
            // What a call is called is dearer than what stands around it.
            if (code[i].Code is not (ILOpCode.Call or ILOpCode.Callvirt)
                || Skip(code, i + 1, 1) is not (>= 0 and var branch)
                || code[branch].Code != ILOpCode.Brtrue
                || !IsCall(code[i], members, "get_IsCompleted"))
            {
                continue;
            }

            var awaiter = Skip(code, i - 1, -1);
            if (awaiter < 0 || Local(code[awaiter]) is not { } local
                || !body.IndexOf.TryGetValue(code[branch].Targets[0], out var target))
            {
                continue;
            }

            var result = NextCall(code, target);
            var load = result < 0 ? -1 : Skip(code, result - 1, -1);
            var store = Skip(code, awaiter - 1, -1);
            var get = store < 0 ? -1 : Skip(code, store - 1, -1);
            if (load >= target && Local(code[load]) == local && IsCall(code[result], members, "GetResult")
                && get >= 0 && code[store].Code == ILOpCode.Stloc && code[store].Operand == local && IsCall(code[get], members, "GetAwaiter"))
            {
                found.Add(get);
                found.Add(i);
                found.Add(branch);
                found.Add(result);
            }
        }

        return found;
    }

    /// <summary>A debug build loads the receiver of the store that follows before it takes the result.</summary>
    private static int NextCall(List<Instruction> code, int index)
    {
        while (index < code.Count && code[index].Targets.Length == 0 && !code[index].IsUnconditional)
        {
            if (code[index].Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    /// <summary>Whether an instruction of an await leaves its awaiter; what is awaited is left by the last one.</summary>
    public static bool LeavesAwaiter(HashSet<int> awaits, List<Instruction> code, int at, Members members) => awaits.Contains(at) && !IsCall(code[at], members, "GetResult");

    private static long? Local(Instruction instruction) =>
        instruction.Code is ILOpCode.Ldloc or ILOpCode.Ldloca ? instruction.Operand : null;

    private static bool IsCall(Instruction instruction, Members members, string name) =>
        instruction.Code is ILOpCode.Call or ILOpCode.Callvirt && members.Method(instruction.Token).Reference.Name == name;

    private static int Skip(List<Instruction> code, int index, int step)
    {
        // A generic awaiter is called through constrained.
        while (index >= 0 && index < code.Count && code[index].Code is ILOpCode.Nop or ILOpCode.Constrained)
        {
            index += step;
        }

        return index < code.Count ? index : -1;
    }
}
