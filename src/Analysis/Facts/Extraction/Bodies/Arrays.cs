namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// Arrays that a body makes and fills on the spot: the arguments of a params parameter, collection expressions. For a params span the compiler fills an
/// inline array instead, element by element through its own helpers.
/// </summary>
internal sealed class Arrays
{
    private readonly List<List<Value>> _arrays = [];
    private readonly List<Value> _lengths = [];
    private readonly Dictionary<int, int> _inline = [];

    public IReadOnlyList<Value> Of(int array) => _arrays[array];

    /// <summary>The number of elements; not known where no constant says it.</summary>
    public Value Length(Value array) => array.Tag switch
    {
        ValueTag.Many => _lengths[array.Index] is { Tag: ValueTag.Number } length ? length with { Stamp = 1 } : new(ValueTag.Count),
        ValueTag.Result => new(ValueTag.Length, array.Index),
        _ => new(ValueTag.Count),
    };

    public Value Make(Value length)
    {
        _arrays.Add([]);
        _lengths.Add(length.Tag == ValueTag.Number ? length : Value.Unknown);
        return new(ValueTag.Many, _arrays.Count - 1);
    }

    public void Add(Value arrayOrElement, Value element)
    {
        // One array inside another would have to be followed in turns: it stays unknown.
        if (arrayOrElement.Tag is ValueTag.Many or ValueTag.ElementAddress)
        {
            _arrays[arrayOrElement.Index].Add(element.Tag == ValueTag.Many ? Value.Unknown : element);
        }
    }

    /// <summary>What the compiler's own helpers for inline arrays return; null for any other call.</summary>
    public Value? OfInline(MethodRef helper, IReadOnlyList<Value> arguments)
    {
        if (!helper.Type.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal) || arguments.Count == 0 || arguments[0].Tag != ValueTag.LocalAddress)
        {
            return null;
        }

        switch (helper.Name)
        {
            case "InlineArrayElementRef" or "InlineArrayFirstElementRef":
                return new(ValueTag.ElementAddress, Inline(arguments[0].Index));
            case "InlineArrayAsReadOnlySpan" or "InlineArrayAsSpan":
                return new(ValueTag.Many, Inline(arguments[0].Index));
            default:
                return null;
        }
    }

    /// <summary>A local that holds an inline array is used for one call: the compiler clears it before it fills it.</summary>
    public void Clear(int local) => _inline.Remove(local);

    private int Inline(int local)
    {
        if (!_inline.TryGetValue(local, out var array))
        {
            _inline.Add(local, array = Make(Value.Unknown).Index);
        }

        return array;
    }
}
