using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>What each instruction does to the values on the stack, and what of it somebody outside could notice.</summary>
internal sealed partial class Operations
{
    private static readonly Term Returned = new("returned");

    private readonly Evaluation _evaluation;
    private readonly FingerprintScope _scope;
    private readonly DecodedBody _body;
    private readonly Slots _slots;
    private readonly Webs? _webs;
    private readonly Calls _calls;
    private readonly bool _isConstructor;
    private int _variables;
    private (int At, Term Value)? _last;

    public Operations(Evaluation evaluation, FingerprintScope scope, DecodedBody body, Slots slots, Webs? webs)
    {
        _evaluation = evaluation;
        _scope = scope;
        _body = body;
        _slots = slots;
        _webs = webs;
        _isConstructor = scope.Context.Image.Metadata.StringComparer.Equals(scope.Context.Image.Metadata.GetMethodDefinition(body.Method).Name, ".ctor");
        _calls = new(evaluation, scope, slots);
    }

    private Members Members => _scope.Context.Members;

    /// <summary>Nothing happens from here to the method's end: to go there is to end.</summary>
    public bool Ends(int at)
    {
        var instruction = _body.Code[at];
        return instruction.Code == ILOpCode.Ret
            || (instruction.Code == ILOpCode.Ldloc && _webs?.At(at, "L" + instruction.Operand) is { IsResult: true });
    }

    /// <summary>The compiler empties a field that nobody reads any more: <c>this.field = null</c> at the end of a scope.</summary>
    public bool ClearsNothing(int at)
    {
        var code = _body.Code;
        if (_webs is null || !_slots.IsMachine || at + 2 >= code.Count || code[at] is not { Code: ILOpCode.Ldarg, Operand: 0 })
        {
            return false;
        }

        var store = code[at + 1].Code == ILOpCode.Ldnull && code[at + 2].Code == ILOpCode.Stfld ? at + 2
            : code[at + 1].Code == ILOpCode.Ldflda && code[at + 2].Code == ILOpCode.Initobj ? at + 1
            : -1;
        return store >= 0 && _slots.At(store, out _) is { Length: > 0 } slot && _webs.At(store, slot) is not { Loads.Count: > 0, IsUnset: false };
    }

    public Step Step(int at, List<Term> stack, ref int state)
    {
        var instruction = _body.Code[at];
        switch (instruction.Code)
        {
            case ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Ldarg or ILOpCode.Ldarga:
                stack.Add(Load(at, instruction, state));
                return Fingerprints.Step.Next;
            case ILOpCode.Stloc or ILOpCode.Starg:
                Store(at, instruction, Pop(stack), ref state);
                return Fingerprints.Step.Next;
            case ILOpCode.Ldfld or ILOpCode.Ldflda:
                stack.Add(LoadField(at, instruction, Pop(stack), state));
                return Fingerprints.Step.Next;
            case ILOpCode.Stfld:
                var value = Pop(stack);
                StoreField(at, instruction, Pop(stack), value, ref state);
                return Fingerprints.Step.Next;
            case ILOpCode.Ldsfld or ILOpCode.Ldsflda:
                stack.Add(LoadStatic(instruction));
                return Fingerprints.Step.Next;
            case ILOpCode.Stsfld:
                StoreStatic(at, instruction, Pop(stack));
                return Fingerprints.Step.Next;
            case ILOpCode.Initobj:
                Clear(at, instruction, Pop(stack));
                return Fingerprints.Step.Next;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Calli or ILOpCode.Jmp:
                _calls.Call(at, instruction, stack);
                return Fingerprints.Step.Next;
            case ILOpCode.Ret:
                return Return(at, stack, state);
            case ILOpCode.Leave:
                stack.Clear();
                return Fingerprints.Step.Jump;
            case ILOpCode.Throw:
                _evaluation.Emit(at, "throw " + Pop(stack).Text);
                return Fingerprints.Step.End;
            case ILOpCode.Rethrow:
                _evaluation.Emit(at, "rethrow");
                return Fingerprints.Step.End;
            case ILOpCode.Endfinally:
                _evaluation.Tokens.Add("end");
                return Fingerprints.Step.End;
            case ILOpCode.Endfilter:
                _evaluation.Emit(at, "filter " + Pop(stack).Text, isEffect: false);
                return Fingerprints.Step.End;
            case ILOpCode.Brtrue or ILOpCode.Brfalse:
                return new(StepKind.Choose, Pop(stack), instruction.Code == ILOpCode.Brtrue);
            case ILOpCode.Switch:
                return new(StepKind.Switch, Pop(stack));
            default:
                return instruction.Targets.Length > 0 ? Compare(instruction.Code, stack) : Compute(at, instruction, stack);
        }
    }

    private static Term Pop(List<Term> stack)
    {
        if (stack.Count == 0)
        {
            throw new TooComplexException();
        }

        var top = stack[stack.Count - 1];
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private static Step Compare(ILOpCode code, List<Term> stack)
    {
        var isUnsigned = code is ILOpCode.Bge_un or ILOpCode.Bgt_un or ILOpCode.Ble_un or ILOpCode.Blt_un;
        var right = Unsigned(Pop(stack), isUnsigned);
        var left = Unsigned(Pop(stack), isUnsigned);
        var operation = code switch
        {
            ILOpCode.Beq => "eq",
            ILOpCode.Bne_un => "ne",
            ILOpCode.Bge or ILOpCode.Bge_un => "ge",
            ILOpCode.Bgt or ILOpCode.Bgt_un => "gt",
            ILOpCode.Ble or ILOpCode.Ble_un => "le",
            _ => "lt",
        };
        var isNull = code == ILOpCode.Bgt_un && right is { Kind: TermKind.Constant, Number: 0 };
        return new(StepKind.Choose, isNull ? left : Term.Compare(operation, left, right));
    }

    private Step Compute(int at, Instruction instruction, List<Term> stack)
    {
        switch (instruction.Code)
        {
            case ILOpCode.Ldc_i4 or ILOpCode.Ldc_i8:
                stack.Add(Term.Constant(instruction.Operand));
                return Fingerprints.Step.Next;
            case ILOpCode.Ldnull:
                stack.Add(Term.Zero);
                return Fingerprints.Step.Next;
            case ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8:
                stack.Add(new("real:" + Real(instruction)));
                return Fingerprints.Step.Next;
            case ILOpCode.Ldstr:
                stack.Add(new(Term.Short("\"" + Literals.Text(_scope.Context.Image.Metadata, instruction.Token) + "\"")));
                return Fingerprints.Step.Next;
            case ILOpCode.Ldtoken:
                stack.Add(new("token:" + TokenName(instruction.Token)));
                return Fingerprints.Step.Next;
            case ILOpCode.Dup:
                stack.Add(stack.Count == 0 ? throw new TooComplexException() : stack[stack.Count - 1]);
                return Fingerprints.Step.Next;
            case ILOpCode.Pop:
                Pop(stack);
                return Fingerprints.Step.Next;
            case ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un:
                var right = Unsigned(Pop(stack), instruction.Code is ILOpCode.Cgt_un or ILOpCode.Clt_un);
                var left = Unsigned(Pop(stack), instruction.Code is ILOpCode.Cgt_un or ILOpCode.Clt_un);
                var isSomething = instruction.Code == ILOpCode.Cgt_un && right is { Kind: TermKind.Constant, Number: 0 };
                stack.Add(isSomething ? Term.IsSomething(left) : Term.Compare(instruction.Code == ILOpCode.Ceq ? "eq" : instruction.Code is ILOpCode.Clt or ILOpCode.Clt_un ? "lt" : "gt", left, right));
                return Fingerprints.Step.Next;
            case ILOpCode.And or ILOpCode.Or when stack.Count > 1 && IsLogical(stack[stack.Count - 1]) && IsLogical(stack[stack.Count - 2]):
                var second = Pop(stack);
                var first = Pop(stack);
                return instruction.Code == ILOpCode.And
                    ? new(StepKind.Fork, first, true, second, Term.Zero)
                    : new(StepKind.Fork, first, true, Term.Constant(1), second);
            default:
                Other(at, instruction, stack);
                return Fingerprints.Step.Next;
        }
    }

    /// <summary>A state machine asks by one comparison whether its state is among several: -1, before the first await, is more than any.</summary>
    private static Term Unsigned(Term term, bool isUnsigned) =>
        isUnsigned && term is { Kind: TermKind.Constant, Number: < 0 } ? Term.Constant((uint)term.Number) : term;

    private static bool IsLogical(Term term) => term.IsBoolean;

    /// <summary>Everything else takes values and makes one, or stores through an address.</summary>
    private void Other(int at, Instruction instruction, List<Term> stack)
    {
        var pops = Metadata.IlTable.Pops[instruction.Row];
        var pushes = Metadata.IlTable.Pushes[instruction.Row];
        if (pops < 0 || pushes < 0 || pushes > 1)
        {
            throw new TooComplexException();
        }

        var operands = new Term[pops];
        for (var i = pops - 1; i >= 0; i--)
        {
            operands[i] = Pop(stack);
        }

        var hasType = (Metadata.IlTable.Operand[instruction.Row] & Metadata.IlTable.SizeMask) == 4;
        var name = instruction.Code.ToString() + (hasType ? ":" + TypeName(instruction.Token) : "");
        if (pushes == 1)
        {
            var reads = instruction.Code is (>= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_ref) or ILOpCode.Ldobj or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref) or ILOpCode.Ldelem;
            stack.Add(reads ? Term.Of(name + "@" + Number(_evaluation.Epoch), operands) : Term.Of(name, operands));
        }
        else
        {
            _evaluation.Emit(at, Term.Of(name, operands).Text);
        }
    }

    private Step Return(int at, List<Term> stack, int state)
    {
        if (_slots.IsMachine && state > 0 && stack.Count > 0 && stack[stack.Count - 1] is { Kind: TermKind.Constant, Number: 1 })
        {
            stack.Clear();
            _evaluation.Tokens.Add("yield");
            return Fingerprints.Step.Resume;
        }

        if (stack.Count > 0 && !_slots.IsMachine)
        {
            Give(at, stack[stack.Count - 1]);
        }

        return Fingerprints.Step.Return;
    }

    /// <summary>The method's result, written down where it is first known to be that.</summary>
    private void Give(int at, Term value)
    {
        if (value != Returned)
        {
            _evaluation.Emit(at, "result " + value.Text);
        }
    }

    private string TypeOf(string slot, Instruction instruction)
    {
        if (slot.Length == 0)
        {
            return "";
        }

        if (slot[0] == 'A')
        {
            var index = int.Parse(slot.Substring(1), CultureInfo.InvariantCulture);
            return index < _slots.Shape.Parameters.Count ? _slots.Shape.Parameters[index].Name : "";
        }

        return slot[0] == 'F' ? Members.Field(instruction.Token).FieldType.Name
            : instruction.Operand < _slots.LocalTypes.Count ? _slots.LocalTypes[(int)instruction.Operand].Name
            : "";
    }

    private static bool IsClosure(string type) => type.IndexOf("<>c__DisplayClass", StringComparison.Ordinal) >= 0;

    private static bool IsAnonymous(string type) => type.IndexOf("AnonymousType", StringComparison.Ordinal) >= 0 || type.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);

    private static string FieldName(FieldRef field) => FingerprintScope.Plain(field.Id);

    private string TypeName(int token) => FingerprintScope.Plain(Members.Signatures.Type(MetadataTokens.EntityHandle(token)).ToString());

    private string TokenName(int token) => MetadataTokens.EntityHandle(token).Kind switch
    {
        HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification => TypeName(token),
        HandleKind.FieldDefinition => FieldName(Members.Field(token)),
        HandleKind.MemberReference when _scope.Context.Image.Metadata.GetMemberReference((MemberReferenceHandle)MetadataTokens.EntityHandle(token)).GetKind() == MemberReferenceKind.Field => FieldName(Members.Field(token)),
        _ => FingerprintScope.Plain(Members.Method(token).Reference.Id),
    };

    private unsafe string Real(Instruction instruction)
    {
        _scope.Context.Image.TryGetBody(_body.Method, out var body);
        var size = instruction.Code == ILOpCode.Ldc_r4 ? 4 : 8;
        var bits = 0UL;
        for (var i = size - 1; i >= 0; i--)
        {
            bits = (bits << 8) | body.Code[instruction.Next - size + i];
        }

        return bits.ToString("x", CultureInfo.InvariantCulture);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
