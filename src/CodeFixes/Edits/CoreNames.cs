using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>Whether a core can be called what its shell requires.</summary>
internal static class CoreNames
{
    public static bool AreFree(INamedTypeSymbol type, ISymbol member) => member is IPropertySymbol { IsIndexer: true } indexer
        ? new[] { indexer.GetMethod, indexer.SetMethod }.OfType<IMethodSymbol>().All(a => IsFree(type, a, a.Parameters))
        : IsFree(type, member, member is IMethodSymbol method ? method.Parameters : []);

    public static bool IsFree(INamedTypeSymbol type, IMethodSymbol method) => IsFree(type, method, method.Parameters);

    private static bool IsFree(INamedTypeSymbol type, ISymbol member, IReadOnlyList<IParameterSymbol> parameters)
    {
        var name = Cores.NameOf(member);
        if (name == type.Name)
        {
            return false;
        }

        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.GetMembers(name).Any(m => (ReferenceEquals(at, type) || m.DeclaredAccessibility != Accessibility.Private) && Collides(m)))
            {
                return false;
            }
        }

        return true;

        bool Collides(ISymbol other) =>
            member is not IMethodSymbol
            || other is not IMethodSymbol method
            || (method.Arity == ((IMethodSymbol)member).Arity && method.Parameters.Length == parameters.Count && method.Parameters.Zip(parameters, SameType).All(same => same));
    }

    // Type parameters of two methods are the same to the compiler when they stand at the same place.
    private static bool SameType(IParameterSymbol one, IParameterSymbol other) =>
        (one.RefKind == RefKind.None) == (other.RefKind == RefKind.None)
        && (SymbolEqualityComparer.Default.Equals(one.Type, other.Type) || one.Type.ToDisplayString() == other.Type.ToDisplayString());
}
