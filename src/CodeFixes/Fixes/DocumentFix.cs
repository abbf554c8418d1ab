using System.Collections.Immutable;
using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace IntentContracts.CodeFixes.Fixes;

/// <summary>A fix whose changes all stand in the diagnostic's file, so that Fix All is one edit per file.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await EditContext.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } edit
            || GeneratedCode.Is(context.Document, edit.Root))
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindAsync(edit, diagnostic).ConfigureAwait(false) is { IsEmpty: false })
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, c => FixAsync(context.Document, [diagnostic], c), GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>What to change for one diagnostic; null when there is nothing mechanical to do.</summary>
    private protected abstract Task<Changes?> FindAsync(EditContext context, Diagnostic diagnostic);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await EditContext.OfAsync(document, cancellation).ConfigureAwait(false) is not { } context || GeneratedCode.Is(document, context.Root))
        {
            return document;
        }

        var changes = new Changes();
        foreach (var diagnostic in diagnostics)
        {
            if (await FindAsync(context, diagnostic).ConfigureAwait(false) is { } one)
            {
                changes.AddAll(one);
            }
        }

        return context.With(changes);
    }
}
