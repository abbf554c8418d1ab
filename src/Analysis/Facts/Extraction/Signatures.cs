using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>A method's signature in the words of DocIds.</summary>
internal sealed record MethodShape(bool HasReceiver, int GenericArity, TypeName Returns, IReadOnlyList<TypeName> Parameters);

/// <summary>Reads signature blobs (ECMA-335 II.23.2), each once. Custom modifiers say nothing in a DocId and are passed over.</summary>
internal sealed class Signatures(AssemblyImage image, TypeTable types)
{
    private const int MaximumDepth = 128;
    private static readonly IReadOnlyList<TypeName> NoTypes = [];
    private readonly MetadataReader _metadata = image.Metadata;
    private readonly Dictionary<BlobHandle, MethodShape> _methods = [];
    private readonly Dictionary<BlobHandle, TypeName> _fields = [];
    private readonly Dictionary<EntityHandle, TypeName> _types = [];
    private readonly Dictionary<BlobHandle, IReadOnlyList<TypeName>> _locals = [];
    private readonly Dictionary<int, TypeName> _primitives = [];
    private readonly string _core = CoreLibrary(image);

    public MethodShape Method(BlobHandle signature)
    {
        if (!_methods.TryGetValue(signature, out var shape))
        {
            var reader = _metadata.GetBlobReader(signature);
            _methods.Add(signature, shape = ReadMethod(ref reader, 0));
        }

        return shape;
    }

    public TypeName Field(BlobHandle signature)
    {
        if (!_fields.TryGetValue(signature, out var type))
        {
            var reader = _metadata.GetBlobReader(signature);
            if (reader.ReadByte() != 0x06)
            {
                throw new BadImageFormatException("a field has no field signature");
            }

            _fields.Add(signature, type = ReadType(ref reader, 0));
        }

        return type;
    }

    /// <summary>A TypeDef, TypeRef or TypeSpec.</summary>
    public TypeName Type(EntityHandle handle)
    {
        if (!_types.TryGetValue(handle, out var type))
        {
            _types.Add(handle, type = ReadTypeHandle(handle, 0));
        }

        return type;
    }

    /// <summary>The type arguments of a method specification.</summary>
    public IReadOnlyList<TypeName> MethodArguments(BlobHandle signature)
    {
        var reader = _metadata.GetBlobReader(signature);
        if (reader.ReadByte() != 0x0A)
        {
            throw new BadImageFormatException("a method specification has another signature");
        }

        return ReadTypes(ref reader, reader.ReadCompressedInteger(), 0);
    }

    /// <summary>The types of a body's locals (II.23.2.6).</summary>
    /// <param name="token">Of their signature; 0 when there are none.</param>
    public IReadOnlyList<TypeName> Locals(int token)
    {
        if (token == 0)
        {
            return NoTypes;
        }

        var signature = _metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(token & 0xFFFFFF)).Signature;
        if (!_locals.TryGetValue(signature, out var types))
        {
            var reader = _metadata.GetBlobReader(signature);
            if (reader.ReadByte() != 0x07)
            {
                throw new BadImageFormatException("a local variable signature is another one");
            }

            _locals.Add(signature, types = ReadTypes(ref reader, reader.ReadCompressedInteger(), 0));
        }

        return types;
    }

    private MethodShape ReadMethod(ref BlobReader reader, int depth)
    {
        int convention = reader.ReadByte();
        var arity = (convention & 0x10) != 0 ? reader.ReadCompressedInteger() : 0;
        var count = reader.ReadCompressedInteger();
        var returns = ReadType(ref reader, depth + 1);
        return new((convention & 0x20) != 0, arity, returns, ReadTypes(ref reader, count, depth + 1));
    }

    private IReadOnlyList<TypeName> ReadTypes(ref BlobReader reader, int count, int depth)
    {
        if (count == 0)
        {
            return NoTypes;
        }

        // Every type takes a byte at least: a larger count is damage, and must not size a list.
        if (count > reader.RemainingBytes)
        {
            throw new BadImageFormatException("a signature is cut off");
        }

        var read = new TypeName[count];
        for (var i = 0; i < count; i++)
        {
            read[i] = ReadType(ref reader, depth + 1);
        }

        return read;
    }

    private TypeName ReadType(ref BlobReader reader, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new BadImageFormatException("a signature is nested too deeply");
        }

        while (true)
        {
            int code = reader.ReadByte();
            switch (code)
            {
                case 0x0F:
                    return Suffix(ReadType(ref reader, depth + 1), "*");
                case 0x10:
                    return Suffix(ReadType(ref reader, depth + 1), "@");
                case 0x11 or 0x12:
                    return ReadTypeHandle(reader.ReadTypeHandle(), depth + 1);
                case 0x13:
                    return Parameter("`", reader.ReadCompressedInteger());
                case 0x14:
                    return ReadArray(ref reader, depth);
                case 0x15:
                    reader.ReadByte();
                    var definition = ReadTypeHandle(reader.ReadTypeHandle(), depth + 1);
                    return definition with { Arguments = ReadTypes(ref reader, reader.ReadCompressedInteger(), depth) };
                case 0x1B:
                    // The C# compiler writes nothing where a function pointer stands; so do ids here, or they would not be the compiler's.
                    ReadMethod(ref reader, depth + 1);
                    return new("", "", NoTypes);
                case 0x1D:
                    return Suffix(ReadType(ref reader, depth + 1), "[]");
                case 0x1E:
                    return Parameter("``", reader.ReadCompressedInteger());
                case 0x1F or 0x20:
                    reader.ReadTypeHandle();
                    continue;
                case 0x41 or 0x45:
                    // The sentinel before a call's variable arguments; pinned locals.
                    continue;
                default:
                    return Primitive(code);
            }
        }
    }

    private TypeName ReadTypeHandle(EntityHandle handle, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new BadImageFormatException("a type specification is nested in itself");
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return new(image.Name, types.Name((TypeDefinitionHandle)handle), NoTypes);
            case HandleKind.TypeReference:
                var reference = (TypeReferenceHandle)handle;
                return new(types.Assembly(reference), types.Name(reference), NoTypes);
            case HandleKind.TypeSpecification:
                var reader = _metadata.GetBlobReader(_metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                return ReadType(ref reader, depth + 1);
            default:
                throw new BadImageFormatException("a type is named by something that is no type");
        }
    }

    private TypeName ReadArray(ref BlobReader reader, int depth)
    {
        var element = ReadType(ref reader, depth + 1);
        var rank = reader.ReadCompressedInteger();
        for (var sizes = reader.ReadCompressedInteger(); sizes > 0; sizes--)
        {
            reader.ReadCompressedInteger();
        }

        for (var bounds = reader.ReadCompressedInteger(); bounds > 0; bounds--)
        {
            reader.ReadCompressedSignedInteger();
        }

        return rank is < 1 or > 32
            ? throw new BadImageFormatException("an array has an impossible number of dimensions")
            : Suffix(element, "[" + string.Join(",", Enumerable.Repeat("0:", rank)) + "]");
    }

    private static TypeName Suffix(TypeName element, string suffix) => element with { Name = element.Name + suffix };

    private static TypeName Parameter(string ticks, int index) => new("", ticks + index.ToString(CultureInfo.InvariantCulture), NoTypes);

    private TypeName Primitive(int code)
    {
        if (!_primitives.TryGetValue(code, out var type))
        {
            var name = code switch
            {
                0x01 => "Void",
                0x02 => "Boolean",
                0x03 => "Char",
                0x04 => "SByte",
                0x05 => "Byte",
                0x06 => "Int16",
                0x07 => "UInt16",
                0x08 => "Int32",
                0x09 => "UInt32",
                0x0A => "Int64",
                0x0B => "UInt64",
                0x0C => "Single",
                0x0D => "Double",
                0x0E => "String",
                0x16 => "TypedReference",
                0x18 => "IntPtr",
                0x19 => "UIntPtr",
                0x1C => "Object",
                _ => throw new BadImageFormatException("a signature holds a type that does not exist"),
            };
            _primitives.Add(code, type = new(_core, "System." + name, NoTypes));
        }

        return type;
    }

    /// <summary>Signatures spell int and string without an assembly: they are where System.Object is.</summary>
    private static string CoreLibrary(AssemblyImage image)
    {
        var metadata = image.Metadata;
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference && metadata.StringComparer.Equals(type.Name, "Object")
                && metadata.StringComparer.Equals(type.Namespace, "System"))
            {
                return metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            }
        }

        return image.Name;
    }
}
