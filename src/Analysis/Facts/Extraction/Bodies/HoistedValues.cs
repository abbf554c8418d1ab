using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>What the fields of closures and state machines hold: the compiler's own things, parameters, and locals that outlive an await.</summary>
internal sealed class HoistedValues
{
    private readonly BodyContext _context;
    private readonly bool _isMachine;
    private readonly List<string> _parameterNames;
    private readonly Dictionary<FieldDefinitionHandle, (Value Value, int Until)> _kept = [];
    private readonly HashSet<string> _returned = new(StringComparer.Ordinal);
    private int _offset;

    /// <param name="method">The user's method, whose parameters a state machine holds.</param>
    public HoistedValues(BodyContext context, MethodDefinitionHandle method, bool isMachine)
    {
        _context = context;
        _isMachine = isMachine;
        _parameterNames = isMachine ? ParameterNames(context.Image.Metadata, method) : [];
    }

    /// <param name="offset">Where the instruction stands that is read next.</param>
    public void MoveTo(int offset) => _offset = offset;

    public Value Of(FieldRef field)
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

        if (name == CompilerNames.DisposeMode)
        {
            return new(ValueTag.Disposing);
        }

        if (CompilerNames.IsMachinery(name))
        {
            return new(ValueTag.Machinery);
        }

        if (CompilerNames.IsSharedClosure(name) || CompilerNames.IsOuterClosure(name))
        {
            return new(ValueTag.Closure);
        }

        if (CompilerNames.IsDelegateCache(name))
        {
            return new(ValueTag.DelegateCache);
        }

        if (_kept.TryGetValue(field.Definition, out var known) && _offset < known.Until && !(known.Value.Tag is ValueTag.Number or ValueTag.Sum or ValueTag.Advance && !_context.Hoisted.IsWrittenOnce(field.Definition)))
        {
            return known.Value;
        }

        var position = _isMachine && _context.Folding.IsMachine(field.DeclaringDefinition)
            ? Position(CompilerNames.ParameterCopy(name) ?? name, field)
            : -1;
        return position >= 0 ? new(ValueTag.Parameter, position)
            : IsCapture(field) ? new(ValueTag.Captured, -1, name)
            : new(ValueTag.Local, -1, name);
    }

    /// <summary>Whether a closure keeps one value in the field, under the name that the user gave it.</summary>
    public bool IsCapture(FieldRef field) =>
        !_context.Folding.IsMachine(field.DeclaringDefinition)
        && _context.Hoisted.IsWrittenOnce(field.Definition)
        && field.Name.Length > 0
        && field.Name[0] != '<'
        && !CompilerNames.IsOuterClosure(field.Name);

    /// <param name="until">The offset up to which the field is sure to hold it: what a handler stores is behind it one of two values, also when the other one is only the default.</param>
    public void Keep(FieldRef field, Value value, int until)
    {
        if (value.Tag == ValueTag.Caught)
        {
            _kept[field.Definition] = (value, int.MaxValue);
        }
        else if (value.Tag != ValueTag.Null && (_context.Hoisted.IsWrittenOnce(field.Definition) || CompilerNames.IsSpill(field.Name)))
        {
            _kept[field.Definition] = (value, until);
        }
        else if (_kept.TryGetValue(field.Definition, out var known) && known.Value.Tag == ValueTag.Caught && value.Tag != ValueTag.Null)
        {
            _kept.Remove(field.Definition);
        }
    }

    /// <summary>A return inside a try whose finally awaits keeps what it returns in the field, until the finally has run.</summary>
    public void Return(FieldRef field) => _returned.Add(field.Name);

    /// <summary>Whether a store into the field is what the user wrote as a return.</summary>
    public bool IsReturned(FieldRef field) => _returned.Contains(field.Name) && _context.Folding.IsMachine(field.DeclaringDefinition);

    public bool IsReturned(Value value) => value.Tag == ValueTag.Local && _returned.Contains(value.Text);

    /// <summary>Whether a store into the field is one into a local or parameter of the user's that has more than one value.</summary>
    public bool IsVariable(FieldRef field) => !_context.Hoisted.IsWrittenOnce(field.Definition) && IsUsers(field);

    /// <summary>Whether the field is a local of the user's that lives in a state machine.</summary>
    public bool IsLocal(FieldRef field) => _isMachine && _context.Folding.IsMachine(field.DeclaringDefinition) && IsUsers(field) && !CompilerNames.IsSpill(field.Name);

    /// <summary>Whether it is one that nobody ever reads: a debug build keeps also those in the state machine.</summary>
    public bool IsUnread(FieldRef field) => IsLocal(field) && !_context.Hoisted.IsRead(field.Definition);

    private static bool IsUsers(FieldRef field) =>
        field.Name is not (CompilerNames.State or CompilerNames.Current) && !CompilerNames.IsMachinery(field.Name) && !CompilerNames.IsDelegateCache(field.Name);

    /// <summary>A state machine's field is called as the parameter it holds; the one write is the method's own, before the machine runs.</summary>
    private int Position(string name, FieldRef field)
    {
        if (name.Length == 0 || !_context.Hoisted.IsWrittenOnce(field.Definition))
        {
            return -1;
        }

        for (var p = 0; p < _parameterNames.Count; p++)
        {
            if (_parameterNames[p] == name)
            {
                return p;
            }
        }

        return -1;
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
}
