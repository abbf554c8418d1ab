using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What is known of the arguments and locals of one body.</summary>
internal sealed class Variables
{
    private readonly FoldedBody _folded;
    private readonly IReadOnlyList<Instruction> _code;
    private readonly MethodShape _shape;
    private readonly bool _isClosureMember;
    private readonly LocalUse _use;
    private readonly HashSet<int> _awaits;
    private readonly Dictionary<long, Value> _locals = [];
    private readonly Dictionary<long, Value> _once = [];
    private readonly Lazy<IReadOnlyList<TypeName>> _types;
    private readonly Dictionary<long, Value> _awaited = [];
    private readonly Dictionary<long, Value> _caught = [];
    private readonly HashSet<long> _results;
    private readonly HashSet<long> _states = [];
    private readonly Dictionary<int, (long Local, Value Value)> _stored = [];
    private readonly Dictionary<long, (Value Value, int Until)> _latest = [];
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
        _types = new(() => folded.Context.Members.Signatures.Locals(body.LocalSignature));
    }

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

    public Value Local(long number) =>
        _use.IsDefault(number) ? new(ValueTag.Null)
        : _states.Contains(number) ? new(ValueTag.State)
        : _locals.TryGetValue(number, out var value) || _awaited.TryGetValue(number, out value) || _caught.TryGetValue(number, out value) ? value
        : _latest.TryGetValue(number, out var latest) && _at < latest.Until ? latest.Value
        : new(ValueTag.Local, (int)number);

    /// <summary>What a local that has more than one value can hold.</summary>
    public void NoteType(Value value)
    {
        if (value.Tag is ValueTag.Local or ValueTag.LocalAddress && value.Index >= 0 && !_folded.Locals.ContainsKey(value.Slot) && value.Index < _types.Value.Count)
        {
            _folded.Locals.Add(value.Slot, _types.Value[value.Index]);
        }
    }

    /// <summary>Whether somebody reads the local, or may through its address.</summary>
    public bool IsRead(long local) => _use.IsRead(local);

    public bool IsArgumentRead(long argument) => _use.IsArgumentRead(argument);

    /// <summary>Whether it keeps what it was given once: then it is a name for that value.</summary>
    public bool IsConstant(long local) => _use.IsConstant(local);

    /// <summary>Whether it holds where a state machine goes on: before and after it is told that it runs.</summary>
    public bool IsState(long local) => _states.Contains(local);

    /// <summary>Whether the method ends with the value of this local.</summary>
    public bool IsResult(long local) => _results.Contains(local);

    /// <param name="at">Index of the store.</param>
    public void Store(int at, long local, Value value)
    {
        _stored[at] = (local, value);
        _latest[local] = (value, _use.HoldsUntil(local, at));

        // One local can hold what several handlers caught, each until the next store, in IL order.
        if (value.Tag == ValueTag.Caught)
        {
            _caught[local] = value;
        }
        else
        {
            _caught.Remove(local);
        }

        if (Before(at) is var before and >= 0 && _awaits.Contains(before)
            && _folded.Context.Members.Method(_code[before].Token).Reference.Name == "GetAwaiter")
        {
            _awaited[local] = value;
        }

        if (_use.IsStoredOnce(local) && value.Tag is ValueTag.Result or ValueTag.New)
        {
            _once[local] = value;
        }

        if (value.Tag == ValueTag.State)
        {
            _states.Add(local);
        }
        else if (_use.IsConstant(local))
        {
            _locals[local] = value;
        }
        else
        {
            _locals.Remove(local);
        }
    }

    /// <summary>What stands behind an address. A local whose address is taken is known only when it holds an await's awaiter.</summary>
    public Value Behind(Value address)
    {
        if (address.Tag != ValueTag.LocalAddress)
        {
            return address.Tag is ValueTag.Closure or ValueTag.Machinery or ValueTag.Field or ValueTag.Parameter ? address : Value.Unknown;
        }

        return _awaited.TryGetValue(address.Index, out var awaited) ? awaited : Value.Unknown;
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

        return load > 0 && _stored.TryGetValue(Before(load), out var stored) && stored.Local == value.Index ? stored.Value
            : _once.TryGetValue(value.Index, out var once) ? once
            : Behind(value) is { Tag: not ValueTag.Unknown } known ? known
            : new(ValueTag.Local, value.Index);
    }

    private int Before(int index)
    {
        do
        {
            index--;
        }
        while (index >= 0 && _code[index].Code == ILOpCode.Nop);
        return index;
    }
}
