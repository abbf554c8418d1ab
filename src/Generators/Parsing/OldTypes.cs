using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// The type of an old value, looked up by names alone: a path of parameters and members. Binding expressions in a generator costs several times more memory
/// at each key stroke than everything else it does, so what needs binding is refused.
/// </summary>
internal static class OldTypes
{
    public static ITypeSymbol? Of(ExpressionSyntax expression, INamedTypeSymbol type, IReadOnlyList<(string Name, ITypeSymbol Type)> parameters) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, type, parameters),
        ThisExpressionSyntax => type,
        IdentifierNameSyntax name => OfName(name.Identifier.ValueText, type, parameters),
        MemberAccessExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax name } access =>
            Of(access.Expression, type, parameters) is { } owner ? OfMember(owner, name.Identifier.ValueText) : null,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } call => OfMethod(type, name.Identifier.ValueText, call.ArgumentList.Arguments.Count),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access } call =>
            Of(access.Expression, type, parameters) is { } owner ? OfMethod(owner, name.Identifier.ValueText, call.ArgumentList.Arguments.Count) : null,
        ElementAccessExpressionSyntax element => OfElement(Of(element.Expression, type, parameters), element.ArgumentList.Arguments.Count),
        _ => null,
    };

    private static ITypeSymbol? OfName(string name, INamedTypeSymbol type, IReadOnlyList<(string Name, ITypeSymbol Type)> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name)
            {
                return parameter.Type;
            }
        }

        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (OfMember(at, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ITypeSymbol? OfMember(ITypeSymbol owner, string name)
    {
        foreach (var member in Members(owner, name))
        {
            if (member is IFieldSymbol field)
            {
                return field.Type;
            }

            if (member is IPropertySymbol { IsIndexer: false } property)
            {
                return property.Type;
            }
        }

        return null;
    }

    private static ITypeSymbol? OfMethod(ITypeSymbol owner, string name, int arguments)
    {
        return Only(Members(owner, name)
            .OfType<IMethodSymbol>()
            .Where(m => m is { ReturnsVoid: false, IsGenericMethod: false } && m.Parameters.Length == arguments)
            .Select(m => (m.ContainingType, m.ReturnType)));
    }

    private static ITypeSymbol? OfElement(ITypeSymbol? owner, int arguments)
    {
        if (owner is IArrayTypeSymbol array)
        {
            return array.ElementType;
        }

        return owner is null
            ? null
            : Only(Members(owner, "this[]").OfType<IPropertySymbol>().Where(p => p.Parameters.Length == arguments).Select(p => (p.ContainingType, p.Type)));
    }

    // The nearest type that has one decides, if it has no two that differ.
    private static ITypeSymbol? Only(IEnumerable<(INamedTypeSymbol Owner, ITypeSymbol Type)> fitting)
    {
        var nearest = fitting.GroupBy(f => f.Owner, SymbolEqualityComparer.Default).FirstOrDefault()?
            .Select(f => f.Type)
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.IncludeNullability)
            .ToList();
        return nearest is { Count: 1 } ? nearest[0] : null;
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol owner, string name)
    {
        for (ITypeSymbol? at = owner; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                yield return member;
            }
        }

        var interfaces = owner is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.SelectMany(c => c.AllInterfaces.Cast<ITypeSymbol>().Prepend(c))
            : owner.AllInterfaces;
        foreach (var member in interfaces.SelectMany(i => i.GetMembers(name)))
        {
            yield return member;
        }
    }
}
