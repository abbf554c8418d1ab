using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>A decoded instruction; short forms and their long ones look alike.</summary>
/// <param name="Operand">Token, constant, or number of the local or argument.</param>
/// <param name="Targets">Offsets that a branch, leave or switch may go to.</param>
internal readonly record struct Instruction(int Offset, int Next, int Row, ILOpCode Code, long Operand, int[] Targets)
{
    /// <summary>The operand of a floating constant that is no whole number.</summary>
    public const long Broken = long.MinValue;

    public int Token => (int)Operand;

    public bool IsUnconditional => Code is ILOpCode.Br or ILOpCode.Leave or ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow
        or ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp;

    public bool IsConditional => Targets.Length > 0 && Code is not (ILOpCode.Br or ILOpCode.Leave);

    public static List<Instruction> Decode(MethodBody body)
    {
        var list = new List<Instruction>(body.Length / 2);
        var cursor = new IlCursor(body);
        while (cursor.Next())
        {
            list.Add(Decode(ref cursor));
        }

        return list;
    }

    private static Instruction Decode(ref IlCursor c)
    {
        var code = c.Code;
        long operand = 0;
        var targets = Array.Empty<int>();
        switch (code)
        {
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                (code, operand) = (ILOpCode.Ldarg, code - ILOpCode.Ldarg_0);
                break;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                (code, operand) = (ILOpCode.Ldloc, code - ILOpCode.Ldloc_0);
                break;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                (code, operand) = (ILOpCode.Stloc, code - ILOpCode.Stloc_0);
                break;
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8:
                (code, operand) = (ILOpCode.Ldc_i4, (int)code - (int)ILOpCode.Ldc_i4_0); // as numbers: -1 comes before 0
                break;
            case ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s:
                (code, operand) = (Long(code), c.Byte());
                break;
            case ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc:
                operand = c.UInt16();
                break;
            case ILOpCode.Ldc_i4_s:
                (code, operand) = (ILOpCode.Ldc_i4, c.SByte());
                break;
            case ILOpCode.Ldc_i8:
                operand = c.Int64();
                break;
            case ILOpCode.Ldc_r4:
                operand = Whole(BitConverter.ToSingle(BitConverter.GetBytes(c.Int32()), 0));
                break;
            case ILOpCode.Ldc_r8:
                operand = Whole(BitConverter.Int64BitsToDouble(c.Int64()));
                break;
            case ILOpCode.Switch:
                targets = new int[c.TargetCount()];
                for (var i = 0; i < targets.Length; i++)
                {
                    targets[i] = c.Target(i);
                }

                break;
            case (>= ILOpCode.Br_s and <= ILOpCode.Blt_un) or ILOpCode.Leave or ILOpCode.Leave_s:
                targets = [c.Target()];
                code = code.GetLongBranch(c.Row);
                break;
            default:
                if ((IlTable.Operand[c.Row] & IlTable.SizeMask) == 4)
                {
                    operand = c.Int32();
                }

                break;
        }

        return new(c.Offset, c.NextOffset, c.Row, code, operand, targets);
    }

    private static long Whole(double value) => Math.Abs(value) < int.MaxValue && Math.Floor(value) == value ? (long)value : Broken;

    private static ILOpCode Long(ILOpCode code) => code switch
    {
        ILOpCode.Ldarg_s => ILOpCode.Ldarg,
        ILOpCode.Ldarga_s => ILOpCode.Ldarga,
        ILOpCode.Starg_s => ILOpCode.Starg,
        ILOpCode.Ldloc_s => ILOpCode.Ldloc,
        ILOpCode.Ldloca_s => ILOpCode.Ldloca,
        _ => ILOpCode.Stloc,
    };
}

file static class BranchForms
{
    /// <summary>br.s to blt.un.s stand 13 before their long forms; leave.s right after leave.</summary>
    public static ILOpCode GetLongBranch(this ILOpCode code, int row) =>
        code == ILOpCode.Leave_s ? ILOpCode.Leave : row is >= 0x2B and <= 0x37 ? (ILOpCode)(row + 13) : code;
}
