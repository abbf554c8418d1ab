using System.Reflection;
using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Type definitions, in metadata order; what only the compiler knows is left out.</summary>
internal sealed class TypeReader(MetadataReader metadata, Members members, Folding folding, Attributes attributes)
{
    private readonly FieldReader _fields = new(metadata, members, attributes);

    private readonly Dictionary<TypeDefinitionHandle, bool> _generated = [];

    public IReadOnlyList<TypeFact> ReadAll()
    {
        var facts = new List<TypeFact>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            if (!folding.IsCompilers(handle))
            {
                facts.Add(Read(handle));
            }
        }

        return facts;
    }

    /// <summary>Whether code outside the assembly can name the type.</summary>
    public bool IsVisible(TypeDefinitionHandle handle)
    {
        while (true)
        {
            var type = metadata.GetTypeDefinition(handle);
            switch (type.Attributes & TypeAttributes.VisibilityMask)
            {
                case TypeAttributes.Public:
                    return true;
                case TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem
                    when type.GetDeclaringType() is { IsNil: false } around:
                    handle = around;
                    continue;
                default:
                    return false;
            }
        }
    }

    /// <summary>Whether a tool wrote the type, or one around it.</summary>
    public bool IsGenerated(TypeDefinitionHandle handle)
    {
        if (!_generated.TryGetValue(handle, out var generated))
        {
            var type = metadata.GetTypeDefinition(handle);
            var around = type.GetDeclaringType();
            generated = IsGenerated(attributes.Read(type.GetCustomAttributes())) || (!around.IsNil && IsGenerated(around));
            _generated.Add(handle, generated);
        }

        return generated;
    }

    public static bool IsGenerated(IReadOnlyList<AttributeFact> attributes) => attributes.Any(a =>
        a.Type is "System.Runtime.CompilerServices.CompilerGeneratedAttribute" or "System.CodeDom.Compiler.GeneratedCodeAttribute");

    private TypeFact Read(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var around = type.GetDeclaringType();
        TypeName? parent = type.BaseType.IsNil ? null : members.Signatures.Type(type.BaseType);
        return new(
            members.Types.Name(handle),
            metadata.GetString(around.IsNil ? type.Namespace : Outermost(type).Namespace),
            around.IsNil ? "" : members.Types.Name(around),
            Traits(handle, type, parent),
            parent,
            [.. type.GetInterfaceImplementations().Select(i => members.Signatures.Type(metadata.GetInterfaceImplementation(i).Interface))],
            attributes.Read(type.GetCustomAttributes()),
            _fields.Of(handle),
            [.. Constraints(type)]);
    }

    private IEnumerable<ConstraintFact> Constraints(TypeDefinition type) =>
        from parameter in type.GetGenericParameters().Select(metadata.GetGenericParameter)
        from constraint in parameter.GetConstraints()
        select new ConstraintFact(parameter.Index, members.Signatures.Type(metadata.GetGenericParameterConstraint(constraint).Type));

    private TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.GetDeclaringType() is { IsNil: false } around)
        {
            type = metadata.GetTypeDefinition(around);
        }

        return type;
    }

    private TypeTraits Traits(TypeDefinitionHandle handle, TypeDefinition type, TypeName? parent)
    {
        var traits = TypeTraits.None;
        traits |= (type.Attributes & TypeAttributes.Interface) != 0 ? TypeTraits.Interface : 0;
        traits |= (type.Attributes & TypeAttributes.Abstract) != 0 ? TypeTraits.Abstract : 0;
        traits |= (type.Attributes & TypeAttributes.Sealed) != 0 ? TypeTraits.Sealed : 0;
        traits |= IsVisible(handle) ? TypeTraits.ExternallyVisible : 0;
        traits |= IsGenerated(handle) ? TypeTraits.Generated : 0;
        traits |= parent?.Name is "System.ValueType" or "System.Enum" ? TypeTraits.ValueType : 0;
        traits |= parent?.Name is "System.MulticastDelegate" ? TypeTraits.Delegate : 0;
        return traits;
    }
}
