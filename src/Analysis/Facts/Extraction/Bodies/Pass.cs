using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// One pass over the instructions of a body with an abstract stack that knows constants, parameters, delegates and the results of earlier sites.
/// What is dropped stands in docs/decisions/0014-folding.md.
/// </summary>
internal sealed class Pass
{
    private readonly FoldedBody _folded;
    private readonly DecodedBody _body;
    private readonly bool _isSpliced;
    private readonly bool _returns;
    private readonly bool _notesStores;
    private readonly EvaluationStack _stack;
    private readonly Variables _variables;
    private readonly SiteNotes _sites;
    private readonly Delegates _delegates;
    private readonly Fields _fields;
    private readonly Counters _counters;
    private readonly Arithmetic _arithmetic;
    private readonly Tokens _tokens;
    private readonly Calls _calls;
    private readonly HashSet<int> _awaits;
    private readonly HashSet<int> _unreached;
    private readonly Rethrows _rethrows;
    private readonly EndingCalls _ending;
    private int _at;
    private bool _yielding;

    /// <param name="regions">The body's own; null for a spliced one, whose handlers are not looked at.</param>
    /// <param name="splicedAt">The instruction of another body that this one stands at; -1 when it stands for itself.</param>
    public Pass(FoldedBody folded, DecodedBody body, MethodSpans spans, Regions? regions, int splicedAt = -1)
    {
        var context = folded.Context;
        var awaits = folded.IsMachine ? AwaitPlumbing.Find(body, context.Members) : [];
        Resumed = awaits.Count == 0 ? [] : [.. awaits.Where(at => body.Code[at].IsConditional)];
        Decided = KnownOutcomes.Find(body, folded.IsMachine);
        _awaits = awaits;
        _unreached = folded.IsAsync && !_isSpliced ? Unreached.Find(body) : [];
        _folded = folded;
        _body = body;
        _isSpliced = splicedAt >= 0;
        _returns = context.Members.Method(MetadataTokens.GetToken(body.Method)).Shape.Returns.Name != "System.Void";
        _notesStores = regions is { HaveCatch: true } || (!_isSpliced && body.GoesBack);
        _stack = new EvaluationStack(body.Clauses, regions?.OfClause ?? [.. Enumerable.Repeat(-1, body.Clauses.Length)]);
        _variables = new Variables(folded, body, awaits);
        _sites = new SiteNotes(folded, spans, splicedAt);
        _delegates = new Delegates(context, _stack, _sites);
        _counters = new Counters(_sites, folded.Arrays);
        Cases = new Cases(_sites, folded.Arrays);
        _arithmetic = new Arithmetic(_stack, _counters, Cases, folded.Arrays);
        _fields = new Fields(folded, _stack, _sites, _counters, _notesStores, offset => regions?.EndOfHandler(offset), value => _sites.Discard(value));
        _tokens = new Tokens(context, _sites);
        _rethrows = Rethrows.Find(body, context.Members);
        _ending = new EndingCalls(folded, body, _sites, _rethrows);
        _calls = new Calls(folded, _stack, _variables, _sites, _delegates, new Plumbing(folded, _rethrows), awaits);
    }

    /// <summary>Constants that decide a test before it is made: the last instruction of each, and where it goes on.</summary>
    public IReadOnlyDictionary<int, int> Decided { get; }

    /// <summary>Branches on the state of a state machine: no way that the user's statements take.</summary>
    public HashSet<int> Dispatches { get; } = [];

    /// <summary>The branch on the state whose first target is where an iterator begins; -1 when there is none.</summary>
    public int Beginning { get; private set; } = -1;

    /// <summary>Branches that only the compiler's spelling of a rethrow knows: they always jump.</summary>
    public HashSet<int> Certain => _rethrows.Tests;

    /// <summary>Calls behind which nothing runs.</summary>
    public HashSet<int> Ended => _ending.All;

    /// <summary>Jumps of awaits over their suspension: to the user's statements an await goes on, sooner or later.</summary>
    public HashSet<int> Resumed { get; }

    /// <summary>Where a yield return leaves the method and comes back to what stands after.</summary>
    public HashSet<int> Suspensions { get; } = [];

    /// <summary>What each conditional branch tests, and the end of each when clause.</summary>
    public Dictionary<int, Test> Tests { get; } = [];

    /// <summary>What branches ask of parameters by numbers.</summary>
    public Cases Cases { get; }

    public void Run()
    {
        var falls = true;
        for (_at = 0; _at < _body.Code.Count; _at++)
        {
            var instruction = _body.Code[_at];
            if (_unreached.Contains(_at))
            {
                falls = false;
                continue;
            }

            _stack.Enter(instruction.Offset, falls);
            _sites.MoveTo(_at, instruction.Offset);
            _variables.MoveTo(_at);
            _folded.Hoisted.MoveTo(_isSpliced ? 0 : instruction.Offset);
            Step(instruction);
            Suspend(instruction);
            falls = !instruction.IsUnconditional && !Decided.ContainsKey(_at) && !_ending.Skip(instruction, ref _at);
        }
    }

    private void Step(Instruction i)
    {
        switch (i.Code)
        {
            case ILOpCode.Ldarg or ILOpCode.Ldarga:
                _stack.Push(_variables.Argument(i.Operand));
                break;
            case ILOpCode.Ldloc:
                Load(i.Operand);
                break;
            case ILOpCode.Ldloca:
                var address = new Value(ValueTag.LocalAddress, (int)i.Operand);
                _variables.NoteType(address);
                _stack.Push(address);
                break;
            case ILOpCode.Stloc:
                Store(i);
                break;
            case ILOpCode.Ldc_i4 or ILOpCode.Ldc_i8 or ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8:
                _stack.Push(i.Operand == Instruction.Broken ? Value.Unknown : Value.Number(i.Operand));
                break;
            case ILOpCode.Ldstr:
                _stack.Push(new(ValueTag.Text, -1, _folded.Context.Image.Metadata.GetUserString(MetadataTokens.UserStringHandle(i.Token & 0xFFFFFF))));
                break;
            case ILOpCode.Ldnull:
                _stack.Push(new(ValueTag.Null));
                break;
            case ILOpCode.Dup:
                var top = _stack.Pop();
                _sites.Copy(top);
                _stack.Push(top);
                _stack.Push(top);
                break;
            case ILOpCode.Isinst:
                TestType(i);
                break;
            case ILOpCode.Box or ILOpCode.Unbox_any or ILOpCode.Castclass
                or ILOpCode.Conv_i4 or ILOpCode.Conv_u4 or ILOpCode.Conv_i8 or ILOpCode.Conv_u8:
                break;
            case ILOpCode.Ldobj or ILOpCode.Ldind_ref:
                _stack.Push(_variables.Behind(_stack.Pop()));
                break;
            case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Ldsfld or ILOpCode.Ldsflda:
                _fields.Load(i);
                break;
            case ILOpCode.Stfld or ILOpCode.Stsfld:
                _yielding |= _fields.Store(i);
                break;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Jmp:
                Splice(_calls.Read(i, _at));
                break;
            case ILOpCode.Calli:
                _calls.ReadPointer(i);
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                _delegates.Take(i);
                break;
            case ILOpCode.Ldtoken:
                _tokens.Load(i);
                _stack.Push(Value.Unknown);
                break;
            case ILOpCode.Ret:
                Return(_returns ? _stack.Pop() : Value.Unknown);
                break;
            case ILOpCode.Throw:
                Throw(_stack.Pop());
                break;
            case ILOpCode.Rethrow:
                _sites.Step(StepKind.Rethrow, Value.Unknown);
                break;
            case ILOpCode.Pop:
                _sites.Discard(_stack.Pop());
                break;
            case ILOpCode.Newarr:
                _stack.Push(_folded.Arrays.Make(_stack.Pop()));
                break;
            case ILOpCode.Ldlen:
                _stack.Push(_folded.Arrays.Length(_stack.Pop()));
                break;
            case ILOpCode.Add or ILOpCode.Sub or ILOpCode.Add_ovf or ILOpCode.Sub_ovf:
                _arithmetic.Add(i);
                break;
            case ILOpCode.And or ILOpCode.Or:
                _arithmetic.Combine(i);
                break;
            case ILOpCode.Endfilter:
                Tests[_at] = _counters.Of(_stack.Pop());
                break;
            case >= ILOpCode.Beq and <= ILOpCode.Blt_un:
                Branch(i);
                break;
            case ILOpCode.Ceq or ILOpCode.Cgt_un or ILOpCode.Cgt or ILOpCode.Clt or ILOpCode.Clt_un:
                _arithmetic.Compare(i);
                break;
            case ILOpCode.Starg:
                var given = _stack.Pop();
                StoreArgument(i.Operand, given);
                _sites.Discard(given, _variables.IsArgumentRead(i.Operand)); // _ = Post(), where the lambda has a parameter of that name
                break;
            case ILOpCode.Initobj:
                _fields.Clear(_stack.Pop());
                break;
            case ILOpCode.Ldelema:
                _stack.Pop();
                _stack.Push(Value.ElementOf(_stack.Pop()));
                break;
            case ILOpCode.Stobj or (>= ILOpCode.Stind_ref and <= ILOpCode.Stind_r8) or ILOpCode.Stind_i:
                var behind = _stack.Pop();
                StoreBehind(_stack.Pop(), behind);
                break;
            case ILOpCode.Stelem or (>= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref):
                var element = _stack.Pop();
                _stack.Pop();
                var array = _stack.Pop();
                _folded.Arrays.Add(array, element);
                _sites.StoreElement(Value.ElementOf(array));
                break;
            default:
                Other(i);
                break;
        }
    }

    private void Other(Instruction i)
    {
        var (state, popped) = (false, Value.Unknown);
        for (var pops = IlTable.Pops[i.Row]; pops > 0; pops--)
        {
            popped = _stack.Pop();
            state |= popped.Tag == ValueTag.State;
            if (i.Code is ILOpCode.Brtrue or ILOpCode.Brfalse)
            {
                var test = _counters.Of(popped);
                Cases.Truth(i, popped);
                Tests[_at] = i.Code == ILOpCode.Brtrue ? test : test with { JumpsWhenTrue = !test.JumpsWhenTrue };
                if (popped.Tag == ValueTag.Disposing)
                {
                    (i.Code == ILOpCode.Brtrue ? Dispatches : Resumed).Add(_at);
                }
            }
        }

        if (i.Targets.Length > 0)
        {
            Cases.Switch(i, popped);
            if (state && i.IsConditional)
            {
                // An iterator jumps to its beginning in state 0; an asynchronous method falls through to it.
                if (_folded.IsIterator && Beginning < 0 && i.Code is ILOpCode.Switch or ILOpCode.Brfalse)
                {
                    Beginning = _at;
                }
                else
                {
                    Dispatches.Add(_at);
                }
            }

            if (!Decided.ContainsKey(_at))
            {
                _stack.Branch(i);
            }
        }

        for (var pushes = IlTable.Pushes[i.Row]; pushes > 0; pushes--)
        {
            _stack.Push(state ? new(ValueTag.State) : Value.Unknown);
        }
    }

    private void Store(Instruction i)
    {
        var value = _stack.Pop();
        if (_variables.IsResult(i.Operand))
        {
            _sites.Return(value);
        }
        else if (value.Tag is not (ValueTag.State or ValueTag.Machinery or ValueTag.Closure) && !AwaitPlumbing.LeavesAwaiter(_awaits, _body.Code, _at - 1, _folded.Context.Members) // no variable of the user's
            && !_variables.IsState(i.Operand) && !_variables.IsConstant(i.Operand) && _variables.IsRead(i.Operand))
        {
            _counters.Store(Slot(i.Operand), value, _notesStores);
        }

        _sites.Discard(value, _variables.IsRead(i.Operand));
        _variables.Store(_at, i.Operand, value);
    }

    private void TestType(Instruction i)
    {
        var value = _stack.Pop();
        var type = value.Tag is ValueTag.Parameter or ValueTag.Result or ValueTag.Caught ? _folded.Context.Members.Signatures.Type(MetadataTokens.EntityHandle(i.Token)).Name : "";
        _stack.Push(value.Tag is ValueTag.Parameter or ValueTag.Result ? value with { Of = TypeQuestion.Asked, Text = type } : value);
        if (value.Tag == ValueTag.Caught || (value.Tag == ValueTag.Parameter && type.EndsWith("Exception", StringComparison.Ordinal)))
        {
            _sites.Step(StepKind.TypeTest, value, type);
        }
    }

    private void Throw(Value value)
    {
        if (!_rethrows.Impossible.Contains(_at))
        {
            _sites.Step(StepKind.Throw, value);
        }
    }

    /// <summary>A local that is another name for a counter is what that was when it was copied: <c>n++</c> goes through one.</summary>
    private void Load(long local)
    {
        var value = _body.HasCleared(local, _at) ? new(ValueTag.Null) : _variables.Local(local);
        _variables.NoteType(value);
        _stack.Push(value.Index == local ? _counters.Read(value) : value);
    }

    private void StoreArgument(long number, Value value)
    {
        if (_notesStores)
        {
            _sites.Step(StepKind.ParameterWrite, value, Slot(number));
        }
    }

    private void StoreBehind(Value address, Value value)
    {
        switch (address.Tag)
        {
            case ValueTag.ElementAddress:
                _folded.Arrays.Add(address, value);
                break;
            case ValueTag.FieldElement:
                _sites.StoreElement(address);
                break;
            case ValueTag.Parameter:
                StoreArgument(address.Index, value);
                break;
            case ValueTag.LocalAddress when _notesStores:
                _sites.Step(StepKind.LocalWrite, value, Slot(address.Index));
                break;
        }
    }

    /// <summary>A state machine's MoveNext returns nothing that the user wrote; a stored result has been noted where it was stored.</summary>
    private void Return(Value value)
    {
        if (_returns && !_folded.IsMachine && !_isSpliced && !(value.Tag == ValueTag.Local && _variables.IsResult(value.Index)) && !IsStoredResult())
        {
            _sites.Step(StepKind.Return, value);
        }
    }

    private bool IsStoredResult() => _at > 0 && _body.Code[_at - 1] is { Code: ILOpCode.Ldloc } load && _variables.IsResult(load.Operand);

    private void Branch(Instruction i)
    {
        var (right, left) = (_stack.Pop(), _stack.Pop());
        if (left.Tag == ValueTag.State || right.Tag == ValueTag.State)
        {
            Dispatches.Add(_at);
        }
        else if (_counters.Ask(Counters.OfBranch(i.Code), left, right) is { } test)
        {
            Tests[_at] = test;
        }

        Cases.Branch(i, left, right);
        _stack.Branch(i);
    }

    private static string Slot(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A yield return stores the current item, then leaves.</summary>
    private void Suspend(Instruction i)
    {
        if (_yielding && i.Code is ILOpCode.Ret or ILOpCode.Leave or ILOpCode.Br)
        {
            _yielding = false;
            Suspensions.Add(_at);
        }
    }

    /// <summary>An iterator keeps its finally blocks in methods of their own: their sites stand where they are called.</summary>
    private void Splice(MethodDefinitionHandle method)
    {
        if (!method.IsNil && !_isSpliced && DecodedBody.Of(_folded.Context.Image, method) is { } body)
        {
            new Pass(_folded, body, _folded.Context.Symbols.Spans(method), regions: null, _at).Run();
        }
    }
}
