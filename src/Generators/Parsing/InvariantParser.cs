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

    /// <summary>Those of the type itself, then those of the interfaces that no base class implements for it. An interface has no instances of its own.</summary>
    public static ImmutableArray<AttributeData> DeclaredOn(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface
        ? []
        : [.. type.GetAttributes().Where(a => a.Is(IntentNames.Invariant)), .. Interfaces(type).SelectMany(i => i.GetAttributes()).Where(a => a.Is(IntentNames.Invariant))];

    public static bool Declares(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Interface && (IntentAttributes.Has(type, IntentNames.Invariant) || Interfaces(type).Any(i => IntentAttributes.Has(i, IntentNames.Invariant)));

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

    /// <summary>Whether an attribute was written on this part of its type.</summary>
    public static bool IsOn(TypeDeclarationSyntax part, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == part.SyntaxTree && reference.GetSyntax().Parent?.Parent == part;

    /// <summary>The part that gets the checks: that of the first invariant, or the type's first when all of them come from interfaces.</summary>
    public static TypeDeclarationSyntax? FirstPart(INamedTypeSymbol type, ImmutableArray<AttributeData> declared)
    {
        var parts = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        return parts.FirstOrDefault(p => declared.Any(a => IsOn(p, a))) ?? parts.FirstOrDefault(p => !GeneratedFiles.IsOurs(p.SyntaxTree));
    }

    /// <summary>Where to say something about a type's invariants: at the first one, or at the type when it stands on an interface.</summary>
    public static Location? PlaceOf(TypeDeclarationSyntax part, AttributeData first) =>
        IsOn(part, first) ? first.Place() : part.Identifier.GetLocation();

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

        if (!type.GetMembers().Any(m => m is IMethodSymbol { IsPartialDefinition: true, IsStatic: false } or IPropertySymbol { IsPartialDefinition: true, IsStatic: false } or IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false }))
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
    public static ImmutableArray<(AttributeData Attribute, InvariantModel Model)> Parse(
        INamedTypeSymbol type, ImmutableArray<AttributeData> declared, ParseOptions options, Refusals refusals)
    {
        var invariants = ImmutableArray.CreateBuilder<(AttributeData, InvariantModel)>(declared.Length);
        var own = type.GetAttributes();
        foreach (var attribute in declared)
        {
            var origin = own.Contains(attribute) ? null : Interfaces(type).FirstOrDefault(i => i.GetAttributes().Contains(attribute));
            if (Parse(type, attribute, invariants.Count + 1, origin, options, origin is null ? refusals : Refusals.Unheard) is { } invariant)
            {
                invariants.Add((attribute, invariant));
            }
        }

        return invariants.ToImmutable();
    }

    private static InvariantModel? Parse(INamedTypeSymbol type, AttributeData attribute, int number, INamedTypeSymbol? origin, ParseOptions options, Refusals refusals)
    {
        if (attribute.Text() is not { } written)
        {
            return null; // no argument, or one that is no constant: the compiler says so
        }

        var text = ConditionText.Of(attribute, written, type, []);
        var place = attribute.Argument(null) is { } argument ? ExpressionPlace.Of(argument, text) : ExpressionPlace.Nowhere;
        EmbeddedExpression? condition = null;
        if (string.IsNullOrWhiteSpace(written))
        {
            refusals.Add(Rules.ExpressionInvalid, place.Whole, "the condition is empty: write what is true of every instance, such as \"Balance >= 0\"");
        }
        else if (ExpressionParser.Parse(place, options, text, "condition", refusals) is { } parsed)
        {
            // Asked of what was parsed safely: a text may be nested deeper than the stack is.
            if (OldValues.First(text, options) is { } old)
            {
                refusals.Add(Rules.ExpressionInvalid, place.At(old.Span), "old(…) means nothing in an invariant, which holds at any moment: declare [Ensures] on the member that must not change it");
            }
            else
            {
                condition = parsed;
            }
        }

        return new(
            NameOf(type, number),
            condition,
            condition?.Text ?? "",
            attribute.Named("Because") as string ?? "",
            CSharpText.Place(attribute.Place()),
            origin is null ? null : Origins.Of(origin),
            condition is null || SimpleCode.CanThrow(text, options, type, []));
    }

    private static IEnumerable<INamedTypeSymbol> Interfaces(INamedTypeSymbol type) =>
        type.AllInterfaces.Where(i => type.BaseType is null || !type.BaseType.AllInterfaces.Contains(i, SymbolEqualityComparer.Default));

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
