using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts;

/// <summary>The reading half of <see cref="FactsFormat"/>. It trusts the checksum, and still sizes nothing by a number it has not seen items for.</summary>
internal sealed class FactsStreamReader(BinaryReader reader) : IDisposable
{
    private readonly List<string> _strings = [];
    private readonly List<TypeName?> _types = [];
    private readonly List<MethodRef?> _methods = [];

    public void Dispose() => reader.Dispose();

    public AssemblyFacts Assembly() => new(
        Text(),
        new Guid(reader.ReadBytes(16)),
        List(Type),
        List(Method),
        List(Attribute),
        List(Text),
        ManifestFormat.Read(Text()),
        reader.ReadBoolean());

    private TypeFact Type() => new(
        Text(),
        Text(),
        Text(),
        (TypeTraits)Number(),
        OptionalTypeName(),
        List(TypeName),
        List(Attribute),
        List(Field),
        List(Constraint));

    private ConstraintFact Constraint() => new(Number(), TypeName());

    private FieldFact Field() => new(Text(), Text(), TypeName(), (FieldTraits)Number(), List(Attribute));

    private MethodFact Method() => new(
        Text(),
        Text(),
        Text(),
        Text(),
        (MethodTraits)Number(),
        Number(),
        List(TypeName),
        TypeName(),
        List(Attribute),
        List(Attribute),
        List(MethodRef),
        List(Site),
        Flow(),
        Body(),
        Span(),
        Span(),
        Text())
    {
        Keys = List(Key),
        Headers = List(Key),
    };

    private ParameterKey Key() => new(Number(), Text());

    private BodyFact Body()
    {
        var blocks = List(Block);
        var regions = List(Region);
        var blockOfSite = List(Number);
        var steps = List(Step);
        var locals = List(Local);
        var cases = List(Case);
        return blocks.Length == 0 ? BodyFact.None : new(blocks, regions, blockOfSite, steps, locals) { Cases = cases };
    }

    private BlockFact Block() => new(List(Number), Value(), Number(), Number(), (Comparison)reader.ReadByte(), Number(), Text());

    private CaseFact Case() => new(Number(), Value(), (Comparison)reader.ReadByte(), Number(), Number(), Number());

    private RegionFact Region() => new((RegionKind)reader.ReadByte(), OptionalTypeName(), List(Number), List(Number), List(Number), Span());

    private StepFact Step() => new((StepKind)reader.ReadByte(), Number(), Number(), Value(), Text(), Span());

    private LocalFact Local() => new(Text(), TypeName());

    private FlowFact Flow()
    {
        var blocks = List(Number);
        var rows = List(Row);
        return blocks.Length == 0 && rows.Length == 0 ? FlowFact.None : new(blocks, rows);
    }

    private SiteFact Site() => new(
        (SiteKind)reader.ReadByte(),
        MethodRef(),
        Span(),
        List(Value),
        Number(),
        Number(),
        Value(),
        (ResultUse)reader.ReadByte());

    private ValueFact Value() => new((ValueKind)reader.ReadByte(), Text());

    private MethodRef MethodRef() => Shared(_methods, () => new(Text(), Text(), Text(), Text(), List(TypeName), List(TypeName), Number(), reader.ReadBoolean(), OptionalTypeName()));

    private TypeName TypeName() => Shared(_types, () => new(Text(), Text(), List(TypeName)));

    private TypeName? OptionalTypeName() => reader.ReadBoolean() ? TypeName() : null;

    private AttributeFact Attribute() => new(
        Text(),
        List(OptionalText),
        List(() => new KeyValuePair<string, string?>(Text(), OptionalText())));

    private SourceSpan Span()
    {
        var document = Number();
        return document < 0 ? SourceSpan.None : new(document, Number(), Number(), Number(), Number());
    }

    private ulong[] Row()
    {
        var row = new ulong[Count()];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.ReadUInt64();
        }

        return row;
    }

    private string Text() => OptionalText() ?? throw Damaged();

    private string? OptionalText()
    {
        var number = Number();
        if (number == 0)
        {
            return null;
        }

        if (number == _strings.Count + 1)
        {
            _strings.Add(reader.ReadString());
        }

        return number > 0 && number <= _strings.Count ? _strings[number - 1] : throw Damaged();
    }

    private T Shared<T>(List<T?> known, Func<T> read)
        where T : class
    {
        var number = Number();
        if (number == known.Count + 1)
        {
            known.Add(null);
            return known[number - 1] = read();
        }

        return number > 0 && number <= known.Count && known[number - 1] is { } thing ? thing : throw Damaged();
    }

    private T[] List<T>(Func<T> read)
    {
        var count = Count();
        if (count == 0)
        {
            return [];
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }

    /// <summary>Every item takes a byte at least.</summary>
    private int Count()
    {
        var count = Number();
        return count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position ? count : throw Damaged();
    }

    private int Number()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = reader.ReadByte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("a facts file is damaged");
}
