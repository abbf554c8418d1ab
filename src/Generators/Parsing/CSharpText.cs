using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntentContracts.Generators.Parsing;

/// <summary>Symbols as C# text that means the same in the generated file.</summary>
internal static class CSharpText
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A namespace with all its parts, and <c>@</c> where a keyword needs it.</summary>
    public static readonly SymbolDisplayFormat QualifiedNamespace = SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>With <c>global::</c>, nullable annotations and tuple names.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>As a person would write it, for messages.</summary>
    public static string Brief(ITypeSymbol type) => type.ToDisplayString(Short);

    /// <summary>An identifier, with <c>@</c> where a keyword needs it.</summary>
    public static string Name(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static SourcePlace Place(Location? location)
    {
        if (location is not { IsInSource: true })
        {
            return SourcePlace.None;
        }

        // Not the mapped span: a file that is itself generated (Razor) is described by its own lines.
        var span = location.GetLineSpan();
        return new(span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1);
    }

    /// <summary>A symbol's documentation id without its kind, as guards name contracts: <c>Shop.Orders.PlaceAsync(Shop.Order)</c>.</summary>
    public static string ContractId(ISymbol symbol)
    {
        var id = symbol.GetDocumentationCommentId() ?? symbol.Name;
        return id.Length > 2 && id[1] == ':' ? id.Substring(2) : id;
    }
}
