namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>A site while its body is being read: a delegate's consumer comes after it.</summary>
internal sealed class SiteDraft(SiteKind kind, MethodRef target, SourceSpan span, int instruction)
{
    private IReadOnlyList<ValueFact> _arguments = [];

    public MethodRef Target { get; } = target;

    /// <summary>Index of the instruction, for the flow.</summary>
    public int Instruction { get; } = instruction;

    public Value Receiver { get; set; }

    public int Consumer { get; set; } = -1;

    public int ConsumerArgument { get; set; } = -1;

    public ResultUse Use { get; set; }

    public void SetArguments(IReadOnlyList<Value> values, Arrays arrays)
    {
        var known = values.Count;
        var facts = new ValueFact[known];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = values[i].ToFact(arrays);
        }

        while (known > 0 && facts[known - 1].Kind == ValueKind.Unknown)
        {
            known--;
        }

        _arguments = known == facts.Length ? facts : facts.Take(known).ToArray();
    }

    public SiteFact ToFact(Arrays arrays) => new(kind, Target, span, _arguments, Consumer, ConsumerArgument, Receiver.ToFact(arrays), Use);
}
