using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>An object that a shell can reach, as the expression that reaches it.</summary>
internal readonly record struct Service(string Expression, ITypeSymbol Type);

/// <summary>Finds the objects of a kind that a member can use, the nearest first.</summary>
internal static class Services
{
    private const string Namespace = "IntentContracts.";

    public static bool IsGuards(ITypeSymbol type) => IntentAttributes.IsNamed(type, Namespace + "IntentGuards");

    public static bool IsRunner(ITypeSymbol type) =>
        IntentAttributes.IsNamed(type, Namespace + "ITransactionRunner")
        || type.AllInterfaces.Any(i => IntentAttributes.IsNamed(i, Namespace + "ITransactionRunner"));

    public static bool IsDbContext(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (IntentAttributes.IsNamed(at, "Microsoft.EntityFrameworkCore.DbContext"))
            {
                return true;
            }
        }

        return type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(IsDbContext);
    }

    /// <summary>
    /// The method's parameters, else the type's fields, else its properties, else its primary constructor's parameters, else what base classes
    /// offer. A primary constructor's parameter comes after a field, which is usually initialised with it: using both would capture it twice.
    /// </summary>
    public static IReadOnlyList<Service> Find(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation, Func<ITypeSymbol, bool> accepts)
    {
        var tiers = Tiers(method, type, compilation);
        foreach (var tier in tiers)
        {
            var found = tier.Where(s => accepts(s.Type)).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static IEnumerable<IEnumerable<Service>> Tiers(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation)
    {
        yield return method.Parameters.Where(p => p.RefKind != RefKind.Out).Select(p => new Service(CSharpText.Name(p.Name), p.Type));
        yield return type.GetMembers().OfType<IFieldSymbol>().Where(f => f.CanBeReferencedByName && Reaches(method, f)).Select(f => new Service(Access(f), f.Type));
        yield return type.GetMembers().OfType<IPropertySymbol>().Where(p => Reaches(method, p) && IsReadable(p)).Select(p => new Service(Access(p), p.Type));
        if (!method.IsStatic)
        {
            yield return PrimaryParameters(type)
                .Where(p => method.Parameters.All(own => own.Name != p.Name))
                .Select(p => new Service(CSharpText.Name(p.Name), p.Type));
        }

        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            var accessible = at.GetMembers().Where(m => m.CanBeReferencedByName && Reaches(method, m) && compilation.IsSymbolAccessibleWithin(m, type)).ToList();
            yield return accessible.OfType<IFieldSymbol>().Select(f => new Service(Access(f), f.Type));
            yield return accessible.OfType<IPropertySymbol>().Where(IsReadable).Select(p => new Service(Access(p), p.Type));
        }
    }

    private static IEnumerable<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(IsPrimary).SelectMany(c => c.Parameters);

    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;

    private static bool Reaches(IMethodSymbol method, ISymbol member) => member.IsStatic || !method.IsStatic;

    private static bool IsReadable(IPropertySymbol property) => property is { GetMethod: not null, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true };

    private static string Access(ISymbol member) =>
        (member.IsStatic ? CSharpText.Of(member.ContainingType) : "this") + "." + CSharpText.Name(member.Name);
}
