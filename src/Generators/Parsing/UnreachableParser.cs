using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// Finds declarations in file-local types that ask for a guard. No implementing part can be written for them, so the compiler stops (CS8795) before it runs the analyzer that says why: the one
/// refusal that the generator itself has to report.
/// </summary>
internal static class UnreachableParser
{
    public static bool IsCandidate(SyntaxNode node) =>
        node is MemberDeclarationSyntax { AttributeLists.Count: > 0, Parent: TypeDeclarationSyntax { Parent: not TypeDeclarationSyntax } type } member
        && type.Modifiers.Any(SyntaxKind.FileKeyword)
        && MemberParser.IsOpen(member);

    public static UnreachableMember? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var node = context.Node is EventFieldDeclarationSyntax { Declaration.Variables: { Count: > 0 } variables } ? variables[0] : context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(node, cancellationToken) is not { ContainingType: { IsFileLocal: true } type } member
            || UnguardedMembers.GuardOn(member) is null
            || HasImplementingPart(member))
        {
            return null;
        }

        var location = Ours.Place((MemberDeclarationSyntax)context.Node);
        return new(member.Name, type.Name, CSharpText.Place(location), location.SourceSpan.Start, location.SourceSpan.Length);
    }

    public static Diagnostic Refusal(UnreachableMember member)
    {
        var (_, line, column, endLine, endColumn) = member.Place;
        var place = Location.Create(
            member.Place.Path,
            new TextSpan(member.Start, member.Length),
            new LinePositionSpan(new(line - 1, column - 1), new(endLine - 1, endColumn - 1)));
        return Diagnostic.Create(Rules.ShapeCannotBeGuarded, place, TypeShape.FileLocal($"'{member.Member}'", member.Type));
    }

    private static bool HasImplementingPart(ISymbol member) => member switch
    {
        IMethodSymbol method => method.PartialImplementationPart is not null,
        IPropertySymbol property => property.PartialImplementationPart is not null,
        _ => false,
    };
}
