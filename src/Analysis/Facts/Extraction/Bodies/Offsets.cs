namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which instruction stands at an offset of a body: an array, since every branch of every body asks.</summary>
internal sealed class Offsets
{
    // One more than the index, so that a new array says that nothing stands anywhere.
    private readonly int[] _places;

    /// <param name="length">Of the body in bytes.</param>
    public Offsets(List<Instruction> code, int length)
    {
        _places = new int[length];
        for (var i = 0; i < code.Count; i++)
        {
            _places[code[i].Offset] = i + 1;
        }
    }

    /// <summary>The index of the instruction at an offset.</summary>
    /// <exception cref="BadImageFormatException">None stands there.</exception>
    public int this[int offset] => TryGetValue(offset, out var index) ? index : throw new BadImageFormatException("a jump leads into the middle of an instruction");

    public bool Contains(int offset) => TryGetValue(offset, out _);

    /// <summary>False for an offset outside of the body or inside of an instruction: damaged code jumps there.</summary>
    public bool TryGetValue(int offset, out int index)
    {
        index = offset >= 0 && offset < _places.Length ? _places[offset] - 1 : -1;
        return index >= 0;
    }
}
