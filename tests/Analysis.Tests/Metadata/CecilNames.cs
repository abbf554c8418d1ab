using Mono.Cecil;

namespace IntentContracts.Analysis.Tests.Metadata;

/// <summary>Cecil's members in the words of our facts, so that both can be compared as text.</summary>
internal static class CecilNames
{
    public static string Edge(MethodReference method)
    {
        var definition = method.GetElementMethod();
        return $"{Assembly(definition.DeclaringType)}|{Declaring(definition.DeclaringType)}|{definition.Name}|{Signature(definition)}";
    }

    private static string Signature(MethodReference method) =>
        (method.HasThis ? "this " : "") + Type(method.ReturnType) + "(" + string.Join(",", method.Parameters.Select(p => Type(p.ParameterType))) + ")";

    private static string Assembly(TypeReference type)
    {
        var element = type;
        while (element is TypeSpecification specification)
        {
            element = specification.ElementType;
        }

        return element is GenericParameter ? "" : element.Scope switch
        {
            AssemblyNameReference assembly => assembly.Name,
            ModuleDefinition module => module.Assembly.Name.Name,
            _ => element.Module.Assembly.Name.Name,
        };
    }

    /// <summary>The definition's name: the arguments of an instance are not part of whom a call names.</summary>
    private static string Declaring(TypeReference type) => type switch
    {
        GenericInstanceType instance => Type(instance.ElementType),
        ArrayType { IsVector: true } array => Declaring(array.ElementType) + "[]",
        ArrayType array => Declaring(array.ElementType) + "[" + string.Join(",", Enumerable.Repeat("0:", array.Rank)) + "]",
        _ => Type(type),
    };

    private static string Type(TypeReference type) => type switch
    {
        ArrayType { IsVector: true } array => Type(array.ElementType) + "[]",
        ArrayType array => Type(array.ElementType) + "[" + string.Join(",", Enumerable.Repeat("0:", array.Rank)) + "]",
        ByReferenceType byReference => Type(byReference.ElementType) + "@",
        PointerType pointer => Type(pointer.ElementType) + "*",
        IModifierType modifier => Type(modifier.ElementType),
        PinnedType or SentinelType => Type(((TypeSpecification)type).ElementType),
        FunctionPointerType => "",
        GenericInstanceType instance => Type(instance.ElementType) + "<" + string.Join(",", instance.GenericArguments.Select(Type)) + ">",
        GenericParameter parameter => (parameter.Type == GenericParameterType.Type ? "`" : "``") + parameter.Position,
        _ => type.FullName.Replace('/', '.'),
    };
}
