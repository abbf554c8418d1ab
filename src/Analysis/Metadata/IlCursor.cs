using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Metadata;

/// <summary>Steps through IL, one instruction at a time, never past its end.</summary>
internal unsafe ref struct IlCursor(MethodBody body)
{
    private readonly byte* _code = body.Code;
    private readonly int _length = body.Length;
    private readonly byte[] _operands = IlTable.Operand;
    private int _operandAt;
    private int _next;

    /// <summary>Row of <see cref="IlTable"/>.</summary>
    public int Row { get; private set; }

    public int Offset { get; private set; }

    /// <summary>Offset of the instruction after this one.</summary>
    public readonly int NextOffset => _next;

    public readonly ILOpCode Code => (ILOpCode)(Row < 256 ? Row : Row - 256 + 0xFE00);

    /// <summary>Moves on; false at the end.</summary>
    /// <exception cref="BadImageFormatException">No such opcode, or its operand is cut off.</exception>
    public bool Next()
    {
        if (_next >= _length)
        {
            return false;
        }

        Offset = _next;
        int row = _code[_next++];
        if (row == 0xFE)
        {
            row = _next < _length ? 256 + _code[_next++] : throw Cut();
        }

        Row = row;
        var operand = _operands[row];
        if ((operand & IlTable.Invalid) != 0)
        {
            throw new BadImageFormatException("a method holds bytes that are no IL");
        }

        _operandAt = _next;
        long next = _next + (operand & IlTable.SizeMask);
        if (next <= _length && (operand & IlTable.Switch) != 0)
        {
            next += Int32() < 0 ? throw Cut() : Int32() * 4L;
        }

        _next = next <= _length ? (int)next : throw Cut();
        return true;
    }

    public readonly int Byte() => _code[_operandAt];

    public readonly int SByte() => (sbyte)_code[_operandAt];

    public readonly int UInt16() => _code[_operandAt] | (_code[_operandAt + 1] << 8);

    public readonly int Int32() => At(_operandAt);

    public readonly long Int64() => (uint)At(_operandAt) | ((long)At(_operandAt + 4) << 32);

    /// <summary>Number of a switch's targets.</summary>
    public readonly int TargetCount() => Int32();

    public readonly int Target(int index) => _next + At(_operandAt + 4 + (index * 4));

    /// <summary>Where a branch or leave goes.</summary>
    public readonly int Target() => _next + ((_operands[Row] & IlTable.SizeMask) == 1 ? SByte() : Int32());

    private readonly int At(int offset) =>
        _code[offset] | (_code[offset + 1] << 8) | (_code[offset + 2] << 16) | (_code[offset + 3] << 24);

    private static BadImageFormatException Cut() => new("a method ends in the middle of an instruction");
}
