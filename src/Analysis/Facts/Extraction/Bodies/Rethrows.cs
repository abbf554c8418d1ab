using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// A <c>throw;</c> in a catch with an await in it stands behind the handler, where IL has no rethrow any more: the compiler throws what it kept, through
/// <c>ExceptionDispatchInfo.Capture(kept as Exception ?? throw kept).Throw()</c>. It does the same behind a finally with an await in it.
/// </summary>
internal sealed class Rethrows
{
    /// <summary>How many instructions lie between the cast and the capture at most.</summary>
    private const int Near = 8;

    /// <summary>Instructions that throw what is no exception: nothing that a user's code can see.</summary>
    public HashSet<int> Impossible { get; } = [];

    /// <summary>The tests before them, which always jump.</summary>
    public HashSet<int> Tests { get; } = [];

    /// <summary>The captures, and the throws that stand for a rethrow.</summary>
    public HashSet<int> Calls { get; } = [];

    private static Rethrows None { get; } = new();

    public static Rethrows Find(DecodedBody body, Members members)
    {
        // Both come from a catch or finally.
        if (body.Clauses.Length == 0)
        {
            return None;
        }

        var found = new Rethrows();
        var code = body.Code;
        for (var i = 1; i < code.Count - 1; i++)
        {
            if (code[i + 1].Code is ILOpCode.Call or ILOpCode.Callvirt && IsCall(code[i], members, "Capture") && IsCall(code[i + 1], members, "Throw"))
            {
                found.Read(code, i);
            }
        }

        return found;
    }

    private void Read(List<Instruction> code, int capture)
    {
        var thrown = -1;
        var test = -1;
        for (var i = capture - 1; i >= 0 && i >= capture - Near; i--)
        {
            switch (code[i].Code)
            {
                case ILOpCode.Throw when thrown < 0:
                    thrown = i;
                    break;
                case ILOpCode.Brtrue when thrown >= 0 && test < 0:
                    test = i;
                    break;
                case ILOpCode.Isinst when test >= 0:
                    Impossible.Add(thrown);
                    Tests.Add(test);
                    Calls.Add(capture);
                    Calls.Add(capture + 1);
                    return;
                case ILOpCode.Ldloc or ILOpCode.Ldarg or ILOpCode.Ldfld or ILOpCode.Stloc or ILOpCode.Dup:
                    break;
                default:
                    return;
            }
        }
    }

    private static bool IsCall(Instruction instruction, Members members, string name) =>
        instruction.Code is ILOpCode.Call or ILOpCode.Callvirt
        && members.Method(instruction.Token).Reference is { Type: "System.Runtime.ExceptionServices.ExceptionDispatchInfo" } target
        && target.Name == name;
}
