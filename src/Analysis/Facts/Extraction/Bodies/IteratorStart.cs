using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Where an iterator begins. Its MoveNext asks for the state first, and what the user wrote first stands behind the state 0, while an async method falls through to it. Read by going through those questions with 0.
/// </summary>
internal static class IteratorStart
{
    /// <summary>No dispatch is longer.</summary>
    private const int Longest = 64;

    /// <summary>For each question on the way the offset that it goes on to; empty for anything but the MoveNext of an iterator.</summary>
    public static Dictionary<int, int> Find(DecodedBody body, Members members, HashSet<int> dispatches)
    {
        var found = new Dictionary<int, int>();
        if (members.Method(MetadataTokens.GetToken(body.Method)).Shape.Returns.Name != "System.Boolean")
        {
            return found;
        }

        var stack = new Stack<long>();
        var at = 0;
        for (var steps = 0; steps < Longest && at < body.Code.Count; steps++)
        {
            var instruction = body.Code[at];
            if (Goes(instruction, stack) is not { } target)
            {
                return found;
            }

            if (dispatches.Contains(at))
            {
                found[at] = target;
            }

            if (!body.IndexOf.TryGetValue(target, out at))
            {
                return found;
            }
        }

        return found;
    }

    /// <summary>Where an instruction goes on when everything that is loaded is the state; null when it is the user's.</summary>
    private static int? Goes(Instruction i, Stack<long> stack)
    {
        switch (i.Code)
        {
            case ILOpCode.Nop or ILOpCode.Ldarg or ILOpCode.Stloc:
                return i.Next;
            case ILOpCode.Ldfld or ILOpCode.Ldloc:
                stack.Push(0);
                return i.Next;
            case ILOpCode.Ldc_i4:
                stack.Push(i.Operand);
                return i.Next;
            case ILOpCode.Sub when stack.Count >= 2:
                var subtrahend = stack.Pop();
                stack.Push(stack.Pop() - subtrahend);
                return i.Next;
            case ILOpCode.Br:
                return i.Targets[0];
            case ILOpCode.Brfalse when stack.Count >= 1:
                return stack.Pop() == 0 ? i.Targets[0] : i.Next;
            case ILOpCode.Brtrue when stack.Count >= 1:
                return stack.Pop() != 0 ? i.Targets[0] : i.Next;
            case ILOpCode.Switch when stack.Count >= 1:
                var index = stack.Pop();
                return index >= 0 && index < i.Targets.Length ? i.Targets[index] : i.Next;
            case ILOpCode.Beq when stack.Count >= 2:
                return stack.Pop() == stack.Pop() ? i.Targets[0] : i.Next;
            case ILOpCode.Bne_un when stack.Count >= 2:
                return stack.Pop() != stack.Pop() ? i.Targets[0] : i.Next;
            case ILOpCode.Ble_un when stack.Count >= 2:
                return (ulong)stack.Pop() >= (ulong)stack.Pop() ? i.Targets[0] : i.Next;
            case ILOpCode.Bgt_un when stack.Count >= 2:
                return (ulong)stack.Pop() < (ulong)stack.Pop() ? i.Targets[0] : i.Next;
            default:
                return null;
        }
    }
}
