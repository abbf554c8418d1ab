using System.Collections.Immutable;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the <c>[Invariant]</c>s of a type.</summary>
internal static class InvariantParser
{
    /// <summary>The generated member that a shell calls at its exit, and that derived types extend.</summary>
    public const string CheckInvariants = "CheckInvariants";

    public static ImmutableArray<AttributeData> DeclaredOn(INamedTypeSymbol type) =>
        type.GetAttributes().Where(a => a.Is(IntentNames.Invariant)).ToImmutableArray();

    public static bool Declares(INamedTypeSymbol type) => IntentAttributes.Has(type, IntentNames.Invariant);

    /// <summary>Whether instances of the type are checked: by its own invariants or by those of a base class.</summary>
    public static bool IsGuarded(INamedTypeSymbol type) => Declares(type) || BaseIsGuarded(type);

    /// <summary>Whether a base class has generated checks: one of this compilation that will get them, or a referenced one that has them.</summary>
    public static bool BaseIsGuarded(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (Declares(at.OriginalDefinition))
            {
                return at.DeclaringSyntaxReferences.Length == 0
                    ? !at.GetMembers(CheckInvariants).IsEmpty
                    : TypeShape.CanBeExtended(at.OriginalDefinition, "", null, Refusals.Unheard);
            }
        }

        return false;
    }

    /// <summary>Whether the checks can be written, and something would run them.</summary>
    public static bool CanBeChecked(INamedTypeSymbol type, Location? place, Refusals refusals)
    {
        if (!TypeShape.CanBeExtended(type, $"[Invariant] of '{type.Name}'", place, refusals))
        {
            return false;
        }

        if (type.IsStatic)
        {
            refusals.Add(Rules.TargetCannotHold, place, $"'{type.Name}' is static and has no instance that an invariant could be true of: remove [Invariant]");
            return false;
        }

        foreach (var name in new[] { IntentNames.EnsureInvariants, CheckInvariants, "CheckOwnInvariants" })
        {
            if (type.GetMembers(name).Any(m => m.DeclaringSyntaxReferences.Any(r => !GeneratedFiles.IsOurs(r.SyntaxTree))))
            {
                refusals.Add(Rules.TargetCannotHold, place, $"'{type.Name}' declares '{name}', which is the name of a generated member: rename it");
                return false;
            }
        }

        if (!type.GetMembers().Any(m => m is IMethodSymbol { IsPartialDefinition: true, IsStatic: false } or IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false }))
        {
            refusals.Add(Rules.TargetCannotHold, place, $"nothing would check the invariants of '{type.Name}': declare a constructor that ends with {IntentNames.EnsureInvariants}(); and the methods that change it partial");
            return false;
        }

        return true;
    }

    public static InvariantChecks Checks(INamedTypeSymbol type, IEnumerable<InvariantModel> invariants) => new(
        invariants.ToEquatableArray(),
        CSharpText.ContractId(type),
        Owners.Of(type),
        type is { IsSealed: false, TypeKind: TypeKind.Class },
        BaseIsGuarded(type));

    /// <summary>All invariants of the type in source order, each named by its place in that order.</summary>
    public static ImmutableArray<(AttributeData Attribute, InvariantModel Model)> Parse(INamedTypeSymbol type, ImmutableArray<AttributeData> declared, Refusals refusals)
    {
        var invariants = ImmutableArray.CreateBuilder<(AttributeData, InvariantModel)>(declared.Length);
        foreach (var attribute in declared)
        {
            if (Parse(type, attribute, invariants.Count + 1, refusals) is { } invariant)
            {
                invariants.Add((attribute, invariant));
            }
        }

        return invariants.ToImmutable();
    }

    private static InvariantModel? Parse(INamedTypeSymbol type, AttributeData attribute, int number, Refusals refusals)
    {
        if (attribute.Argument(null) is not { } argument
            || attribute.ConstructorArguments.IsDefaultOrEmpty
            || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Primitive, Value: string written })
        {
            // No argument, or one that is no constant: the compiler says so.
            return null;
        }

        var text = IsNameOfMethod(type, argument, written) ? CSharpText.Name(written) + "()" : written;
        EmbeddedExpression? condition = null;
        if (string.IsNullOrWhiteSpace(written))
        {
            refusals.Add(Rules.ExpressionInvalid, argument.Expression.GetLocation(), "the condition is empty: write what is true of every instance, such as \"Balance >= 0\"");
        }
        else
        {
            condition = ExpressionParser.Parse(argument, text, "condition", refusals);
        }

        return new(NameOf(type, number), condition, condition?.Text ?? "", attribute.Named("Because") as string ?? "", CSharpText.Place(attribute.Place()));
    }

    // nameof(IsBalanced) names a property or a method; only the symbol tells which.
    private static bool IsNameOfMethod(INamedTypeSymbol type, AttributeArgumentSyntax argument, string name)
    {
        if (argument.Expression is not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } })
        {
            return false;
        }

        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                return member is IMethodSymbol;
            }
        }

        return false;
    }

    private static string NameOf(INamedTypeSymbol type, int number)
    {
        var name = "Invariant" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        while (type.MemberNames.Contains(name) || name == type.Name)
        {
            name += "_";
        }

        return name;
    }
}
