using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one declaration's attributes for the manifest: as they were written, and where.</summary>
internal static class IntentParser
{
    /// <summary>An attribute on a lambda or a local function has no documentation id; the build task finds it in IL.</summary>
    public static bool IsDeclaration(SyntaxNode node) =>
        node is TypeDeclarationSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax;

    public static DeclaredIntents Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (TargetOf(context.TargetSymbol) is not { } target)
        {
            return new(EquatableArray<IntentModel>.Empty, EquatableArray<SummaryModel>.Empty);
        }

        var intents = new List<IntentModel>();
        foreach (var attribute in context.Attributes)
        {
            if (attribute.AttributeClass is { } type && attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax syntax)
            {
                intents.Add(new(
                    target,
                    type.ContainingNamespace.Name + "." + type.MetadataName,
                    OrdinalOf(context.TargetSymbol, attribute),
                    OneLine(syntax.ArgumentList?.Arguments.ToString() ?? ""),
                    CSharpText.Place(syntax.GetLocation())));
            }
        }

        var summary = context.TargetNode is CompilationUnitSyntax ? "" : DocumentationComment.Of(context.TargetNode).FirstSentence();
        return new(
            intents.ToEquatableArray(),
            summary.Length == 0 ? EquatableArray<SummaryModel>.Empty : new([new SummaryModel(target, summary)]));
    }

    private static string? TargetOf(ISymbol symbol) =>
        symbol is IAssemblySymbol assembly ? "A:" + assembly.Name : symbol.GetDocumentationCommentId();

    // The order of GetAttributes is the order in which the compiler writes them into the assembly.
    private static int OrdinalOf(ISymbol symbol, AttributeData attribute)
    {
        var ordinal = 0;
        foreach (var other in symbol.GetAttributes())
        {
            if (other.ApplicationSyntaxReference is { } there
                && attribute.ApplicationSyntaxReference is { } here
                && there.SyntaxTree == here.SyntaxTree
                && there.Span == here.Span)
            {
                break;
            }

            ordinal += SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass) ? 1 : 0;
        }

        return ordinal;
    }

    private static string OneLine(string text) =>
        text.IndexOf('\n') < 0 ? text : string.Join(" ", text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
}
