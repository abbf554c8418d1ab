using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Metadata;

/// <summary>Whom a call edge leads to, in words that hold across assemblies.</summary>
/// <param name="Assembly">Simple name of the assembly that the metadata says declares it.</param>
/// <param name="Type">Definition name of the declaring type; an array ends in <c>[]</c>.</param>
/// <param name="Signature">See <see cref="SignatureHashes"/>.</param>
internal readonly record struct MemberIdentity(string Assembly, string Type, string Member, ulong Signature);

/// <summary>Identities of method tokens, each built once.</summary>
internal sealed class MemberTable
{
    private readonly MetadataReader _metadata;
    private readonly string _own;
    private readonly TypeTable _types;
    private readonly SignatureHashes _signatures;
    private readonly MemberIdentity[] _definitions;
    private readonly MemberIdentity[] _references;
    private readonly (string Assembly, string Type)[] _specifications;

    public MemberTable(AssemblyImage image)
    {
        _metadata = image.Metadata;
        _own = image.Name;
        _types = new TypeTable(image);
        _signatures = new SignatureHashes(image, _types);
        _definitions = new MemberIdentity[_metadata.GetTableRowCount(TableIndex.MethodDef) + 1];
        _references = new MemberIdentity[_metadata.GetTableRowCount(TableIndex.MemberRef) + 1];
        _specifications = new (string, string)[_metadata.GetTableRowCount(TableIndex.TypeSpec) + 1];
    }

    /// <param name="token">A method definition, a member reference that names a method, or a method specification.</param>
    /// <exception cref="BadImageFormatException">It is none of these, or what it says is damaged.</exception>
    public MemberIdentity Of(int token)
    {
        var row = token & 0xFFFFFF;
        switch (token >> 24)
        {
            case 0x06 when row > 0 && row < _definitions.Length:
                return Definition(row);
            case 0x0A when row > 0 && row < _references.Length:
                return Reference(row);
            case 0x2B:
                var method = MetadataTokens.GetToken(_metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row)).Method);
                return (method >> 24) == 0x2B ? throw Wrong() : Of(method);
            default:
                throw Wrong();
        }
    }

    private MemberIdentity Definition(int row)
    {
        ref var identity = ref _definitions[row];
        if (identity.Signature == 0)
        {
            var method = _metadata.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(row));
            identity = new(_own, _types.Name(method.GetDeclaringType()), _metadata.GetString(method.Name), _signatures.Of(method.Signature));
        }

        return identity;
    }

    private MemberIdentity Reference(int row)
    {
        ref var identity = ref _references[row];
        if (identity.Signature == 0)
        {
            var member = _metadata.GetMemberReference(MetadataTokens.MemberReferenceHandle(row));
            var parent = member.Parent;
            if (parent.Kind == HandleKind.MethodDefinition)
            {
                // A call with variable arguments names the definition; its own signature only adds theirs.
                return identity = Definition(MetadataTokens.GetRowNumber(parent));
            }

            var (assembly, type) = Parent(parent);
            identity = new(assembly, type, _metadata.GetString(member.Name), _signatures.Of(member.Signature));
        }

        return identity;
    }

    private (string Assembly, string Type) Parent(EntityHandle parent)
    {
        switch (parent.Kind)
        {
            case HandleKind.TypeReference:
                var reference = (TypeReferenceHandle)parent;
                return (_types.Assembly(reference), _types.Name(reference));
            case HandleKind.TypeDefinition:
                return (_own, _types.Name((TypeDefinitionHandle)parent));
            case HandleKind.TypeSpecification:
                ref var known = ref _specifications[MetadataTokens.GetRowNumber(parent)];
                if (known.Type is null)
                {
                    var blob = _metadata.GetBlobReader(_metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
                    known = Specification(ref blob, 0);
                }

                return known;
            default:
                return (_own, "<Module>");
        }
    }

    private (string Assembly, string Type) Specification(ref BlobReader blob, int depth)
    {
        if (depth > 64)
        {
            throw new BadImageFormatException("a type specification is nested too deeply");
        }

        int code = blob.ReadByte();
        switch (code)
        {
            case 0x15:
                blob.ReadByte();
                return Named(blob.ReadTypeHandle());
            case 0x11 or 0x12:
                return Named(blob.ReadTypeHandle());
            case 0x14 or 0x1D:
                // Arrays have methods that no table lists: Get, Set, Address.
                var element = Specification(ref blob, depth + 1);
                return (element.Assembly, element.Type + "[]");
            case 0x13 or 0x1E:
                return ("", (code == 0x13 ? "`" : "``") + blob.ReadCompressedInteger().ToString(System.Globalization.CultureInfo.InvariantCulture));
            case 0x0F or 0x10 or 0x1F or 0x20 or 0x45:
                if (code is 0x1F or 0x20)
                {
                    blob.ReadTypeHandle();
                }

                return Specification(ref blob, depth + 1);
            default:
                return ("", ((SignatureTypeCode)code).ToString());
        }
    }

    private (string Assembly, string Type) Named(EntityHandle type) => type.Kind is HandleKind.TypeReference or HandleKind.TypeDefinition
        ? Parent(type)
        : throw new BadImageFormatException("a type specification names no type");

    private static BadImageFormatException Wrong() => new("a call names something that is no method");
}
