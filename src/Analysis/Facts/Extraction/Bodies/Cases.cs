using System.Globalization;
using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// What a body asks of its own parameters, and of properties and fields, by numbers: <c>switch (verb)</c>, <c>step.Kind == Kind.Full</c>. Only what a branch decides by itself: half of an <c>&amp;&amp;</c> says nothing of where the other half leads.
/// </summary>
internal sealed class Cases(SiteNotes sites, Arrays arrays)
{
    private readonly Dictionary<int, List<(Value Asked, Comparison Compares, int Against, int Target)>> _asked = [];
    private readonly List<(Value Asked, int Against)> _equalities = [];

    /// <summary>The outcome of comparing such a value with a number, as a value that does not outlive a join; null for any other comparison.</summary>
    public Value? Equality(ILOpCode code, Value left, Value right)
    {
        if (code != ILOpCode.Ceq || !IsAsked(left) || Number(right) is not { } number)
        {
            return null;
        }

        _equalities.Add((left, number));
        return new(ValueTag.Equality, _equalities.Count - 1);
    }

    /// <summary>A branch on the outcome of such a comparison.</summary>
    public void Truth(Instruction i, Value value)
    {
        if (value.Tag == ValueTag.Equality && i.Targets.Length == 1)
        {
            var (asked, against) = _equalities[value.Index];
            Add(asked, (i.Code == ILOpCode.Brtrue) != value.Not ? Comparison.Equal : Comparison.NotEqual, against, i.Targets[0]);
        }
    }

    /// <summary>A branch that compares by itself.</summary>
    public void Branch(Instruction i, Value left, Value right)
    {
        if (IsAsked(left) && Number(right) is { } against && i.Targets.Length == 1 && !IsUnsigned(i.Code))
        {
            Add(left, Counters.OfBranch(i.Code), against, i.Targets[0]);
        }
    }

    /// <summary>A jump table begins with zero, or with what was taken from the value before.</summary>
    public void Switch(Instruction i, Value value)
    {
        if (i.Code == ILOpCode.Switch && value is { Tag: ValueTag.Sum, Index: < 0 })
        {
            Table(i, new(ValueTag.Local, -1, value.Text), -value.Index);
        }
        else if (i.Code == ILOpCode.Switch && (IsAsked(value with { Stamp = 0 }) || value is { Tag: ValueTag.Local, Stamp: 0 } || (value is { Tag: ValueTag.Result, Index: >= 0 } && IsFirst(sites[value.Index]))))
        {
            Table(i, value with { Stamp = 0 }, value.Stamp);
        }
    }

    /// <summary>As facts, for a block that ends with an instruction.</summary>
    /// <param name="block">The block at an offset.</param>
    public IEnumerable<CaseFact> At(int instruction, int number, int next, Func<int, int> block) => !_asked.TryGetValue(instruction, out var cases) ? []
        : cases.Select(c => new CaseFact(number, c.Asked.ToTest(arrays), c.Compares, c.Against, block(c.Target), block(next)));

    private void Table(Instruction i, Value asked, int first)
    {
        for (var n = 0; n < i.Targets.Length; n++)
        {
            Add(asked, Comparison.Equal, n + first, i.Targets[n]);
        }
    }

    private void Add(Value asked, Comparison compares, int against, int target)
    {
        if (!_asked.TryGetValue(sites.Instruction, out var cases))
        {
            _asked.Add(sites.Instruction, cases = []);
        }

        cases.Add((asked, compares, against, target));
    }

    /// <summary>A parameter as it was handed over, or what a property or field holds; a range is compared after its lowest number was taken.</summary>
    private bool IsAsked(Value value) =>
        value is { Stamp: 0, Not: false, Of: TypeQuestion.None } && (value.Tag is ValueTag.Parameter or ValueTag.Field or ValueTag.Captured || (value is { Tag: ValueTag.Result, Index: >= 0 } && IsProperty(sites[value.Index])));

    /// <summary>Whether a value is what a property holds, as it is or behind a question mark.</summary>
    public static bool IsProperty(SiteDraft site) =>
        site.Target is { ParameterCount: 0 } target && (target.Name.StartsWith("get_", StringComparison.Ordinal) || target is { Type: "System.Nullable`1", Name: "GetValueOrDefault" });

    /// <summary>The number of the task that was first.</summary>
    public static bool IsFirst(SiteDraft site) => site.Target is { Type: "System.Threading.Tasks.Task", Name: "WaitAny" };

    /// <summary>Of these only whether the two are the same is known of a number below zero.</summary>
    private static bool IsUnsigned(ILOpCode code) => code is ILOpCode.Blt_un or ILOpCode.Ble_un or ILOpCode.Bgt_un or ILOpCode.Bge_un;

    private static int? Number(Value value) =>
        value.Tag == ValueTag.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
