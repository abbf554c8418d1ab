using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What is still known of a value after it was compared, or added to.</summary>
internal sealed class Arithmetic(EvaluationStack stack, Counters counters, Cases cases, Arrays arrays)
{
    /// <summary><c>x == false</c>, <c>x == null</c>, <c>x != null</c> are still a test of x; <c>n &lt; 3</c> is one of a number.</summary>
    public void Compare(Instruction i)
    {
        var right = stack.Pop();
        var left = stack.Pop();
        left = left.Of == TypeQuestion.Asked && right.Tag == ValueTag.Null ? left with { Of = TypeQuestion.Answered } : left;
        var isZero = right.Tag == ValueTag.Null || right is { Tag: ValueTag.Number, Text: "0" };
        var isTruth = isZero && i.Code is ILOpCode.Ceq or ILOpCode.Cgt_un && (right.Tag == ValueTag.Null || left.Tag is not (ValueTag.Local or ValueTag.Sum or ValueTag.Number));
        stack.Push(left.Tag == ValueTag.State || right.Tag == ValueTag.State ? new(ValueTag.State)
            : isTruth ? (i.Code == ILOpCode.Ceq ? left with { Not = !left.Not } : left)
            : counters.Compare(OfCompare(i.Code), left, right) ?? cases.Equality(i.Code, left, right) ?? (isZero && i.Code == ILOpCode.Ceq ? left with { Not = !left.Not } : Value.Unknown));
    }

    private static Comparison OfCompare(ILOpCode code) => code switch
    {
        ILOpCode.Ceq => Comparison.Equal,
        ILOpCode.Clt or ILOpCode.Clt_un => Comparison.Less,
        _ => Comparison.Greater,
    };

    /// <summary>
    /// <c>a &amp; b</c>, which a release build also makes of <c>a &amp;&amp; b</c>, is not zero only when neither is; <c>a | b</c> is zero only when both are.
    /// </summary>
    public void Combine(Instruction i)
    {
        var right = stack.Pop();
        var left = stack.Pop();
        if (left.Tag == ValueTag.State || right.Tag == ValueTag.State)
        {
            stack.Push(new(ValueTag.State));
            return;
        }

        var isOr = i.Code == ILOpCode.Or;

        // e.StatusCode >= 500 of something that may be nothing is compared, and asked whether there is anything.
        if (!isOr && left.Tag == ValueTag.Comparison && counters.AsksForValue(right))
        {
            stack.Push(left);
            return;
        }

        var parts = Parts(left, isOr).Concat(Parts(right, isOr)).ToList();
        if (parts.Count == 0)
        {
            stack.Push(Value.Unknown);
            return;
        }

        var all = arrays.Make(Value.Number(parts.Count));
        foreach (var part in parts)
        {
            arrays.Add(all, part);
        }

        stack.Push(all.Tag == ValueTag.Many ? all with { Tag = ValueTag.Conjunction, Not = isOr } : Value.Unknown);
    }

    /// <summary>What is not zero when a value is not; with <paramref name="negated"/> when it is.</summary>
    private IEnumerable<Value> Parts(Value value, bool negated)
    {
        var isTrue = value.Not == negated;
        return value.Tag switch
        {
            ValueTag.Conjunction => isTrue ? arrays.Of(value.Index) : [],
            ValueTag.Result or ValueTag.Parameter or ValueTag.Field or ValueTag.Local or ValueTag.Captured when isTrue && (value.Tag != ValueTag.Parameter || value.Stamp == 0) => [value with { Not = false }],
            _ => [],
        };
    }

    public void Add(Instruction i)
    {
        var right = stack.Pop();
        var left = stack.Pop();
        stack.Push(left.Tag == ValueTag.State || right.Tag == ValueTag.State ? new(ValueTag.State) : counters.Sum(i.Code, left, right) ?? Value.Unknown);
    }
}
