using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Api;

/// <summary>Types as C# writes them.</summary>
internal static class Names
{
    /// <summary>With its namespace.</summary>
    public static string Full(TypeReference type) => Reading.Uses.Outermost(type).Namespace + "." + Of(type);

    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType reference => Of(reference.ElementType),
        RequiredModifierType modified => Of(modified.ElementType),
        ArrayType array => Of(array.ElementType) + "[]",
        GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable => Of(nullable.GenericArguments[0]) + "?",
        GenericInstanceType generic => WithArguments(generic.ElementType, generic.GenericArguments.Select(Of)),
        { HasGenericParameters: true } open => WithArguments(open, open.GenericParameters.Select(p => p.Name)),
        GenericParameter parameter => parameter.Name,
        _ => Keyword(type.FullName) ?? Nested(type),
    };

    private static string WithArguments(TypeReference definition, IEnumerable<string> arguments)
    {
        var name = Nested(definition);
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return (tick < 0 ? name : name[..tick]) + "<" + string.Join(", ", arguments) + ">";
    }

    private static string Nested(TypeReference type) => type.DeclaringType is { } outer ? Nested(outer) + "." + type.Name : type.Name;

    private static string? Keyword(string name) => name switch
    {
        "System.Void" => "void",
        "System.Object" => "object",
        "System.String" => "string",
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Int32" => "int",
        "System.Int64" => "long",
        _ => null,
    };
}
