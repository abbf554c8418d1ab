namespace IntentContracts.Analysis.Metadata;

/// <summary>What each IL opcode carries and does to the stack (ECMA-335 III). Two-byte opcodes stand at 256 + second byte.</summary>
internal static class IlTable
{
    public const byte SizeMask = 0x0F;

    /// <summary>The operand is the token of a method that is called, made or taken.</summary>
    public const byte Edge = 0x10;

    /// <summary>The operand is a count followed by that many targets.</summary>
    public const byte Switch = 0x20;

    public const byte Invalid = 0x80;

    /// <summary>Pops or pushes depend on a signature.</summary>
    public const sbyte BySignature = -1;

    private static readonly Entry[] Rows =
    [
        new(0x00, 0x01, 0, 0, 0), new(0x02, 0x09, 0, 0, 1), new(0x0A, 0x0D, 0, 1, 0), new(0x0E, 0x0F, 1, 0, 1), new(0x10, 0x10, 1, 1, 0),
        new(0x11, 0x12, 1, 0, 1), new(0x13, 0x13, 1, 1, 0), new(0x14, 0x1E, 0, 0, 1), new(0x1F, 0x1F, 1, 0, 1), new(0x20, 0x20, 4, 0, 1),
        new(0x21, 0x21, 8, 0, 1), new(0x22, 0x22, 4, 0, 1), new(0x23, 0x23, 8, 0, 1), new(0x25, 0x25, 0, 1, 2), new(0x26, 0x26, 0, 1, 0),
        new(0x27, 0x27, 4 | Edge, 0, 0), new(0x28, 0x28, 4 | Edge, BySignature, BySignature), new(0x29, 0x29, 4, BySignature, BySignature),
        new(0x2A, 0x2A, 0, BySignature, 0), new(0x2B, 0x2B, 1, 0, 0), new(0x2C, 0x2D, 1, 1, 0), new(0x2E, 0x37, 1, 2, 0),
        new(0x38, 0x38, 4, 0, 0), new(0x39, 0x3A, 4, 1, 0), new(0x3B, 0x44, 4, 2, 0), new(0x45, 0x45, 4 | Switch, 1, 0),
        new(0x46, 0x50, 0, 1, 1), new(0x51, 0x57, 0, 2, 0), new(0x58, 0x64, 0, 2, 1), new(0x65, 0x6E, 0, 1, 1),
        new(0x6F, 0x6F, 4 | Edge, BySignature, BySignature), new(0x70, 0x70, 4, 2, 0), new(0x71, 0x71, 4, 1, 1), new(0x72, 0x72, 4, 0, 1),
        new(0x73, 0x73, 4 | Edge, BySignature, 1), new(0x74, 0x75, 4, 1, 1), new(0x76, 0x76, 0, 1, 1), new(0x79, 0x79, 4, 1, 1),
        new(0x7A, 0x7A, 0, 1, 0), new(0x7B, 0x7C, 4, 1, 1), new(0x7D, 0x7D, 4, 2, 0), new(0x7E, 0x7F, 4, 0, 1), new(0x80, 0x80, 4, 1, 0),
        new(0x81, 0x81, 4, 2, 0), new(0x82, 0x8B, 0, 1, 1), new(0x8C, 0x8D, 4, 1, 1), new(0x8E, 0x8E, 0, 1, 1), new(0x8F, 0x8F, 4, 2, 1),
        new(0x90, 0x9A, 0, 2, 1), new(0x9B, 0xA2, 0, 3, 0), new(0xA3, 0xA3, 4, 2, 1), new(0xA4, 0xA4, 4, 3, 0), new(0xA5, 0xA5, 4, 1, 1),
        new(0xB3, 0xBA, 0, 1, 1), new(0xC2, 0xC2, 4, 1, 1), new(0xC3, 0xC3, 0, 1, 1), new(0xC6, 0xC6, 4, 1, 1), new(0xD0, 0xD0, 4 | Edge, 0, 1),
        new(0xD1, 0xD5, 0, 1, 1), new(0xD6, 0xDB, 0, 2, 1), new(0xDC, 0xDC, 0, 0, 0), new(0xDD, 0xDD, 4, 0, 0), new(0xDE, 0xDE, 1, 0, 0),
        new(0xDF, 0xDF, 0, 2, 0), new(0xE0, 0xE0, 0, 1, 1),
        new(0x100, 0x100, 0, 0, 1), new(0x101, 0x105, 0, 2, 1), new(0x106, 0x106, 4 | Edge, 0, 1), new(0x107, 0x107, 4 | Edge, 1, 1),
        new(0x109, 0x10A, 2, 0, 1), new(0x10B, 0x10B, 2, 1, 0), new(0x10C, 0x10D, 2, 0, 1), new(0x10E, 0x10E, 2, 1, 0),
        new(0x10F, 0x10F, 0, 1, 1), new(0x111, 0x111, 0, 1, 0), new(0x112, 0x112, 1, 0, 0), new(0x113, 0x114, 0, 0, 0),
        new(0x115, 0x115, 4, 1, 0), new(0x116, 0x116, 4, 0, 0), new(0x117, 0x118, 0, 3, 0), new(0x119, 0x119, 1, 0, 0),
        new(0x11A, 0x11A, 0, 0, 0), new(0x11C, 0x11C, 4, 0, 1), new(0x11D, 0x11D, 0, 1, 1), new(0x11E, 0x11E, 0, 0, 0),
    ];

    /// <summary>Operand size in the low bits, and the flags above.</summary>
    public static byte[] Operand { get; } = Column(row => row.Operand, Invalid);

    public static sbyte[] Pops { get; } = Column(row => row.Pops, (sbyte)0);

    public static sbyte[] Pushes { get; } = Column(row => row.Pushes, (sbyte)0);

    private static T[] Column<T>(Func<Entry, T> cell, T missing)
    {
        var column = new T[512];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = missing;
        }

        foreach (var row in Rows)
        {
            for (var i = row.First; i <= row.Last; i++)
            {
                column[i] = cell(row);
            }
        }

        return column;
    }

    private readonly record struct Entry(int First, int Last, byte Operand, sbyte Pops, sbyte Pushes);
}
