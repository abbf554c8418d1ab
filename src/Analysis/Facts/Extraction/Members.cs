using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>A method token, read: the reference as facts name it, its shape, and its definition when it is of this assembly.</summary>
internal sealed record Callee(MethodRef Reference, MethodShape Shape, MethodDefinitionHandle Definition, TypeDefinitionHandle DeclaringDefinition);

/// <summary>A field token, read.</summary>
internal sealed record FieldRef(string Assembly, string Type, string Name, string Id, TypeName FieldType, FieldDefinitionHandle Definition, TypeDefinitionHandle DeclaringDefinition)
{
    private MethodRef? _ofInstance;
    private MethodRef? _ofType;

    /// <summary>As sites name it: one object, however many there are.</summary>
    /// <param name="isInstance">The instruction names an object that holds the field.</param>
    public MethodRef Target(bool isInstance) => isInstance ? _ofInstance ??= Make(true) : _ofType ??= Make(false);

    private MethodRef Make(bool isInstance) => new(Assembly, Type, Name, Id, [], [], 0, isInstance, FieldType);
}

/// <summary>Resolves the tokens of IL to members, each once; references into this assembly lead to their definitions.</summary>
internal sealed class Members
{
    private static readonly IReadOnlyList<TypeName> NoTypes = [];
    private readonly AssemblyImage _image;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<int, Callee> _callees = [];
    private readonly Dictionary<int, FieldRef> _fields = [];
    private Dictionary<string, MethodDefinitionHandle>? _methodsById;
    private Dictionary<string, FieldDefinitionHandle>? _fieldsById;

    public Members(AssemblyImage image)
    {
        _image = image;
        _metadata = image.Metadata;
        Types = new TypeTable(image);
        Signatures = new Signatures(image, Types);
    }

    public TypeTable Types { get; }

    public Signatures Signatures { get; }

    public Callee Method(int token)
    {
        if (!_callees.TryGetValue(token, out var callee))
        {
            _callees.Add(token, callee = ReadMethod(MetadataTokens.EntityHandle(token)));
        }

        return callee;
    }

    public FieldRef Field(int token)
    {
        if (!_fields.TryGetValue(token, out var field))
        {
            _fields.Add(token, field = ReadField(MetadataTokens.EntityHandle(token)));
        }

        return field;
    }

    public string IdOf(MethodDefinitionHandle handle) => Method(MetadataTokens.GetToken(handle)).Reference.Id;

    private Callee ReadMethod(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                return ReadDefinition((MethodDefinitionHandle)handle);
            case HandleKind.MemberReference:
                return ReadReference((MemberReferenceHandle)handle);
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                if (specification.Method.Kind == HandleKind.MethodSpecification)
                {
                    throw new BadImageFormatException("a method specification names another");
                }

                var generic = Method(MetadataTokens.GetToken(specification.Method));
                var arguments = Signatures.MethodArguments(specification.Signature);
                return generic with { Reference = generic.Reference with { MethodArguments = arguments } };
            default:
                throw new BadImageFormatException("a call names something that is no method");
        }
    }

    private Callee ReadDefinition(MethodDefinitionHandle handle)
    {
        var method = _metadata.GetMethodDefinition(handle);
        var name = _metadata.GetString(method.Name);
        var shape = Signatures.Method(method.Signature);
        var declaring = method.GetDeclaringType();
        var type = Types.Name(declaring);
        return new(Reference(_image.Name, type, name, shape, NoTypes), shape, handle, declaring);
    }

    private Callee ReadReference(MemberReferenceHandle handle)
    {
        var member = _metadata.GetMemberReference(handle);
        var name = _metadata.GetString(member.Name);
        if (member.Parent.Kind == HandleKind.MethodDefinition)
        {
            // A call with variable arguments: the reference only adds their types.
            return Method(MetadataTokens.GetToken(member.Parent)) with { Shape = Signatures.Method(member.Signature) };
        }

        var shape = Signatures.Method(member.Signature);
        var type = Parent(member.Parent);
        var reference = Reference(type.Assembly, type.Name, name, shape, type.Arguments);
        var definition = type.Assembly == _image.Name ? OwnMethods().TryGetValue(reference.Id, out var own) ? own : default : default;
        return new(reference, shape, definition, definition.IsNil ? default : _metadata.GetMethodDefinition(definition).GetDeclaringType());
    }

    private TypeName Parent(EntityHandle parent) => parent.Kind == HandleKind.ModuleReference
        ? new(_image.Name, "<Module>", NoTypes)
        : Signatures.Type(parent);

    private static MethodRef Reference(string assembly, string type, string name, MethodShape shape, IReadOnlyList<TypeName> typeArguments) =>
        new(assembly, type, name, DocIds.Method(type, name, shape), typeArguments, NoTypes, shape.Parameters.Count, shape.HasReceiver, shape.Returns);

    private FieldRef ReadField(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
            var declaring = field.GetDeclaringType();
            return new(_image.Name, Types.Name(declaring), _metadata.GetString(field.Name), DocIds.Field(Types.Name(declaring), _metadata.GetString(field.Name)), Signatures.Field(field.Signature), (FieldDefinitionHandle)handle, declaring);
        }

        if (handle.Kind != HandleKind.MemberReference)
        {
            throw new BadImageFormatException("a field access names something that is no field");
        }

        var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
        var type = Parent(member.Parent);
        var name = _metadata.GetString(member.Name);
        var id = DocIds.Field(type.Name, name);
        var definition = type.Assembly == _image.Name && OwnFields().TryGetValue(id, out var own) ? own : default;
        return new(type.Assembly, type.Name, name, id, Signatures.Field(member.Signature), definition, definition.IsNil ? default : _metadata.GetFieldDefinition(definition).GetDeclaringType());
    }

    private Dictionary<string, MethodDefinitionHandle> OwnMethods()
    {
        if (_methodsById is null)
        {
            var byId = new Dictionary<string, MethodDefinitionHandle>(StringComparer.Ordinal);
            foreach (var handle in _metadata.MethodDefinitions)
            {
                byId[IdOf(handle)] = handle;
            }

            _methodsById = byId;
        }

        return _methodsById;
    }

    private Dictionary<string, FieldDefinitionHandle> OwnFields()
    {
        if (_fieldsById is null)
        {
            var byId = new Dictionary<string, FieldDefinitionHandle>(StringComparer.Ordinal);
            foreach (var handle in _metadata.FieldDefinitions)
            {
                byId[Field(MetadataTokens.GetToken(handle)).Id] = handle;
            }

            _fieldsById = byId;
        }

        return _fieldsById;
    }
}
