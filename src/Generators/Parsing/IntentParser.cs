using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one declaration's attributes for the manifest: as they were written, and where.</summary>
internal static class IntentParser
{
    private static readonly HashSet<string> Names = new(IntentNames.All.Select(n => n.Substring(IntentNames.Namespace.Length + 1)), StringComparer.Ordinal);

    /// <summary>A declaration with attributes. One on a lambda or a local function has no documentation id; the build task finds it in IL.</summary>
    public static bool IsDeclaration(SyntaxNode node) => AttributesOf(node).Count > 0;

    /// <summary>Null when none of the attributes is of the vocabulary.</summary>
    public static DeclaredIntents? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var node = context.Node;
        var symbol = node is CompilationUnitSyntax ? context.SemanticModel.Compilation.Assembly : context.SemanticModel.GetDeclaredSymbol(node, cancellationToken);
        if (symbol is null || TargetOf(symbol) is not { } target)
        {
            return null;
        }

        var intents = new List<IntentModel>();
        foreach (var attribute in symbol.GetAttributes())
        {
            if (IsOurs(attribute.AttributeClass)
                && attribute.ApplicationSyntaxReference is { } reference
                && reference.SyntaxTree == node.SyntaxTree
                && reference.GetSyntax(cancellationToken) is AttributeSyntax syntax
                && syntax.Parent?.Parent == node)
            {
                intents.Add(new(
                    target,
                    attribute.AttributeClass!.ContainingNamespace.Name + "." + attribute.AttributeClass.MetadataName,
                    OrdinalOf(symbol, attribute),
                    OneLine(syntax.ArgumentList?.Arguments.ToString() ?? ""),
                    CSharpText.Place(syntax.GetLocation())));
            }
        }

        if (intents.Count == 0)
        {
            return null;
        }

        var summary = node is CompilationUnitSyntax ? "" : DocumentationComment.Of(node).FirstSentence();
        return new(
            intents.ToEquatableArray(),
            summary.Length == 0 ? EquatableArray<SummaryModel>.Empty : new([new SummaryModel(target, summary)]));
    }

    private static SyntaxList<AttributeListSyntax> AttributesOf(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.AttributeLists,
        BaseMethodDeclarationSyntax method => method.AttributeLists,
        AccessorDeclarationSyntax accessor => accessor.AttributeLists,
        CompilationUnitSyntax file => file.AttributeLists,
        _ => default,
    };

    private static bool IsOurs(INamedTypeSymbol? type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: IntentNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } } && Names.Contains(type.MetadataName);

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
