using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one part of a partial type. The first and only transform that sees symbols and syntax.</summary>
internal static class PartParser
{
    /// <summary>By syntax alone: may this node contribute a guard?</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is TypeDeclarationSyntax type
        && type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && (type.AttributeLists.Count > 0 || type.Members.Any(IsOpenDeclaration));

    public static ParsedPart? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var part = (TypeDeclarationSyntax)context.Node;
        return context.SemanticModel.GetDeclaredSymbol(part, cancellationToken) is { } type
            ? Parse(type, part, context.SemanticModel.Compilation, Refusals.Unheard, cancellationToken)
            : null;
    }

    public static ParsedPart? Parse(
        INamedTypeSymbol type,
        TypeDeclarationSyntax part,
        Compilation compilation,
        Refusals refusals,
        CancellationToken cancellationToken)
    {
        var members = Members(type, part, compilation, refusals, cancellationToken);
        var ordinal = OrdinalOf(type, part);
        var (own, checks) = Invariants(type, part, refusals);
        if (members.Count == 0 && own.Count == 0 && checks is null)
        {
            return null;
        }

        var guarded = new GuardedPart(
            HintNames.Of(type, ordinal),
            (type.GetDocumentationCommentId() ?? type.Name) + "#" + ordinal,
            Nesting.Usings((CompilationUnitSyntax)part.SyntaxTree.GetRoot(cancellationToken)),
            Nesting.Of(part),
            CSharpText.Of(type),
            type.TypeKind == TypeKind.Struct,
            own,
            checks,
            members.Select(m => m.Member).ToEquatableArray());
        return new(
            guarded,
            members.Where(m => m.Guard is not null).Select(m => m.Guard!).ToEquatableArray(),
            members.Where(m => m.Summary is not null).Select(m => m.Summary!).ToEquatableArray());
    }

    private static bool IsOpenDeclaration(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { Body: null, ExpressionBody: null } method && method.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static List<ParsedMember> Members(
        INamedTypeSymbol type,
        TypeDeclarationSyntax part,
        Compilation compilation,
        Refusals refusals,
        CancellationToken cancellationToken)
    {
        var parsed = new List<ParsedMember>();
        if (!part.Members.Any(IsOpenDeclaration))
        {
            return parsed;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsPartialDefinition: true } method
                && method.DeclaringSyntaxReferences.FirstOrDefault() is { } reference
                && reference.SyntaxTree == part.SyntaxTree
                && reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
                && declaration.Parent == part
                && MemberParser.Parse(type, method, declaration, compilation, refusals) is { } one)
            {
                parsed.Add(one);
            }
        }

        return parsed;
    }

    // A condition is written into the file of the part that declares it, where its usings are; what evaluates them all, into the first such part's.
    private static (EquatableArray<InvariantModel> Own, InvariantChecks? Checks) Invariants(INamedTypeSymbol type, TypeDeclarationSyntax part, Refusals refusals)
    {
        var declared = InvariantParser.DeclaredOn(type);
        if (!declared.Any(a => IsOn(part, a)))
        {
            return (EquatableArray<InvariantModel>.Empty, null);
        }

        var isFirst = IsOn(part, declared[0]);
        var said = isFirst ? refusals : Refusals.Unheard;
        if (!InvariantParser.CanBeChecked(type, declared[0].Place(), said))
        {
            return (EquatableArray<InvariantModel>.Empty, null);
        }

        var all = InvariantParser.Parse(type, declared, said);
        var own = all.Where(i => IsOn(part, i.Attribute)).Select(i => i.Model).ToEquatableArray();
        return (own, isFirst ? InvariantParser.Checks(type, all.Select(i => i.Model)) : null);
    }

    private static bool IsOn(TypeDeclarationSyntax part, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == part.SyntaxTree && reference.GetSyntax().Parent?.Parent == part;

    private static int OrdinalOf(INamedTypeSymbol type, TypeDeclarationSyntax part)
    {
        var ordinal = 1;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            if (syntax == part)
            {
                break;
            }

            ordinal += IsCandidate(syntax) ? 1 : 0;
        }

        return ordinal;
    }
}
