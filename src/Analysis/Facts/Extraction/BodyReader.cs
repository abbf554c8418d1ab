using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>What a body's reader needs to know about its assembly.</summary>
internal sealed record BodyContext(AssemblyImage Image, Members Members, Folding Folding, HoistedFields Hoisted, Symbols Symbols);

/// <summary>
/// Reads one folded body: a single pass over an abstract stack that knows constants, parameters, delegates and the results of earlier sites.
/// Stacks are kept at branch targets and merged there; what two paths disagree on is unknown. Not sites: the calls of an await, everything
/// done to a state machine's builder, awaiters, promise and state, the wait in an async Main's entry point, closures and the fields in them, cached
/// delegates, calls of helpers that the compiler put into the assembly, and calli, which names nobody.
/// </summary>
internal sealed class BodyReader
{
    private readonly BodyContext _context;
    private readonly MethodDefinitionHandle _method;
    private readonly MethodSpans _spans;
    private readonly List<SiteDraft> _sites = [];
    private readonly Dictionary<FieldDefinitionHandle, Value> _hoisted = [];
    private readonly HashSet<int> _dispatches = [];
    private readonly HashSet<int> _suspensions = [];
    private readonly bool _isMachine;
    private readonly bool _isAsyncMain;
    private readonly IReadOnlyList<string> _parameterNames;
    private int _spliced = -1;

    /// <param name="method">The user's method; the body may be its state machine's.</param>
    public BodyReader(BodyContext context, MethodDefinitionHandle method)
    {
        _context = context;
        _method = method;
        var body = context.Folding.BodyOf(method);
        _isMachine = body != method;
        _isAsyncMain = context.Image.Metadata.StringComparer.Equals(context.Image.Metadata.GetMethodDefinition(method).Name, CompilerNames.AsyncMain);
        _spans = context.Symbols.Spans(body);
        Span = _spans.First;
        _parameterNames = _isMachine ? ParameterNames(context.Image.Metadata, method) : [];
    }

    public SourceSpan Span { get; }

    public IReadOnlyList<SiteFact> Sites { get; private set; } = [];

    public FlowFact Flow { get; private set; } = FlowFact.None;

    public void Read()
    {
        var handle = _context.Folding.BodyOf(_method);
        if (!_context.Image.TryGetBody(handle, out var body) || body.Length == 0)
        {
            return;
        }

        var code = Instruction.Decode(body);
        var indexOf = new Dictionary<int, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
        {
            indexOf.Add(code[i].Offset, i);
        }

        var clauses = new ExceptionClause[body.ClauseCount];
        for (var i = 0; i < clauses.Length; i++)
        {
            clauses[i] = body.Clause(i);
        }

        new Pass(this, handle, code, indexOf, clauses, _spans).Run();
        if (_sites.Count > 0)
        {
            Sites = _sites.ConvertAll(site => site.ToFact());
            var behind = HandlersBehind.Find(code, indexOf, clauses);
            behind.NeverTaken.UnionWith(_dispatches);
            Flow = new FlowGraph(code, indexOf, clauses, behind.NeverTaken, behind.AlwaysTaken, _suspensions).Order(_sites.ConvertAll(site => site.Instruction));
        }
    }

    /// <summary>An iterator keeps its finally blocks in methods of their own: their sites stand where they are called.</summary>
    private void Splice(MethodDefinitionHandle handle, int instruction)
    {
        if (_spliced >= 0 || !_context.Image.TryGetBody(handle, out var body) || body.Length == 0)
        {
            return;
        }

        var code = Instruction.Decode(body);
        var indexOf = new Dictionary<int, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
        {
            indexOf.Add(code[i].Offset, i);
        }

        _spliced = instruction;
        new Pass(this, handle, code, indexOf, [], _context.Symbols.Spans(handle)).Run();
        _spliced = -1;
    }

    private static List<string> ParameterNames(MetadataReader metadata, MethodDefinitionHandle method)
    {
        var names = new List<string>();
        foreach (var handle in metadata.GetMethodDefinition(method).GetParameters())
        {
            var parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber > 0 && parameter.SequenceNumber < 1024)
            {
                while (names.Count < parameter.SequenceNumber)
                {
                    names.Add("");
                }

                names[parameter.SequenceNumber - 1] = metadata.GetString(parameter.Name);
            }
        }

        return names;
    }

    private sealed class Pass
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

        private void Call(Instruction i)
        {
            var callee = _members.Method(i.Token);
            if (_folding.Thunk(callee.Definition) is { } thunk)
            {
                callee = thunk;
            }

            var arguments = new Value[callee.Shape.Parameters.Count];
            for (var a = arguments.Length - 1; a >= 0; a--)
            {
                arguments[a] = Pop();
            }

            if (i.Code == ILOpCode.Newobj)
            {
                Create(callee, arguments);
                return;
            }

            var receiver = callee.Shape.HasReceiver ? Receiver(Pop()) : Value.Unknown;
            if (_awaits.Contains(_at))
            {
                Await(callee, callee.Shape.HasReceiver ? receiver : Load(arguments.Length > 0 ? arguments[0] : Value.Unknown));
                return;
            }

            var result = Value.Unknown;
            if (!IsPlumbing(callee, receiver, arguments))
            {
                var direct = i.Code != ILOpCode.Callvirt || IsDefinite(callee.Definition);
                var site = Add(direct ? SiteKind.Call : SiteKind.VirtualCall, Target(callee), receiver);
                Describe(site, callee, receiver, arguments);
                result = Concatenation(callee, arguments) ?? new(ValueTag.Result, site);
            }

            if (callee.Shape.Returns.Name != "System.Void")
            {
                Push(result);
            }
        }

        private void Create(Callee callee, Value[] arguments)
        {
            if (arguments.Length == 2 && arguments[1].Tag == ValueTag.FunctionPointer)
            {
                var made = _reader._sites[arguments[1].Index];
                made.Receiver = arguments[0];
                Push(new(ValueTag.Delegate, arguments[1].Index, arguments[1].Text));
                return;
            }

            if (_folding.IsCompilers(callee.DeclaringDefinition))
            {
                Push(new(ValueTag.Closure));
                return;
            }

            var site = Add(SiteKind.New, Target(callee), Value.Unknown);
            Describe(site, callee, Value.Unknown, arguments);
            Push(new(ValueTag.New, site));
        }

        private void Describe(int site, Callee callee, Value receiver, Value[] arguments)
        {
            var kept = callee.Definition.IsNil ? arguments.Length : _folding.Parameters(callee.Definition, callee.Shape).Count;
            _reader._sites[site].SetArguments(kept < arguments.Length ? arguments.Take(kept).ToArray() : arguments);
            Consume(receiver, site, -1);
            for (var a = 0; a < arguments.Length; a++)
            {
                Consume(arguments[a], site, a);
            }
        }

        private void Consume(Value value, int site, int argument)
        {
            if (value.Tag is ValueTag.Delegate or ValueTag.FunctionPointer && _reader._sites[value.Index] is { Consumer: < 0 } made)
            {
                made.Consumer = site;
                made.ConsumerArgument = argument;
            }
        }

        private void Await(Callee callee, Value awaited)
        {
            if (callee.Reference.Name == "get_IsCompleted")
            {
                Push(Value.Unknown);
            }
            else if (callee.Shape.Returns.Name != "System.Void")
            {
                Push(awaited);
            }
        }

        /// <summary>A struct's methods get its address: right after a store that is what was stored.</summary>
        private Value Receiver(Value value)
        {
            if (value.Tag != ValueTag.LocalAddress)
            {
                return value;
            }

            var load = Previous(_at);
            while (load >= 0 && _code[load].Code == ILOpCode.Constrained)
            {
                load = Previous(load);
            }

            return load > 0 && _stored.TryGetValue(Previous(load), out var stored) && stored.Local == value.Index ? stored.Value : Load(value);
        }

        private bool IsPlumbing(Callee callee, Value receiver, Value[] arguments)
        {
            if (receiver.Tag == ValueTag.Machinery)
            {
                return true;
            }

            if (!callee.Definition.IsNil && _folding.IsCompilers(callee.DeclaringDefinition) && !_folding.IsFolded(callee.Definition))
            {
                if (CompilerNames.IsIteratorFinally(callee.Reference.Name))
                {
                    _reader.Splice(callee.Definition, Site);
                }

                return true;
            }

            return (_reader._isMachine && IsRethrow(callee)) || (_reader._isAsyncMain && callee.Reference.Name is "GetAwaiter" or "GetResult");
        }

        /// <summary>After a catch or finally with an await in it the compiler throws the kept exception again, where nobody wrote anything.</summary>
        private bool IsRethrow(Callee callee) =>
            callee.Reference is { Type: "System.Runtime.ExceptionServices.ExceptionDispatchInfo", Name: "Capture" or "Throw" }
            && (!_reader._context.Symbols.Exist || _spans.IsHidden(_code[_at].Offset));

        private bool IsDefinite(MethodDefinitionHandle method) =>
            !method.IsNil && (_reader._context.Image.Metadata.GetMethodDefinition(method).Attributes & MethodAttributes.Virtual) == 0;

        private static Value? Concatenation(Callee callee, Value[] arguments)
        {
            if (callee.Reference is not { Type: "System.String", Name: "Concat" } || arguments.Length < 2)
            {
                return null;
            }

            var text = "";
            foreach (var argument in arguments)
            {
                if (argument.Tag != ValueTag.Text)
                {
                    return null;
                }

                text += argument.Text;
            }

            return new(ValueTag.Text, -1, text);
        }

        private void CallPointer(Instruction i)
        {
            var signature = _reader._context.Image.Metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(i.Token & 0xFFFFFF));
            var shape = _members.Signatures.Method(signature.Signature);
            Pop(shape.Parameters.Count + 1 + (shape.HasReceiver ? 1 : 0));
            if (shape.Returns.Name != "System.Void")
            {
                Push(Value.Unknown);
            }
        }

        private void TakeFunction(Instruction i)
        {
            var receiver = i.Code == ILOpCode.Ldvirtftn ? Pop() : Value.Unknown;
            var callee = _members.Method(i.Token);
            callee = _folding.Thunk(callee.Definition) ?? callee;
            var target = Target(callee);
            Push(new(ValueTag.FunctionPointer, Add(SiteKind.Delegate, target, receiver), target.Id));
        }

        private void LoadToken(Instruction i)
        {
            var handle = MetadataTokens.EntityHandle(i.Token);
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                    var type = _members.Signatures.Type(handle);
                    Add(SiteKind.TypeToken, new(type.Assembly, type.Name, "", DocIds.Type(type.Name), type.Arguments, [], 0, false), Value.Unknown);
                    break;
                case HandleKind.MethodDefinition or HandleKind.MethodSpecification:
                    Add(SiteKind.MethodToken, Target(_members.Method(i.Token)), Value.Unknown);
                    break;
                case HandleKind.MemberReference
                    when _reader._context.Image.Metadata.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Method:
                    Add(SiteKind.MethodToken, Target(_members.Method(i.Token)), Value.Unknown);
                    break;
            }

            Push(Value.Unknown);
        }

        private MethodRef Target(Callee callee)
        {
            var reference = callee.Reference;
            if (callee.Definition.IsNil || !_folding.IsFolded(callee.Definition))
            {
                return reference;
            }

            var type = _members.Types.Name(_folding.UsersType(callee.DeclaringDefinition));
            return reference with
            {
                Type = type,
                Name = _folding.DisplayName(callee.Definition),
                Id = _folding.Id(callee.Definition),
                ParameterCount = _folding.Parameters(callee.Definition, callee.Shape).Count,
            };
        }

        private static MethodRef FieldTarget(FieldRef field) => new(field.Assembly, field.Type, field.Name, field.Id, [], [], 0, false);

        private int Add(SiteKind kind, MethodRef target, Value receiver)
        {
            _reader._sites.Add(new(kind, target, _spans.At(_code[_at].Offset), Site) { Receiver = receiver });
            return _reader._sites.Count - 1;
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
