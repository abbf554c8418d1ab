using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Metadata;

/// <summary>A method's IL and exception clauses, in place (ECMA-335 II.25.4). Lives as long as its image.</summary>
internal readonly unsafe struct MethodBody
{
    private readonly byte* _clauses;
    private readonly bool _fatClauses;

    private MethodBody(byte* code, int length, int localSignature, byte* clauses, int clauseCount, bool fatClauses)
    {
        Code = code;
        Length = length;
        LocalSignature = localSignature;
        _clauses = clauses;
        ClauseCount = clauseCount;
        _fatClauses = fatClauses;
    }

    public byte* Code { get; }

    public int Length { get; }

    /// <summary>Token of the local variables' signature; 0 when there are none.</summary>
    public int LocalSignature { get; }

    public int ClauseCount { get; }

    /// <summary>A clause, with its ranges checked against the code.</summary>
    public ExceptionClause Clause(int index)
    {
        var clause = _fatClauses ? Fat(_clauses + (index * 24)) : Small(_clauses + (index * 12));
        if (!Fits(clause.TryOffset, clause.TryLength) || !Fits(clause.HandlerOffset, clause.HandlerLength)
            || (clause.Kind == ExceptionRegionKind.Filter && !Fits(clause.TokenOrFilter, 0)))
        {
            throw new BadImageFormatException("an exception clause lies outside its method");
        }

        return clause;
    }

    internal static MethodBody Parse(byte* start, byte* end)
    {
        // Tiny: two bits of format, six of length, no locals, no clauses.
        if ((*start & 3) == 2)
        {
            var tiny = *start >> 2;
            return Check(start + 1, tiny, end) ? new(start + 1, tiny, 0, null, 0, false) : throw Outside();
        }

        if ((*start & 3) != 3 || end - start < 12)
        {
            throw new BadImageFormatException("a method header is damaged");
        }

        var flags = Read16(start);
        var headerSize = (flags >> 12) * 4;
        var length = Read32(start + 4);
        var localSignature = Read32(start + 8);
        if (headerSize < 12 || headerSize > end - start || !Check(start + headerSize, length, end))
        {
            throw Outside();
        }

        var code = start + headerSize;
        return (flags & 8) == 0
            ? new(code, length, localSignature, null, 0, false)
            : WithClauses(code, length, localSignature, start, end);
    }

    private static MethodBody WithClauses(byte* code, int length, int localSignature, byte* start, byte* end)
    {
        // Sections follow the code on the next multiple of four; bodies themselves start on one, so distance from the header decides.
        var section = start + ((code + length - start + 3) & ~3);
        while (end - section >= 4)
        {
            int kind = *section;
            var fat = (kind & 0x40) != 0;
            var size = fat ? Read32(section) >> 8 & 0xFFFFFF : section[1];
            if ((kind & 0x3F) == 1)
            {
                var count = (size - 4) / (fat ? 24 : 12);
                return size >= 4 && Check(section, 4 + (count * (fat ? 24 : 12)), end)
                    ? new(code, length, localSignature, section + 4, count, fat)
                    : throw Outside();
            }

            if ((kind & 0x80) == 0 || size < 4 || size > end - section)
            {
                break;
            }

            section += size;
        }

        throw new BadImageFormatException("a method's exception section is damaged");
    }

    private bool Fits(int offset, int length) => offset >= 0 && length >= 0 && (long)offset + length <= Length;

    private static ExceptionClause Fat(byte* p) =>
        new((ExceptionRegionKind)Read32(p), Read32(p + 4), Read32(p + 8), Read32(p + 12), Read32(p + 16), Read32(p + 20));

    private static ExceptionClause Small(byte* p) =>
        new((ExceptionRegionKind)Read16(p), Read16(p + 2), p[4], Read16(p + 5), p[7], Read32(p + 8));

    private static bool Check(byte* at, int length, byte* end) => length >= 0 && length <= end - at;

    private static int Read16(byte* p) => p[0] | (p[1] << 8);

    private static int Read32(byte* p) => p[0] | (p[1] << 8) | (p[2] << 16) | (p[3] << 24);

    private static BadImageFormatException Outside() => new("a method body lies outside the file");
}

/// <summary>One row of a method's exception table. Offsets and lengths are in IL bytes.</summary>
/// <param name="TokenOrFilter">Catch: token of the type. Filter: offset of the filter. Otherwise 0.</param>
internal readonly record struct ExceptionClause(
    ExceptionRegionKind Kind,
    int TryOffset,
    int TryLength,
    int HandlerOffset,
    int HandlerLength,
    int TokenOrFilter)
{
    public bool TryCovers(int offset) => offset >= TryOffset && offset < TryOffset + TryLength;

    public bool HandlerCovers(int offset) => offset >= HandlerOffset && offset < HandlerOffset + HandlerLength;
}
