using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

internal sealed partial class BodyReader
{
    /// <summary>What is known of arguments, locals and fields.</summary>
    private sealed partial class Pass
    {
        private Value Argument(long number)
        {
            if (_hasReceiver && number == 0)
            {
                return new(_isClosureMember ? ValueTag.Closure : ValueTag.This);
            }

            var position = (int)number - (_hasReceiver ? 1 : 0);
            return position < 0 || position >= _parameters.Count || _use.IsReassigned(number) || _reader._isMachine ? Value.Unknown
                : Folding.IsClosureParameter(_parameters[position]) ? new(ValueTag.Closure)
                : new(ValueTag.Parameter, position);
        }

        private void StoreLocal(long local, Value value)
        {
            _stored[_at] = (local, value);
            if (Previous(_at) is var previous and >= 0 && _awaits.Contains(previous)
                && _members.Method(_code[previous].Token).Reference.Name == "GetAwaiter")
            {
                _awaited[local] = value;
            }

            if (_use.IsConstant(local) || value.Tag is ValueTag.State)
            {
                _locals[local] = value;
            }
            else
            {
                _locals.Remove(local);
            }
        }

        /// <summary>What stands behind an address. A struct that was stored just before is still what it was.</summary>
        private Value Load(Value value)
        {
            if (value.Tag != ValueTag.LocalAddress)
            {
                return value.Tag is ValueTag.Closure or ValueTag.Machinery or ValueTag.Field or ValueTag.Parameter ? value : Value.Unknown;
            }

            return _awaited.TryGetValue(value.Index, out var awaited) ? awaited : Value.Unknown;
        }

        private int Previous(int index)
        {
            do
            {
                index--;
            }
            while (index >= 0 && _code[index].Code == ILOpCode.Nop);
            return index;
        }

        private void LoadField(Instruction i)
        {
            var owner = i.Code is ILOpCode.Ldfld or ILOpCode.Ldflda ? Pop() : Value.Unknown;
            var field = _members.Field(i.Token);
            if (_folding.IsCompilers(field.DeclaringDefinition))
            {
                Push(Hoisted(field));
                return;
            }

            Add(SiteKind.FieldRead, FieldTarget(field), owner);
            Push(new(ValueTag.Field, -1, field.Id));
        }

        private Value Hoisted(FieldRef field)
        {
            var name = field.Name;
            if (name == CompilerNames.This)
            {
                return new(ValueTag.This);
            }

            if (name == CompilerNames.State)
            {
                return new(ValueTag.State);
            }

            if (CompilerNames.IsMachinery(name))
            {
                return new(ValueTag.Machinery);
            }

            if (name == "<>9" || CompilerNames.IsOuterClosure(name))
            {
                return new(ValueTag.Closure);
            }

            if (name.StartsWith("<>9__", StringComparison.Ordinal) || (name.Length > 1 && name[0] == '<' && name[1] is >= '0' and <= '9'))
            {
                return new(ValueTag.DelegateCache);
            }

            if (_reader._hoisted.TryGetValue(field.Definition, out var known))
            {
                return known;
            }

            var position = _reader._isMachine && _folding.IsMachine(field.DeclaringDefinition)
                ? Position(CompilerNames.ParameterCopy(name) ?? name, field)
                : -1;
            return position >= 0 ? new(ValueTag.Parameter, position) : Value.Unknown;
        }

        /// <summary>A state machine's field is called as the parameter it holds; the one write is the method's own, before the machine runs.</summary>
        private int Position(string name, FieldRef field)
        {
            if (name.Length == 0 || !_reader._context.Hoisted.IsWrittenOnce(field.Definition))
            {
                return -1;
            }

            for (var p = 0; p < _reader._parameterNames.Count; p++)
            {
                if (_reader._parameterNames[p] == name)
                {
                    return p;
                }
            }

            return -1;
        }

        private void StoreField(Instruction i)
        {
            var value = Pop();
            var owner = i.Code == ILOpCode.Stfld ? Pop() : Value.Unknown;
            var field = _members.Field(i.Token);
            if (!_folding.IsCompilers(field.DeclaringDefinition))
            {
                Add(SiteKind.FieldWrite, FieldTarget(field), owner);
                return;
            }

            _yielding |= field.Name == CompilerNames.Current && _folding.IsMachine(field.DeclaringDefinition);
            if (value.Tag != ValueTag.Null && (_reader._context.Hoisted.IsWrittenOnce(field.Definition) || CompilerNames.IsSpill(field.Name)))
            {
                _reader._hoisted[field.Definition] = value;
            }
        }
    }
}
