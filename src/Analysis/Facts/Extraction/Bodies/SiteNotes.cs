namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Where a pass notes its sites, under the names that folded methods have.</summary>
/// <param name="splicedAt">For a body that is read in the middle of another: the instruction there; -1 otherwise.</param>
internal sealed class SiteNotes(FoldedBody folded, MethodSpans spans, int splicedAt)
{
    private readonly HashSet<int> _copied = [];
    private int _offset;

    /// <summary>The instruction that the sites belong to, in the flow.</summary>
    public int Instruction { get; private set; }

    public SiteDraft this[int site] => folded.Sites[site];

    public void MoveTo(int index, int offset)
    {
        Instruction = splicedAt >= 0 ? splicedAt : index;
        _offset = offset;
    }

    /// <summary>Notes a return, a throw, an await or a store between the sites.</summary>
    public void Step(StepKind kind, Value value, string slot = "") =>
        folded.Steps.Add(new(kind, Instruction, folded.Sites.Count, kind == StepKind.Return && value.Of == TypeQuestion.Answered ? ValueFact.Unknown : value.ToTest(folded.Arrays), slot, spans.At(_offset)));

    /// <summary>Notes a return, unless it was noted where the value was kept for it.</summary>
    public void Return(Value value)
    {
        if (!folded.Hoisted.IsReturned(value))
        {
            Step(StepKind.Return, value);
        }
    }

    /// <summary>Notes a store into a local that matters only where a test asks for that local.</summary>
    public void StepIfTested(Value value, string slot)
    {
        folded.OnlyIfTested.Add(folded.Steps.Count);
        Step(StepKind.LocalWrite, value, slot);
    }

    /// <summary>Notes a store into an element of an array, where a field holds that array.</summary>
    public void StoreElement(Value element)
    {
        if (element.Tag == ValueTag.FieldElement)
        {
            Step(StepKind.ElementWrite, new(ValueTag.Field, -1, element.Text));
        }
    }

    /// <summary>There is more than one of a value.</summary>
    public void Copy(Value value)
    {
        if (value.Tag is ValueTag.Result or ValueTag.New)
        {
            _copied.Add(value.Index);
        }
    }

    /// <summary>Nobody looks at a value. Half of <c>a ?? b</c> is dropped, too: a value that was copied before is used elsewhere.</summary>
    public void Discard(Value value, bool isRead = false)
    {
        if (!isRead && value is { Tag: ValueTag.Result or ValueTag.New, Index: >= 0 } && !_copied.Contains(value.Index) && folded.Sites[value.Index] is var site)
        {
            site.Use = site.Use switch
            {
                ResultUse.Used => ResultUse.Discarded,
                ResultUse.Awaited => ResultUse.AwaitedOnly,
                var use => use,
            };
        }
    }

    public void Await(Value value)
    {
        if (value is { Tag: ValueTag.Result or ValueTag.New, Index: >= 0 })
        {
            folded.Sites[value.Index].Use = ResultUse.Awaited;
        }
    }

    public int Add(SiteKind kind, MethodRef target, Value receiver)
    {
        folded.Sites.Add(new(kind, target, spans.At(_offset), Instruction) { Receiver = receiver });
        return folded.Sites.Count - 1;
    }

    /// <param name="isInstance">The instruction names an object that holds the field.</param>
    public int Add(SiteKind kind, FieldRef field, Value receiver, bool isInstance) =>
        Add(kind, field.Target(isInstance), receiver);

    public int Add(SiteKind kind, TypeName type) =>
        Add(kind, new MethodRef(type.Assembly, type.Name, "", DocIds.Type(type.Name), type.Arguments, [], 0, false), Value.Unknown);

    public int Add(SiteKind kind, Callee callee, Value receiver) => Add(kind, Folded(callee), receiver);

    private MethodRef Folded(Callee callee)
    {
        var reference = callee.Reference;
        var folding = folded.Context.Folding;
        if (callee.Definition.IsNil || !folding.IsFolded(callee.Definition))
        {
            return reference;
        }

        return reference with
        {
            Type = folded.Context.Members.Types.Name(folding.UsersType(callee.DeclaringDefinition)),
            Name = folding.DisplayName(callee.Definition),
            Id = folding.Id(callee.Definition),
            ParameterCount = folding.Parameters(callee.Definition, callee.Shape).Count,
        };
    }
}
