using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

internal enum SlotUse
{
    None,
    Load,
    Store,

    /// <summary>Its address is taken: whoever has it may read or write.</summary>
    Address,

    /// <summary>Its address is taken to empty it.</summary>
    Clear,
}

/// <summary>
/// Where a body keeps what lives in it: locals, parameters, and in a state machine the fields that stand for either. A debug build hoists all locals into fields and
/// a release build only some, and gives several variables one field: so a slot is only a place, and <see cref="Webs"/> finds the variables.
/// </summary>
internal sealed class Slots
{
    private readonly BodyContext _context;
    private readonly DecodedBody _body;
    private readonly Dictionary<string, int> _parameters = new(StringComparer.Ordinal);
    private readonly bool _isMachine;

    public Slots(BodyContext context, MethodDefinitionHandle method, DecodedBody body)
    {
        _context = context;
        _body = body;
        _isMachine = body.Method != method;
        var metadata = context.Image.Metadata;
        var definition = metadata.GetMethodDefinition(method);
        foreach (var handle in definition.GetParameters())
        {
            var parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber > 0)
            {
                _parameters[metadata.GetString(parameter.Name)] = parameter.SequenceNumber - 1;
            }
        }

        Shape = context.Members.Method(MetadataTokens.GetToken(method)).Shape;
        LocalTypes = context.Members.Signatures.Locals(body.LocalSignature);
        StateLocal = FindStateLocal();
    }

    public MethodShape Shape { get; }

    public IReadOnlyList<TypeName> LocalTypes { get; }

    public bool IsMachine => _isMachine;

    /// <summary>The local that caches the state of a state machine; -1 for none.</summary>
    public int StateLocal { get; }

    /// <summary>The slot that an instruction is about; empty for none.</summary>
    public string At(int index, out SlotUse use)
    {
        var instruction = _body.Code[index];
        use = SlotUse.None;
        switch (instruction.Code)
        {
            case ILOpCode.Ldloc or ILOpCode.Stloc or ILOpCode.Ldloca:
                if (instruction.Operand == StateLocal)
                {
                    return "";
                }

                use = instruction.Code == ILOpCode.Ldloc ? SlotUse.Load : instruction.Code == ILOpCode.Stloc ? SlotUse.Store : Address(index);
                return "L" + instruction.Operand;
            case ILOpCode.Ldarg or ILOpCode.Starg or ILOpCode.Ldarga:
                if (_isMachine || Argument((int)instruction.Operand) < 0)
                {
                    return "";
                }

                use = instruction.Code == ILOpCode.Ldarg ? SlotUse.Load : instruction.Code == ILOpCode.Starg ? SlotUse.Store : Address(index);
                return "A" + Argument((int)instruction.Operand);
            case ILOpCode.Ldfld or ILOpCode.Stfld or ILOpCode.Ldflda:
                if (MachineField(instruction.Token) is not { } field)
                {
                    return "";
                }

                use = instruction.Code == ILOpCode.Ldfld ? SlotUse.Load : instruction.Code == ILOpCode.Stfld ? SlotUse.Store : Address(index);
                return _parameters.TryGetValue(field.Name, out var number) ? "A" + number : "F" + field.Name;
            default:
                return "";
        }
    }

    /// <summary>A field of the body's own state machine that holds something of the user's.</summary>
    public FieldRef? MachineField(int token)
    {
        var field = _isMachine ? _context.Members.Field(token) : null;
        return field is not null && _context.Folding.IsMachine(field.DeclaringDefinition) && field.Name is not (CompilerNames.This or CompilerNames.State or CompilerNames.Current)
            && !CompilerNames.IsMachinery(field.Name) && CompilerNames.ParameterCopy(field.Name) is null && field.Name != CompilerNames.DisposeMode && !field.Name.StartsWith("<>l__", StringComparison.Ordinal)
            ? field
            : null;
    }

    /// <summary>A parameter's position; -1 for this.</summary>
    public int Argument(int number) => Shape.HasReceiver ? number - 1 : number;

    private SlotUse Address(int index)
    {
        var next = index + 1;
        return next < _body.Code.Count && _body.Code[next].Code == ILOpCode.Initobj ? SlotUse.Clear : SlotUse.Address;
    }

    private int FindStateLocal()
    {
        for (var i = 1; _isMachine && i < _body.Code.Count; i++)
        {
            if (_body.Code[i].Code == ILOpCode.Stloc && _body.Code[i - 1].Code == ILOpCode.Ldfld && _context.Members.Field(_body.Code[i - 1].Token).Name == CompilerNames.State)
            {
                return (int)_body.Code[i].Operand;
            }
        }

        return -1;
    }
}
