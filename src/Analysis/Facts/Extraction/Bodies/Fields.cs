using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Fields: a site when the user wrote the field, a name for a value when the compiler did.</summary>
/// <param name="notesStores">Whether stores into locals are noted.</param>
/// <param name="endOfHandler">Where the user's handler ends that an offset stands in; null outside.</param>
/// <param name="discard">What is done with a value that nobody looks at.</param>
internal sealed class Fields(FoldedBody folded, EvaluationStack stack, SiteNotes sites, Counters counters, bool notesStores, Func<int, int?> endOfHandler, Action<Value> discard)
{
    public void Load(Instruction i)
    {
        var isInstance = i.Code is ILOpCode.Ldfld or ILOpCode.Ldflda;
        var owner = isInstance ? stack.Pop() : Value.Unknown;
        var field = folded.Context.Members.Field(i.Token);
        if (folded.Context.Folding.IsCompilers(field.DeclaringDefinition))
        {
            var hoisted = folded.Hoisted.Of(field);
            if (hoisted.Tag is ValueTag.Local or ValueTag.Captured)
            {
                folded.Locals[hoisted.Slot] = field.FieldType;
            }

            stack.Push(counters.Read(hoisted));
            return;
        }

        var site = sites.Add(SiteKind.FieldRead, field, owner, isInstance);

        // Whoever is handed the address may write there: then it has to be known which field of which object that is.
        stack.Push(new(ValueTag.Field, i.Code is ILOpCode.Ldflda or ILOpCode.Ldsflda ? site : -1, field.Id));
    }

    /// <summary><c>_since = null;</c> of a value type: what the address of was loaded gets its default.</summary>
    public void Clear(Value address)
    {
        if (address.Tag == ValueTag.LocalAddress)
        {
            folded.Arrays.Clear(address.Index);
        }
        else if (address is { Tag: ValueTag.Field, Index: >= 0 })
        {
            var read = sites[address.Index];
            sites[sites.Add(SiteKind.FieldWrite, read.Target, read.Receiver)].SetArguments([new(ValueTag.Null)], folded.Arrays);
        }
    }

    /// <summary>Returns whether it is the store of a yield return, which leaves the method soon after.</summary>
    public bool Store(Instruction i)
    {
        var value = stack.Pop();
        var isInstance = i.Code == ILOpCode.Stfld;
        var owner = isInstance ? stack.Pop() : Value.Unknown;
        var field = folded.Context.Members.Field(i.Token);
        if (!folded.Context.Folding.IsCompilers(field.DeclaringDefinition))
        {
            sites[sites.Add(SiteKind.FieldWrite, field, owner, isInstance)].SetArguments([value], folded.Arrays);
            sites.StoreElement(owner);
            return false;
        }

        if (folded.Hoisted.IsReturned(field))
        {
            sites.Return(value);
            return false;
        }

        if (folded.Hoisted.IsCapture(field))
        {
            sites.Step(StepKind.Capture, value, field.Name);
        }

        var end = value.Tag is ValueTag.Caught or ValueTag.Null || !folded.Hoisted.IsLocal(field) ? null : endOfHandler(i.Offset);
        if (end is not null || folded.Hoisted.IsVariable(field))
        {
            counters.Store(field.Name, value, notesStores);
        }

        if (folded.Hoisted.IsUnread(field))
        {
            discard(value);
        }

        folded.Hoisted.Keep(field, value, end ?? int.MaxValue);
        return field.Name == CompilerNames.Current && folded.Context.Folding.IsMachine(field.DeclaringDefinition);
    }
}
