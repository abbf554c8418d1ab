using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What is still known of a value after it was compared, or added to.</summary>
internal sealed class Arithmetic(EvaluationStack stack, Counters counters)
{
    /// <summary><c>x == false</c>, <c>x == null</c>, <c>x != null</c> are still a test of x; <c>n &lt; 3</c> is one of a number.</summary>
    public void Compare(Instruction i)
    {
        var right = stack.Pop();
        var left = stack.Pop();
        var isZero = right.Tag == ValueTag.Null || right is { Tag: ValueTag.Number, Text: "0" };
        var isTruth = isZero && i.Code is ILOpCode.Ceq or ILOpCode.Cgt_un && (right.Tag == ValueTag.Null || left.Tag is not (ValueTag.Local or ValueTag.Sum or ValueTag.Number));
        stack.Push(left.Tag == ValueTag.State || right.Tag == ValueTag.State ? new(ValueTag.State)
            : isTruth ? (i.Code == ILOpCode.Ceq ? left with { Not = !left.Not } : left)
            : counters.Compare(OfCompare(i.Code), left, right) ?? (isZero && i.Code == ILOpCode.Ceq ? left with { Not = !left.Not } : Value.Unknown));
    }

    private static Comparison OfCompare(ILOpCode code) => code switch
    {
        ILOpCode.Ceq => Comparison.Equal,
        ILOpCode.Clt or ILOpCode.Clt_un => Comparison.Less,
        _ => Comparison.Greater,
    };

    public void Add(Instruction i)
    {
        var right = stack.Pop();
        var left = stack.Pop();
        stack.Push(left.Tag == ValueTag.State || right.Tag == ValueTag.State ? new(ValueTag.State) : Counters.Sum(i.Code, left, right) ?? Value.Unknown);
    }
}
