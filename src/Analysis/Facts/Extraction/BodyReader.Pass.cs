using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

internal sealed partial class BodyReader
{
    /// <summary>The pass over the instructions, and the stack that it keeps. What values are and what calls mean stands in files of their own.</summary>
    private sealed partial class Pass
    {
        private static readonly Value[] Exception = [Value.Unknown];
        private readonly BodyReader _reader;
        private readonly Members _members;
        private readonly Folding _folding;
        private readonly IReadOnlyList<Instruction> _code;
        private readonly IReadOnlyDictionary<int, int> _indexOf;
        private readonly MethodSpans _spans;
        private readonly LocalUse _use;
        private readonly HashSet<int> _awaits;
        private readonly bool _hasReceiver;
        private readonly bool _returns;
        private readonly bool _isClosureMember;
        private readonly IReadOnlyList<TypeName> _parameters;
        private readonly Dictionary<int, Value[]> _saved = [];
        private readonly Dictionary<long, Value> _locals = [];
        private readonly Dictionary<long, Value> _awaited = [];
        private readonly Dictionary<int, (long Local, Value Value)> _stored = [];
        private readonly List<Value> _stack = [];
        private int _at;
        private bool _yielding;

        public Pass(
            BodyReader reader,
            MethodDefinitionHandle handle,
            IReadOnlyList<Instruction> code,
            IReadOnlyDictionary<int, int> indexOf,
            ExceptionClause[] clauses,
            MethodSpans spans)
        {
            _reader = reader;
            _members = reader._context.Members;
            _folding = reader._context.Folding;
            _code = code;
            _indexOf = indexOf;
            _spans = spans;
            _use = new LocalUse(code);
            _awaits = reader._isMachine ? AwaitPlumbing.Find(code, indexOf, _members) : [];
            var callee = _members.Method(MetadataTokens.GetToken(handle));
            _hasReceiver = callee.Shape.HasReceiver;
            _returns = callee.Shape.Returns.Name != "System.Void";
            _parameters = callee.Shape.Parameters;
            _isClosureMember = _folding.IsCompilers(callee.DeclaringDefinition);
            foreach (var clause in clauses)
            {
                var enters = clause.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter;
                _saved[clause.HandlerOffset] = enters ? Exception : [];
                if (clause.Kind == ExceptionRegionKind.Filter)
                {
                    _saved[clause.TokenOrFilter] = Exception;
                }
            }
        }

        private int Site => _reader._spliced >= 0 ? _reader._spliced : _at;

        public void Run()
        {
            var falls = true;
            for (_at = 0; _at < _code.Count; _at++)
            {
                Enter(_code[_at].Offset, falls);
                Step(_code[_at]);
                falls = !_code[_at].IsUnconditional;
            }
        }

        private void Enter(int offset, bool falls)
        {
            if (!_saved.TryGetValue(offset, out var saved))
            {
                if (!falls)
                {
                    _stack.Clear();
                }

                return;
            }

            if (!falls || saved.Length != _stack.Count)
            {
                _stack.Clear();
                _stack.AddRange(saved);
                return;
            }

            for (var i = 0; i < saved.Length; i++)
            {
                _stack[i] = Value.Merge(_stack[i], saved[i]);
            }
        }

        private void Branch(Instruction instruction)
        {
            foreach (var target in instruction.Targets)
            {
                if (target <= instruction.Offset || instruction.Code == ILOpCode.Leave)
                {
                    continue;
                }

                if (!_saved.TryGetValue(target, out var saved))
                {
                    _saved.Add(target, [.. _stack]);
                }
                else if (saved.Length == _stack.Count)
                {
                    for (var i = 0; i < saved.Length; i++)
                    {
                        saved[i] = ReferenceEquals(saved, Exception) ? saved[i] : Value.Merge(saved[i], _stack[i]);
                    }
                }
            }
        }

        private void Step(Instruction i)
        {
            switch (i.Code)
            {
                case ILOpCode.Ldarg or ILOpCode.Ldarga:
                    Push(Argument(i.Operand));
                    break;
                case ILOpCode.Ldloc:
                    Push(_locals.TryGetValue(i.Operand, out var local) || _awaited.TryGetValue(i.Operand, out local) ? local : Value.Unknown);
                    break;
                case ILOpCode.Ldloca:
                    Push(new(ValueTag.LocalAddress, (int)i.Operand));
                    break;
                case ILOpCode.Stloc:
                    StoreLocal(i.Operand, Pop());
                    break;
                case ILOpCode.Ldc_i4 or ILOpCode.Ldc_i8:
                    Push(Value.Number(i.Operand));
                    break;
                case ILOpCode.Ldstr:
                    Push(new(ValueTag.Text, -1, _reader._context.Image.Metadata.GetUserString(MetadataTokens.UserStringHandle(i.Token & 0xFFFFFF))));
                    break;
                case ILOpCode.Ldnull:
                    Push(new(ValueTag.Null));
                    break;
                case ILOpCode.Dup:
                    var top = Pop();
                    Push(top);
                    Push(top);
                    break;
                case ILOpCode.Box or ILOpCode.Unbox_any or ILOpCode.Castclass or ILOpCode.Isinst
                    or ILOpCode.Conv_i4 or ILOpCode.Conv_u4 or ILOpCode.Conv_i8 or ILOpCode.Conv_u8:
                    break;
                case ILOpCode.Ldobj or ILOpCode.Ldind_ref:
                    Push(Load(Pop()));
                    break;
                case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Ldsfld or ILOpCode.Ldsflda:
                    LoadField(i);
                    break;
                case ILOpCode.Stfld or ILOpCode.Stsfld:
                    StoreField(i);
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Jmp:
                    Call(i);
                    break;
                case ILOpCode.Calli:
                    CallPointer(i);
                    break;
                case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                    TakeFunction(i);
                    break;
                case ILOpCode.Ldtoken:
                    LoadToken(i);
                    break;
                case ILOpCode.Ret:
                    Pop(_returns ? 1 : 0);
                    break;
                default:
                    Other(i);
                    break;
            }

            Suspend(i);
        }

        private void Other(Instruction i)
        {
            var state = false;
            for (var pops = IlTable.Pops[i.Row]; pops > 0; pops--)
            {
                state |= Pop().Tag == ValueTag.State;
            }

            if (i.Targets.Length > 0)
            {
                if (state && i.IsConditional)
                {
                    _reader._dispatches.Add(_at);
                }

                Branch(i);
            }

            for (var pushes = IlTable.Pushes[i.Row]; pushes > 0; pushes--)
            {
                Push(state ? new(ValueTag.State) : Value.Unknown);
            }
        }

        /// <summary>A yield return stores the current item, leaves the method, and comes back to what stands after.</summary>
        private void Suspend(Instruction i)
        {
            if (_yielding && i.Code is ILOpCode.Ret or ILOpCode.Leave or ILOpCode.Br)
            {
                _yielding = false;
                _reader._suspensions.Add(_at);
            }
        }

        private void Push(Value value) => _stack.Add(value);

        private Value Pop()
        {
            if (_stack.Count == 0)
            {
                return Value.Unknown;
            }

            var top = _stack[_stack.Count - 1];
            _stack.RemoveAt(_stack.Count - 1);
            return top;
        }

        private void Pop(int count)
        {
            for (; count > 0; count--)
            {
                Pop();
            }
        }
    }
}
