using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>Where the solution uses a symbol, outside our own generated files.</summary>
internal static class References
{
    public static async Task<bool> IsOverriddenAsync(EditContext context, ISymbol symbol) =>
        (symbol.IsVirtual || symbol.IsAbstract || (symbol.IsOverride && !symbol.IsSealed))
        && (await SymbolFinder.FindOverridesAsync(symbol, context.Solution, cancellationToken: context.Cancellation).ConfigureAwait(false)).Any();

    /// <summary>The names that mean the symbol, all in this document; null when there are others elsewhere, which an edit of this document would break.</summary>
    public static async Task<IReadOnlyList<SimpleNameSyntax>?> InDocumentAsync(EditContext context, ISymbol symbol)
    {
        var names = new List<SimpleNameSyntax>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(symbol, context.Solution, context.Cancellation).ConfigureAwait(false))
        {
            foreach (var reference in found.Locations)
            {
                if (reference.Document is SourceGeneratedDocument || GeneratedFiles.IsOurs(reference.Location.SourceTree))
                {
                    continue;
                }

                if (reference.Document.Id != context.Document.Id)
                {
                    return null;
                }

                if (context.Root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true) is SimpleNameSyntax name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }
}
