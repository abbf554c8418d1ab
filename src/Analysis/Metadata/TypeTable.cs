using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Metadata;

/// <summary>Full names of definitions and references, spelled as DocIds spell them, each built once.</summary>
internal sealed class TypeTable
{
    /// <summary>Deeper nesting is damage (a type that is nested in itself), not a program.</summary>
    private const int MaximumNesting = 64;

    private readonly MetadataReader _metadata;
    private readonly string?[] _definitions;
    private readonly string?[] _references;
    private readonly string?[] _scopes;
    private readonly string _own;

    public TypeTable(AssemblyImage image)
    {
        _metadata = image.Metadata;
        _own = image.Name;
        _definitions = new string?[_metadata.GetTableRowCount(TableIndex.TypeDef) + 1];
        _references = new string?[_metadata.GetTableRowCount(TableIndex.TypeRef) + 1];
        _scopes = new string?[_references.Length];
    }

    /// <summary><c>Shop.Outer.Inner`1</c>.</summary>
    public string Name(TypeDefinitionHandle handle) => Definition(handle, 0);

    public string Name(TypeReferenceHandle handle) => Reference(handle, 0);

    /// <summary>Simple name of the assembly that the metadata says a reference is in.</summary>
    public string Assembly(TypeReferenceHandle handle) => Scope(handle, 0);

    private string Definition(TypeDefinitionHandle handle, int depth)
    {
        ref var name = ref _definitions[MetadataTokens.GetRowNumber(handle)];
        if (name is null)
        {
            var type = _metadata.GetTypeDefinition(handle);
            var declaring = type.GetDeclaringType();
            name = declaring.IsNil
                ? Join(type.Namespace, type.Name)
                : Definition(declaring, Deeper(depth)) + "." + _metadata.GetString(type.Name);
        }

        return name;
    }

    private string Reference(TypeReferenceHandle handle, int depth)
    {
        ref var name = ref _references[MetadataTokens.GetRowNumber(handle)];
        if (name is null)
        {
            var type = _metadata.GetTypeReference(handle);
            name = type.ResolutionScope.Kind == HandleKind.TypeReference
                ? Reference((TypeReferenceHandle)type.ResolutionScope, Deeper(depth)) + "." + _metadata.GetString(type.Name)
                : Join(type.Namespace, type.Name);
        }

        return name;
    }

    private string Scope(TypeReferenceHandle handle, int depth)
    {
        ref var scope = ref _scopes[MetadataTokens.GetRowNumber(handle)];
        if (scope is null)
        {
            var parent = _metadata.GetTypeReference(handle).ResolutionScope;
            scope = parent.Kind switch
            {
                HandleKind.AssemblyReference when !parent.IsNil =>
                    _metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)parent).Name),
                HandleKind.TypeReference => Scope((TypeReferenceHandle)parent, Deeper(depth)),
                _ => _own,
            };
        }

        return scope;
    }

    private string Join(StringHandle space, StringHandle name) =>
        space.IsNil ? _metadata.GetString(name) : _metadata.GetString(space) + "." + _metadata.GetString(name);

    private static int Deeper(int depth) =>
        depth < MaximumNesting ? depth + 1 : throw new BadImageFormatException("a type is nested in itself");
}
