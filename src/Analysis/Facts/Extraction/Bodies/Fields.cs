using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Fields: a site when the user wrote the field, a name for a value when the compiler did.</summary>
internal sealed class Fields(FoldedBody folded, EvaluationStack stack, SiteNotes sites)
{
    public void Load(Instruction i)
    {
        var owner = i.Code is ILOpCode.Ldfld or ILOpCode.Ldflda ? stack.Pop() : Value.Unknown;
        var field = folded.Context.Members.Field(i.Token);
        if (folded.Context.Folding.IsCompilers(field.DeclaringDefinition))
        {
            stack.Push(folded.Hoisted.Of(field));
            return;
        }

        sites.Add(SiteKind.FieldRead, field, owner);
        stack.Push(new(ValueTag.Field, -1, field.Id));
    }

    /// <summary>Returns whether it is the store of a yield return, which leaves the method soon after.</summary>
    public bool Store(Instruction i)
    {
        var value = stack.Pop();
        var owner = i.Code == ILOpCode.Stfld ? stack.Pop() : Value.Unknown;
        var field = folded.Context.Members.Field(i.Token);
        if (!folded.Context.Folding.IsCompilers(field.DeclaringDefinition))
        {
            sites.Add(SiteKind.FieldWrite, field, owner);
            return false;
        }

        folded.Hoisted.Keep(field, value);
        return field.Name == CompilerNames.Current && folded.Context.Folding.IsMachine(field.DeclaringDefinition);
    }
}
