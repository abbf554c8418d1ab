using System.Reflection.Metadata;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Fields: those of a state machine are variables, those of a closure are captured ones, and the user's own are seen by others.</summary>
internal sealed partial class Operations
{
    private Term LoadField(int at, Instruction instruction, Term target, int state)
    {
        var field = Members.Field(instruction.Token);
        var isAddress = instruction.Code == ILOpCode.Ldflda;
        if (_scope.Context.Folding.IsMachine(field.DeclaringDefinition) && _slots.IsMachine)
        {
            return field.Name == CompilerNames.State ? Term.Constant(state)
                : field.Name == CompilerNames.This ? new("this")
                : _slots.MachineField(instruction.Token) is null ? new("machine")
                : Variable(at, isAddress);
        }

        if (_scope.Context.Folding.IsCompilers(field.DeclaringDefinition) && !IsAnonymous(field.Type))
        {
            return CompilerNames.IsDelegateCache(field.Name) ? Term.Zero
                : field.Name == CompilerNames.This ? new("this")
                : CompilerNames.IsOuterClosure(field.Name) ? new("closure")
                : Address(isAddress, new Term(_scope.Captured(field.Definition) + "@" + Number(_evaluation.Epoch)) { IsBoolean = field.FieldType.Name == "System.Boolean" });
        }

        var term = Term.Of(FieldName(field) + (isAddress ? "" : "@" + Number(_evaluation.Epoch)), target) with { IsBoolean = field.FieldType.Name == "System.Boolean" };
        return Address(isAddress, term);
    }

    private static Term Address(bool isAddress, Term term) => isAddress ? Term.Of("&", term) : term;

    private void StoreField(int at, Instruction instruction, Term target, Term value, ref int state)
    {
        var field = Members.Field(instruction.Token);
        if (_scope.Context.Folding.IsMachine(field.DeclaringDefinition) && _slots.IsMachine)
        {
            if (field.Name == CompilerNames.State)
            {
                state = value.Kind == TermKind.Constant ? (int)value.Number : state;
            }
            else if (field.Name == CompilerNames.Current)
            {
                _evaluation.Emit(at, "current " + value.Text);
            }
            else if (_slots.MachineField(instruction.Token) is not null)
            {
                Set(at, value);
            }

            return;
        }

        if (_scope.Context.Folding.IsCompilers(field.DeclaringDefinition) && !IsAnonymous(field.Type))
        {
            var isPlumbing = CompilerNames.IsDelegateCache(field.Name) || field.Name == CompilerNames.This || CompilerNames.IsOuterClosure(field.Name);
            if (!isPlumbing)
            {
                _evaluation.Emit(at, $"{_scope.Captured(field.Definition)} = {value.Text}");
            }

            return;
        }

        // A release build does not store in a new object what is there already.
        if (!(_isConstructor && target.Text == "this" && value is { Kind: TermKind.Constant, Number: 0 }))
        {
            _evaluation.Emit(at, $"{Term.Of(FieldName(field), target).Text} = {value.Text}");
        }
    }

    private Term LoadStatic(Instruction instruction)
    {
        var field = Members.Field(instruction.Token);
        var isCompilers = _scope.Context.Folding.IsCompilers(field.DeclaringDefinition);
        return CompilerNames.IsDelegateCache(field.Name) && isCompilers ? Term.Zero
            : isCompilers && CompilerNames.IsSharedClosure(field.Name) ? new("closure")
            : Address(instruction.Code == ILOpCode.Ldsflda, new Term(FieldName(field) + "@" + Number(_evaluation.Epoch)) { IsBoolean = field.FieldType.Name == "System.Boolean" });
    }

    private void StoreStatic(int at, Instruction instruction, Term value)
    {
        var field = Members.Field(instruction.Token);
        if (!(CompilerNames.IsDelegateCache(field.Name) && _scope.Context.Folding.IsCompilers(field.DeclaringDefinition)))
        {
            _evaluation.Emit(at, $"{FieldName(field)} = {value.Text}");
        }
    }
}
