using Mono.Cecil;
using Mono.Cecil.Cil;

namespace IntentContracts.Architecture.Tests.Reading;

/// <summary>Everything that a type mentions: in its declaration, in its members' signatures and in their bodies.</summary>
internal static class Uses
{
    /// <summary>Full names of the outermost types, with the element and argument types of composed ones.</summary>
    public static IReadOnlySet<TypeReference> OfTypes(TypeDefinition type)
    {
        var used = new HashSet<TypeReference>(ByName.Instance);
        foreach (var part in Compiled.WithNested(type))
        {
            Declaration(part, used);
            foreach (var method in part.Methods)
            {
                Signature(method, used);
                foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
                {
                    Operand(instruction.Operand, used);
                }

                foreach (var variable in method.HasBody ? method.Body.Variables : [])
                {
                    Add(variable.VariableType, used);
                }

                foreach (var handler in method.HasBody ? method.Body.ExceptionHandlers : [])
                {
                    Add(handler.CatchType, used);
                }
            }
        }

        return used;
    }

    /// <summary>Members that the bodies of a type call, read or write, as <c>Namespace.Type::Member</c>; of constructors also the parameters.</summary>
    public static IEnumerable<string> OfMembers(TypeDefinition type)
    {
        foreach (var method in Compiled.Methods(type).Where(m => m.HasBody))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is MemberReference { DeclaringType: { } declaring } member and not TypeReference)
                {
                    yield return Outermost(declaring.GetElementType()).FullName + "::" + member.Name
                        + (member is MethodReference { Name: ".ctor" } made ? "(" + string.Join(", ", made.Parameters.Select(p => p.ParameterType.Name)) + ")" : "");
                }
            }
        }
    }

    public static IEnumerable<string> Texts(TypeDefinition type) =>
        Compiled.Methods(type).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (string)i.Operand);

    public static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static void Declaration(TypeDefinition type, HashSet<TypeReference> used)
    {
        Add(type.BaseType, used);
        foreach (var implemented in type.Interfaces)
        {
            Add(implemented.InterfaceType, used);
        }

        Attributes(type, used);
        Generics(type, used);
        foreach (var field in type.Fields)
        {
            Add(field.FieldType, used);
            Attributes(field, used);
        }

        foreach (var property in type.Properties)
        {
            Attributes(property, used);
        }
    }

    private static void Signature(MethodDefinition method, HashSet<TypeReference> used)
    {
        Add(method.ReturnType, used);
        Attributes(method, used);
        Generics(method, used);
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.ParameterType, used);
            Attributes(parameter, used);
        }
    }

    private static void Operand(object? operand, HashSet<TypeReference> used)
    {
        switch (operand)
        {
            case TypeReference type:
                Add(type, used);
                break;
            case MethodReference method:
                Add(method.DeclaringType, used);
                Add(method.ReturnType, used);
                foreach (var parameter in method.Parameters)
                {
                    Add(parameter.ParameterType, used);
                }

                foreach (var argument in method is GenericInstanceMethod generic ? generic.GenericArguments : [])
                {
                    Add(argument, used);
                }

                break;
            case FieldReference field:
                Add(field.DeclaringType, used);
                Add(field.FieldType, used);
                break;
        }
    }

    private static void Attributes(ICustomAttributeProvider carrier, HashSet<TypeReference> used)
    {
        foreach (var attribute in carrier.CustomAttributes)
        {
            Add(attribute.AttributeType, used);
        }
    }

    private static void Generics(IGenericParameterProvider provider, HashSet<TypeReference> used)
    {
        foreach (var constraint in provider.GenericParameters.SelectMany(p => p.Constraints))
        {
            Add(constraint.ConstraintType, used);
        }
    }

    private static void Add(TypeReference? type, HashSet<TypeReference> used)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                {
                    Add(argument, used);
                }

                Add(generic.ElementType, used);
                return;
            case TypeSpecification composed:
                Add(composed.ElementType, used);
                return;
            default:
                used.Add(Outermost(type));
                return;
        }
    }

    private sealed class ByName : IEqualityComparer<TypeReference>
    {
        public static ByName Instance { get; } = new();

        public bool Equals(TypeReference? x, TypeReference? y) => x?.FullName == y?.FullName;

        public int GetHashCode(TypeReference type) => type.FullName.GetHashCode(StringComparison.Ordinal);
    }
}
