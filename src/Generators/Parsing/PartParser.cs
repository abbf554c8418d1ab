using IntentContracts.Generators.Model;
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
        && type.AncestorsAndSelf().All(a => a is not TypeDeclarationSyntax { Identifier.ValueText.Length: 0 })
        && (type.AttributeLists.Count > 0 || type.BaseList is not null || type.Members.Any(MemberParser.IsOpen));

    public static ParsedPart? Parse(
        INamedTypeSymbol type,
        TypeDeclarationSyntax part,
        Compilation compilation,
        Refusals refusals,
        CancellationToken cancellationToken)
    {
        var isGuarded = InvariantParser.IsGuarded(type);
        var context = new PartContext(type, part, compilation, refusals, isGuarded, isGuarded && !LeafCores.AreAll(type, cancellationToken));
        var members = Members(context, cancellationToken);
        var ordinal = OrdinalOf(type, part);
        var (own, checks) = Invariants(context);
        var entries = Entries.Of(context, members, own);
        if (members.Count == 0 && own.Count == 0 && checks is null && entries.Machines.Count == 0)
        {
            return null;
        }

        return new(
            new(
                HintNames.Of(type, ordinal),
                (type.GetDocumentationCommentId() ?? type.Name) + "#" + ordinal,
                Nesting.Usings((CompilationUnitSyntax)part.SyntaxTree.GetRoot(cancellationToken)),
                Nesting.Of(part),
                CSharpText.Of(type),
                type.TypeKind == TypeKind.Struct,
                own,
                checks,
                members.Select(m => m.Member).ToEquatableArray()),
            entries);
    }

    private static List<ParsedMember> Members(PartContext context, CancellationToken cancellationToken)
    {
        var parsed = new List<ParsedMember>();
        if (!context.Part.Members.Any(MemberParser.IsOpen))
        {
            return parsed;
        }

        foreach (var member in context.Type.GetMembers())
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree == context.Part.SyntaxTree
                    && reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration
                    && declaration.Parent == context.Part
                    && MemberParser.IsOpen(declaration)
                    && !Nesting.IsHalfWritten(declaration)
                    && member is not IMethodSymbol { AssociatedSymbol: not null }
                    && MemberParser.Parse(context, declaration, member) is { } one)
                {
                    parsed.Add(one);
                }
            }
        }

        return parsed;
    }

    // A condition is written into the file of the part that declares it, where its usings are; what evaluates them all, into the first such part's.
    private static (EquatableArray<InvariantModel> Own, InvariantChecks? Checks) Invariants(PartContext context)
    {
        var type = context.Type;
        var declared = InvariantParser.DeclaredOn(type);
        if (declared.IsEmpty)
        {
            return (EquatableArray<InvariantModel>.Empty, null);
        }

        var isFirst = context.Part == InvariantParser.FirstPart(type, declared);
        if (!isFirst && !declared.Any(a => InvariantParser.IsOn(context.Part, a)))
        {
            return (EquatableArray<InvariantModel>.Empty, null);
        }

        var said = isFirst ? context.Refusals : Refusals.Unheard;
        if (!InvariantParser.CanBeChecked(type, InvariantParser.PlaceOf(context.Part, declared[0]), said))
        {
            return (EquatableArray<InvariantModel>.Empty, null);
        }

        var all = InvariantParser.Parse(type, declared, context.Options, said);
        var own = all
            .Where(i => InvariantParser.IsOn(context.Part, i.Attribute) || (isFirst && i.Model.Origin is not null))
            .Select(i => i.Model)
            .ToEquatableArray();
        return (own, isFirst ? InvariantParser.Checks(type, all.Select(i => i.Model)) : null);
    }

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
