using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// What is left in an asynchronous method of statements that nothing comes to, such as those behind a <c>return;</c>: the compiler drops them up to the first await, but that one's label of resumption is a target of the state
/// machine's dispatch, so what stands behind it remains. Nobody resumes what has never been suspended.
/// </summary>
internal static class Unreached
{
    /// <summary>Indices of the instructions that only the dispatch leads to.</summary>
    public static HashSet<int> Find(DecodedBody body)
    {
        var code = body.Code;
        if (State(code) is not { } state)
        {
            return [];
        }

        var dispatches = new bool[code.Count];
        var dispatched = new List<int>();
        for (var i = 0; i < code.Count; i++)
        {
            if (code[i].IsConditional && IsOfState(code, i, state))
            {
                dispatches[i] = true;
                dispatched.AddRange(code[i].Targets);
            }
        }

        if (dispatched.Count == 0)
        {
            return [];
        }

        var reached = Reached(body, dispatches);
        foreach (var target in dispatched)
        {
            Resume(body, target, reached);
        }

        var left = new HashSet<int>();
        for (var i = 0; i < reached.Length; i++)
        {
            if (!reached[i])
            {
                left.Add(i);
            }
        }

        return left;
    }

    /// <summary>The local that the state is taken into, at the very beginning.</summary>
    private static long? State(List<Instruction> code)
    {
        var i = 0;
        while (i < code.Count && code[i].Code == ILOpCode.Nop)
        {
            i++;
        }

        return i + 2 < code.Count && code[i] is { Code: ILOpCode.Ldarg, Operand: 0 } && code[i + 1].Code == ILOpCode.Ldfld && code[i + 2].Code == ILOpCode.Stloc ? code[i + 2].Operand : null;
    }

    /// <summary>Whether a branch asks for the state: on its own, less than a constant, or against one.</summary>
    private static bool IsOfState(List<Instruction> code, int branch, long state)
    {
        for (var i = branch - 1; i >= 0 && i >= branch - 3; i--)
        {
            if (code[i].Code == ILOpCode.Ldloc)
            {
                return code[i].Operand == state;
            }

            if (code[i].Code is not (ILOpCode.Ldc_i4 or ILOpCode.Sub))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Arrays by index: every asynchronous method is asked, and a set of its instructions would be most of what that costs.</summary>
    private static bool[] Reached(DecodedBody body, bool[] dispatches)
    {
        var code = body.Code;
        var reached = new bool[code.Count];
        var entered = new bool[body.Clauses.Length];
        var stack = new Stack<int>();
        Reach(0);
        while (stack.Count > 0)
        {
            var at = stack.Pop();
            if (!code[at].IsUnconditional)
            {
                Reach(at + 1);
            }

            if (!dispatches[at])
            {
                foreach (var target in code[at].Targets)
                {
                    ReachOffset(target);
                }
            }

            for (var c = 0; c < entered.Length; c++)
            {
                if (!entered[c] && body.Clauses[c].TryCovers(code[at].Offset))
                {
                    entered[c] = true;
                    ReachOffset(body.Clauses[c].HandlerOffset);
                    if (body.Clauses[c].Kind == ExceptionRegionKind.Filter)
                    {
                        ReachOffset(body.Clauses[c].TokenOrFilter);
                    }
                }
            }
        }

        return reached;

        void ReachOffset(int offset)
        {
            if (body.IndexOf.TryGetValue(offset, out var index))
            {
                Reach(index);
            }
        }

        void Reach(int index)
        {
            if (index < reached.Length && !reached[index])
            {
                reached[index] = true;
                stack.Push(index);
            }
        }
    }

    /// <summary>The way from a label of resumption to the result, where the await itself comes to that, too.</summary>
    private static void Resume(DecodedBody body, int offset, bool[] reached)
    {
        var way = new List<int>();
        while (body.IndexOf.TryGetValue(offset, out var at) && !way.Contains(at))
        {
            if (reached[at])
            {
                way.ForEach(passed => reached[passed] = true);
                return;
            }

            var instruction = body.Code[at];
            if (instruction.IsConditional || (instruction.IsUnconditional && instruction.Code != ILOpCode.Br))
            {
                return;
            }

            way.Add(at);
            offset = instruction.Code == ILOpCode.Br ? instruction.Targets[0] : instruction.Next;
        }
    }
}
