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
    private readonly Dictionary<long, Value> _awaited = [];
    private readonly Dictionary<long, Value> _caught = [];
    private readonly HashSet<long> _results;
    private readonly Dictionary<int, (long Local, Value Value)> _stored = [];
    private readonly HashSet<int> _targets;

    /// <param name="awaits">The instructions that belong to awaits.</param>
    public Variables(FoldedBody folded, DecodedBody body, HashSet<int> awaits)
    {
        _folded = folded;
        _code = body.Code;
        _targets = [.. body.Code.SelectMany(i => i.Targets)];
        var method = folded.Context.Members.Method(MetadataTokens.GetToken(body.Method));
        _shape = method.Shape;
        _isClosureMember = folded.Context.Folding.IsCompilers(method.DeclaringDefinition);
        _use = new LocalUse(body.Code);
        _results = ResultLocals.Find(body, folded, _shape.Returns.Name != "System.Void");
        _awaits = awaits;
    }

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
        : _locals.TryGetValue(number, out var value) || _awaited.TryGetValue(number, out value) || _caught.TryGetValue(number, out value) ? value
        : new(ValueTag.Local, (int)number);

    /// <summary>What a load gets shortly after a store into the same local: the compiler's temporaries serve several values in turn.</summary>
    /// <param name="at">Index of the load.</param>
    public Value Loaded(int at, long local)
    {
        const int Near = 3;
        for (var i = at; i > at - Near && i > 0 && !_targets.Contains(_code[i].Offset); i--)
        {
            if (_stored.TryGetValue(i - 1, out var stored) && stored.Local == local)
            {
                return stored.Value.Tag == ValueTag.Local ? stored.Value : Local(local);
            }
        }

        return Local(local);
    }

    /// <summary>Whether somebody reads the local, or may through its address.</summary>
    public bool IsRead(long local) => _use.IsRead(local);

    /// <summary>Whether it keeps what it was given once: then it is a name for that value.</summary>
    public bool IsConstant(long local) => _use.IsConstant(local);

    /// <summary>Whether the method ends with the value of this local.</summary>
    public bool IsResult(long local) => _results.Contains(local);

    /// <param name="at">Index of the store.</param>
    public void Store(int at, long local, Value value)
    {
        _stored[at] = (local, value);

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

        if (_use.IsConstant(local) || value.Tag is ValueTag.State)
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

    /// <summary>A struct's methods get its address: right after a store that is what was stored.</summary>
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

        return load > 0 && _stored.TryGetValue(Before(load), out var stored) && stored.Local == value.Index ? stored.Value : Behind(value);
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
