using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What is known of the arguments and locals of one body.</summary>
internal sealed class Variables
{
    private readonly FoldedBody _folded;
    private readonly List<Instruction> _code;
    private readonly MethodShape _shape;
    private readonly bool _isClosureMember;
    private readonly LocalUse _use;
    private readonly HashSet<int> _awaits;
    private readonly int _localSignature;
    private readonly HashSet<long> _results;

    // Null as long as nothing is stored: most bodies have no locals.
    private Dictionary<long, Known>? _locals;
    private Dictionary<int, (long Local, Value Value)>? _stored;
    private IReadOnlyList<TypeName>? _types;
    private int _at;

    /// <param name="awaits">The instructions that belong to awaits.</param>
    public Variables(FoldedBody folded, DecodedBody body, HashSet<int> awaits)
    {
        _folded = folded;
        _code = body.Code;
        var method = folded.Context.Members.Method(MetadataTokens.GetToken(body.Method));
        _shape = method.Shape;
        _isClosureMember = folded.Context.Folding.IsCompilers(method.DeclaringDefinition);
        _use = new LocalUse(body);
        _results = ResultLocals.Find(body, folded, _shape.Returns.Name != "System.Void");
        _awaits = awaits;
        _localSignature = body.LocalSignature;
    }

    private IReadOnlyList<TypeName> Types => _types ??= _folded.Context.Members.Signatures.Locals(_localSignature);

    /// <param name="at">Index of the instruction that is read next.</param>
    public void MoveTo(int at) => _at = at;

    public Value Argument(long number)
    {
        if (_shape.HasReceiver && number == 0)
        {
            return new(_isClosureMember ? ValueTag.Closure : ValueTag.This);
        }

        var position = (int)number - (_shape.HasReceiver ? 1 : 0);
        return position < 0 || position >= _shape.Parameters.Count || _use.IsReassigned(number) || _folded.IsMachine ? Value.Unknown
            : Folding.IsClosureParameter(_shape.Parameters[position]) ? new(ValueTag.Closure)
            : new(ValueTag.Parameter, position);
    }

    public Value Local(long number)
    {
        if (_use.IsDefault(number))
        {
            return new(ValueTag.Null);
        }

        var known = Of(number);
        return known is null ? new(ValueTag.Local, (int)number)
            : known.IsState ? new(ValueTag.State)
            : (known.Constant ?? known.Awaited ?? known.Caught) is { } value ? value
            : _at < known.Until ? known.Latest
            : new(ValueTag.Local, (int)number);
    }

    /// <summary>What a local that has more than one value can hold.</summary>
    public void NoteType(Value value)
    {
        if (value.Tag is ValueTag.Local or ValueTag.LocalAddress && value.Index >= 0 && !_folded.Locals.ContainsKey(value.Slot) && value.Index < Types.Count)
        {
            _folded.Locals.Add(value.Slot, Types[value.Index]);
        }
    }

    /// <summary>Whether somebody reads the local, or may through its address.</summary>
    public bool IsRead(long local) => _use.IsRead(local);

    public bool IsArgumentRead(long argument) => _use.IsArgumentRead(argument);

    /// <summary>Whether it keeps what it was given once: then it is a name for that value.</summary>
    public bool IsConstant(long local) => _use.IsConstant(local);

    /// <summary>Whether it holds where a state machine goes on: before and after it is told that it runs.</summary>
    public bool IsState(long local) => Of(local) is { IsState: true };

    /// <summary>Whether the method ends with the value of this local.</summary>
    public bool IsResult(long local) => _results.Contains(local);

    /// <param name="at">Index of the store.</param>
    public void Store(int at, long local, Value value)
    {
        (_stored ??= [])[at] = (local, value);
        _locals ??= [];
        if (!_locals.TryGetValue(local, out var known))
        {
            _locals.Add(local, known = new());
        }

        (known.Latest, known.Until) = (value, _use.HoldsUntil(local, at));

        // One local can hold what several handlers caught, each until the next store, in IL order.
        known.Caught = value.Tag == ValueTag.Caught ? value : null;
        if (Before(at) is var before and >= 0 && _awaits.Contains(before) && _code[before].Code is ILOpCode.Call or ILOpCode.Callvirt
            && _folded.Context.Members.Method(_code[before].Token).Reference.Name == "GetAwaiter")
        {
            known.Awaited = value;
        }

        if (_use.IsStoredOnce(local) && value.Tag is ValueTag.Result or ValueTag.New)
        {
            known.Once = value;
        }

        if (value.Tag == ValueTag.State)
        {
            known.IsState = true;
        }
        else
        {
            known.Constant = _use.IsConstant(local) ? value : null;
        }
    }

    /// <summary>What stands behind an address. A local whose address is taken is known only when it holds an await's awaiter.</summary>
    public Value Behind(Value address)
    {
        if (address.Tag != ValueTag.LocalAddress)
        {
            return address.Tag is ValueTag.Closure or ValueTag.Machinery or ValueTag.Field or ValueTag.Parameter ? address : Value.Unknown;
        }

        return Of(address.Index)?.Awaited ?? Value.Unknown;
    }

    /// <summary>A struct's methods get its address: what was stored there is what they are called on, changed or not.</summary>
    /// <param name="at">Index of the call.</param>
    public Value Receiver(int at, Value value)
    {
        if (value.Tag != ValueTag.LocalAddress)
        {
            return value;
        }

        var load = Before(at);
        while (load >= 0 && _code[load].Code == ILOpCode.Constrained)
        {
            load = Before(load);
        }

        return load > 0 && _stored is not null && _stored.TryGetValue(Before(load), out var stored) && stored.Local == value.Index ? stored.Value
            : Of(value.Index)?.Once is { } once ? once
            : Behind(value) is { Tag: not ValueTag.Unknown } known ? known
            : new(ValueTag.Local, value.Index);
    }

    private Known? Of(long local) => _locals is not null && _locals.TryGetValue(local, out var known) ? known : null;

    private int Before(int index)
    {
        do
        {
            index--;
        }
        while (index >= 0 && _code[index].Code == ILOpCode.Nop);
        return index;
    }

    /// <summary>What is known of one local.</summary>
    private sealed class Known
    {
        /// <summary>What it keeps from its only store.</summary>
        public Value? Constant { get; set; }

        /// <summary>The call or creation of its only store, also where its address is taken.</summary>
        public Value? Once { get; set; }

        /// <summary>The awaiter that an await keeps in it.</summary>
        public Value? Awaited { get; set; }

        public Value? Caught { get; set; }

        public bool IsState { get; set; }

        /// <summary>What the last store left.</summary>
        public Value Latest { get; set; }

        /// <summary>The instruction up to which it is sure to hold that.</summary>
        public int Until { get; set; }
    }
}
