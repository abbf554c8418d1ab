using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Analyzers;

/// <summary>Members that declare an intent with a guard and are not partial: nobody writes a shell for them.</summary>
internal static class UnguardedMembers
{
    private static readonly string[] GuardIntents = [.. WaitingParser.Names, IntentNames.Requires, IntentNames.Transition, IntentNames.Ensures];

    /// <summary>Whether an attribute of this type needs a guard to mean anything.</summary>
    public static bool IsGuard(ITypeSymbol attribute) => GuardIntents.Any(i => IntentAttributes.IsNamed(attribute, i));

    /// <summary>The first intent with a guard that stands on the member, on an accessor or on a parameter of it.</summary>
    public static string? GuardOn(ISymbol member)
    {
        var carriers = member switch
        {
            IMethodSymbol method => method.Parameters.Cast<ISymbol>().Prepend(method),
            IPropertySymbol property => new ISymbol?[] { property, property.GetMethod, property.SetMethod }.OfType<ISymbol>()
                .Concat(property.Parameters)
                .Concat(property.SetMethod?.Parameters.Cast<ISymbol>() ?? []),
            IEventSymbol @event => new ISymbol?[] { @event, @event.AddMethod, @event.RemoveMethod }.OfType<ISymbol>(),
            _ => [],
        };
        foreach (var carrier in carriers)
        {
            foreach (var intent in GuardIntents)
            {
                if (IntentAttributes.Has(carrier, intent))
                {
                    return intent;
                }
            }
        }

        return null;
    }

    public static void Check(INamedTypeSymbol type, ISymbol member, string intent, Refusals refusals, CancellationToken cancellationToken)
    {
        // What the compiler makes of an extension block's member has the same declaration as the member itself.
        if (IsPartial(member, cancellationToken) || member.DeclaringSyntaxReferences.Length == 0 || (!IsInExtension(type) && IsExtension(Declaration(member, cancellationToken)?.Parent)))
        {
            return;
        }

        var name = $"[{IntentAttributes.ShortName(intent)}] on {Name(type, member)}";
        var place = member.Locations.FirstOrDefault();
        if (member.IsAbstract)
        {
            AbstractContracts.Check(type, member, refusals, place);
            return;
        }

        if (Problem(type, member) is { } problem)
        {
            refusals.Add(Rules.ShapeCannotBeGuarded, place, $"{name} guards nothing: {problem}");
        }
        else
        {
            refusals.Add(Rules.TargetCannotHold, place, $"{name} guards nothing because {Kind(member)} is not partial: {Remedy(type, member, cancellationToken)}");
        }
    }

    private static string? Problem(INamedTypeSymbol type, ISymbol member) => member switch
    {
        _ when IsExplicit(member) => "an explicit interface implementation cannot be partial; implement the member implicitly, or call a partial method from it",
        _ when type.TypeKind == TypeKind.Interface => $"a member with a body in an interface cannot be guarded; declare it in '{type.Name}' without a body, and guard the implementation",
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => IsInExtension(type) ? "an extension block cannot have partial members; write it as a static method with a this parameter" : null,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => null,
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.Destructor } => "nobody calls it; declare the intent on a partial method that it calls",
        IMethodSymbol => "only an ordinary method can be partial; move the body into one, and declare the intent there",
        _ => IsInExtension(type) ? "an extension block cannot have partial members; write it as a static method with a this parameter" : null,
    };

    private static string Kind(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: true } => "the indexer",
        IPropertySymbol => "the property",
        IEventSymbol => "the event",
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "the constructor",
        _ => "the method",
    };

    private static string Remedy(INamedTypeSymbol type, ISymbol member, CancellationToken cancellationToken) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when Services.IsPrimary(constructor) =>
            $"write '{SyntaxFacts.GetText(constructor.DeclaredAccessibility)} partial {type.Name}(…);' instead of the primary constructor, and put what it does into '{Cores.Signature(constructor)}'",
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
            $"declare '{Modifiers(member, cancellationToken)}partial {type.Name}(…);' and move the body into '{Cores.Signature(constructor)}', or check in a static method that makes the object",
        IMethodSymbol method => $"declare '{Modifiers(member, cancellationToken)}partial {CSharpText.Brief(method.ReturnType)} {CSharpText.Name(method.Name)}{(method.Arity == 0 ? "" : "<" + string.Join(", ", method.TypeParameters.Select(t => t.Name)) + ">")}(…);' and move the body into '{Cores.Signature(method)}'",
        IPropertySymbol { IsIndexer: true } property =>
            $"declare '{Modifiers(member, cancellationToken)}partial {CSharpText.Brief(property.Type)} this[…]' without bodies, and move them into GetItemCore and SetItemCore",
        IPropertySymbol property =>
            $"declare '{Modifiers(member, cancellationToken)}partial {CSharpText.Brief(property.Type)} {property.Name}' without bodies or value, and move the rest into 'private {CSharpText.Brief(property.Type)} {Cores.NameOf(property)}'",
        _ => $"declare '{Modifiers(member, cancellationToken)}partial event {CSharpText.Brief(((IEventSymbol)member).Type)} {member.Name};' and keep the rest in 'private event {CSharpText.Brief(((IEventSymbol)member).Type)} {Cores.NameOf(member)}'",
    };

    private static string Modifiers(ISymbol member, CancellationToken cancellationToken) =>
        Declaration(member, cancellationToken) is { } declaration
            ? string.Concat(declaration.Modifiers.Where(m => !m.IsKind(SyntaxKind.AsyncKeyword) && !m.IsKind(SyntaxKind.VirtualKeyword)).Select(m => m.Text + " "))
            : "";

    private static bool IsPartial(ISymbol member, CancellationToken cancellationToken) =>
        Declaration(member, cancellationToken)?.Modifiers.Any(SyntaxKind.PartialKeyword) == true;

    private static MemberDeclarationSyntax? Declaration(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration and not TypeDeclarationSyntax
            ? declaration
            : null;

    private static bool IsExplicit(ISymbol member) => member switch
    {
        IMethodSymbol method => method.MethodKind == MethodKind.ExplicitInterfaceImplementation,
        IPropertySymbol property => !property.ExplicitInterfaceImplementations.IsEmpty,
        IEventSymbol @event => !@event.ExplicitInterfaceImplementations.IsEmpty,
        _ => false,
    };

    // The symbol of an extension block has no name; its kind is newer than the compiler that this is built against.
    private static bool IsInExtension(INamedTypeSymbol type) =>
        IsExtension(type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax());

    private static bool IsExtension(SyntaxNode? declaration) => declaration is TypeDeclarationSyntax { Keyword.ValueText: "extension" };

    private static string Name(INamedTypeSymbol type, ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => $"'{type.Name}'",
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => $"the static constructor of '{type.Name}'",
        IMethodSymbol { MethodKind: MethodKind.Destructor } => $"the destructor of '{type.Name}'",
        IMethodSymbol { MethodKind: MethodKind.Conversion } conversion => $"the conversion to '{CSharpText.Brief(conversion.ReturnType)}'",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => $"'operator {SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(member.Name))}'",
        _ => $"'{member.Name}'",
    };
}
