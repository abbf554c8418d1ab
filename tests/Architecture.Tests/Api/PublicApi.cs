using System.Text;
using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Api;

/// <summary>
/// What an assembly shows to others, as text that a reviewer can read: one line for each type and member, sorted. What the compiler adds to
/// records is left out; that they are records is said.
/// </summary>
internal static class PublicApi
{
    public static string Of(ModuleDefinition module)
    {
        var text = new StringBuilder();
        foreach (var type in module.Types.SelectMany(Compiled.WithNested).Where(IsVisible).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(TypeDefinition type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisible(type.DeclaringType) : type.IsPublic;

    private static string Header(TypeDefinition type)
    {
        var isRecord = type.Methods.Any(m => m.Name is "<Clone>$" or "PrintMembers");
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.BaseType?.FullName == "System.MulticastDelegate" ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var above = new[] { type.IsEnum || type.IsValueType || type.BaseType?.FullName is null or "System.Object" ? null : Names.Of(type.BaseType) }
            .OfType<string>()
            .Concat(type.Interfaces.Select(i => Names.Of(i.InterfaceType)).Where(i => !isRecord || !i.StartsWith("IEquatable<", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            .ToList();
        return (isRecord ? kind.Replace("class", "record", StringComparison.Ordinal).Replace("struct", "record struct", StringComparison.Ordinal) : kind) + " " + Names.Full(type) + (above.Count == 0 ? "" : " : " + string.Join(", ", above));
    }

    private static IEnumerable<string> Members(TypeDefinition type)
    {
        foreach (var field in type.Fields.Where(f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName))
        {
            yield return type.IsEnum ? field.Name + " = " + field.Constant : (field.IsLiteral ? "const " : "") + Names.Of(field.FieldType) + " " + field.Name + (field.IsLiteral ? " = " + field.Constant : "");
        }

        foreach (var property in type.Properties.Where(p => p.Name != "EqualityContract"))
        {
            var accessors = (Shown(property.GetMethod) ? "get; " : "")
                + (Shown(property.SetMethod) ? property.SetMethod.ReturnType is RequiredModifierType ? "init; " : "set; " : "");
            if (accessors.Length > 0)
            {
                yield return Modifiers(property.GetMethod ?? property.SetMethod) + Names.Of(property.PropertyType) + " " + property.Name + " { " + accessors + "}";
            }
        }

        foreach (var method in type.Methods.Where(m => Shown(m) && !m.IsGetter && !m.IsSetter && !IsSynthesised(m)))
        {
            yield return Method(method);
        }
    }

    private static bool Shown(MethodDefinition? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsSynthesised(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private static string Method(MethodDefinition method)
    {
        var generics = method.HasGenericParameters ? "<" + string.Join(", ", method.GenericParameters.Select(p => p.Name)) + ">" : "";
        var parameters = string.Join(", ", method.Parameters.Select(Parameter));
        return method.IsConstructor
            ? Modifiers(method) + "new(" + parameters + ")"
            : Modifiers(method) + Names.Of(method.ReturnType) + " " + method.Name + generics + "(" + parameters + ")";
    }

    private static string Parameter(ParameterDefinition parameter)
    {
        var direction = parameter.ParameterType is not (ByReferenceType or RequiredModifierType) ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return direction + Names.Of(parameter.ParameterType) + " " + parameter.Name + (parameter.HasConstant ? " = " + (parameter.Constant is null ? "default" : parameter.Constant is string text ? "\"" + text + "\"" : parameter.Constant) : "");
    }

    private static string Modifiers(MethodDefinition method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType.IsInterface || !method.IsVirtual || method.IsFinal ? "" : method.IsAbstract ? "abstract " : method.IsNewSlot ? "virtual " : "override ");
}
