using System.Collections.Immutable;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Recognises the vocabulary by full name and reads its arguments.</summary>
internal static class IntentAttributes
{
    /// <summary>Whether the compilation knows the vocabulary at all.</summary>
    public static bool AreReferenced(Compilation compilation) => !compilation.GetTypesByMetadataName(IntentNames.Idempotent).IsEmpty;

    public static bool Is(this AttributeData attribute, string fullName) =>
        attribute.AttributeClass is { } type && IsNamed(type, fullName);

    /// <summary>Compares without building the type's display string: this runs for every attribute of every candidate on every edit.</summary>
    public static bool IsNamed(ITypeSymbol type, string fullName)
    {
        var end = fullName.Length;
        for (ISymbol? symbol = type; symbol is not null; symbol = symbol.ContainingNamespace)
        {
            if (symbol is INamespaceSymbol { IsGlobalNamespace: true })
            {
                return end == -1;
            }

            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, symbol.Name, 0, symbol.Name.Length) != 0
                || (start > 0 && fullName[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }

    public static AttributeData? Find(ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.Is(fullName))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(ISymbol symbol, string fullName) => Find(symbol, fullName) is not null;

    /// <summary>The value of a named argument, or null when it was not written.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value.Kind != TypedConstantKind.Array)
            {
                return pair.Value.Value;
            }
        }

        return null;
    }

    /// <summary>The items of a named argument that is an array; none when it was not written.</summary>
    public static ImmutableArray<TypedConstant> NamedArray(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                return pair.Value.Values;
            }
        }

        return [];
    }

    /// <summary>The constant of a named argument, with its type.</summary>
    public static TypedConstant? NamedConstant(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    /// <summary>The attribute's first positional argument, when it is a string.</summary>
    public static string? Text(this AttributeData attribute) =>
        !attribute.ConstructorArguments.IsDefaultOrEmpty && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    /// <summary>The name of an enumeration's member given by a named argument, or <paramref name="fallback"/>.</summary>
    public static string NamedMember(this AttributeData attribute, string name, string fallback)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key != name || pair.Value.Kind != TypedConstantKind.Enum || pair.Value.Type is not { } type)
            {
                continue;
            }

            foreach (var member in type.GetMembers())
            {
                if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, pair.Value.Value))
                {
                    return field.Name;
                }
            }
        }

        return fallback;
    }

    public static Location? Place(this AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();

    /// <summary>The syntax of a named argument, or of the first positional one when <paramref name="name"/> is null.</summary>
    public static AttributeArgumentSyntax? Argument(this AttributeData attribute, string? name)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList: { } list })
        {
            return null;
        }

        foreach (var argument in list.Arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name)
            {
                return argument;
            }
        }

        return null;
    }

    /// <summary>The attribute as the reader should see it: <c>Idempotent</c>.</summary>
    public static string ShortName(string fullName)
    {
        var name = fullName.Substring(IntentNames.Namespace.Length + 1);
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
