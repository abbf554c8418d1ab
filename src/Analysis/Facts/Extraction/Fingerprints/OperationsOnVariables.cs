using System.Reflection.Metadata;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Variables: what has one value is that value, what the method returns is its result, and only the others are variables in the text.</summary>
internal sealed partial class Operations
{
    private Term Load(int at, Instruction instruction, int state)
    {
        if (instruction.Code is ILOpCode.Ldloc or ILOpCode.Ldloca && instruction.Operand == _slots.StateLocal)
        {
            return Term.Constant(state);
        }

        if (instruction.Code is ILOpCode.Ldarg or ILOpCode.Ldarga && (_slots.IsMachine || _slots.Argument((int)instruction.Operand) < 0))
        {
            return new(_slots.IsMachine ? "machine" : "this");
        }

        return Variable(at, instruction.Code is ILOpCode.Ldloca or ILOpCode.Ldarga);
    }

    private void Store(int at, Instruction instruction, Term value, ref int state)
    {
        if (instruction.Code == ILOpCode.Stloc && instruction.Operand == _slots.StateLocal)
        {
            if (value.Kind == TermKind.Constant)
            {
                state = (int)value.Number;
            }

            return;
        }

        Set(at, value);
    }

    private Term Variable(int at, bool isAddress)
    {
        var slot = _slots.At(at, out var use);
        var type = TypeOf(slot, _body.Code[at]);
        var isBoolean = type == "System.Boolean";
        Term term;
        if (IsClosure(type))
        {
            return new("closure");
        }

        if (_webs is null)
        {
            // What was stored just now: a debug build keeps even true in a variable before it tests it.
            term = _last is { } last && Webs.After(_body, last.At) == at ? last.Value : new(slot) { IsBoolean = isBoolean };
        }
        else
        {
            var web = _webs.At(at, slot);
            if (web is null)
            {
                term = new("nothing");
            }
            else if (web.IsResult)
            {
                return Returned;
            }
            else if (web is { IsValue: true } or { IsPassing: true })
            {
                term = web is { IsLent: true, Value.Kind: TermKind.Constant } ? Term.Of("lent", web.Value!) : web.Value ?? (web.IsParameter ? new(slot) { IsBoolean = isBoolean } : new Term("unset"));
            }
            else
            {
                term = new($"v{NumberOf(web)}.{web.Version}") { IsBoolean = isBoolean };
            }
        }

        if (isBoolean && !term.IsBoolean && term.Kind == TermKind.Other)
        {
            term = term with { IsBoolean = true };
        }

        return isAddress && use != SlotUse.Clear ? Term.Of("&", term) : isAddress ? new("clear") : term;
    }

    private void Set(int at, Term value)
    {
        var slot = _slots.At(at, out _);
        if (_webs is null)
        {
            _evaluation.Note(at, value);
            _last = (at, value);
            return;
        }

        var web = _webs.At(at, slot);
        if (web is null || web.Loads.Count == 0 || IsClosure(TypeOf(slot, _body.Code[at])))
        {
            return;
        }

        if (web.IsResult)
        {
            Give(at, value);
        }
        else if (web.IsValue || web.IsPassing)
        {
            web.Value = value;
        }
        else if (!(web.IsUnset && slot[0] == 'F' && value is { Kind: TermKind.Constant, Number: 0 }))
        {
            // Not the compiler's: at the end of a scope it empties the fields that hold hoisted variables.
            _evaluation.Emit(at, $"v{NumberOf(web)} = {value.Text}");
            web.Version++;
        }
    }

    private string NumberOf(Web web)
    {
        if (web.Number < 0)
        {
            web.Number = _variables++;
        }

        return Number(web.Number);
    }

    private void Clear(int at, Instruction instruction, Term address)
    {
        if (address.Text == "clear")
        {
            Set(at - 1, new("default:" + TypeName(instruction.Token)));
        }
        else if (address.Text != "closure")
        {
            _evaluation.Emit(at, $"{address.Text} = default:{TypeName(instruction.Token)}");
        }
    }
}
