using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>One document as an edit sees it.</summary>
internal sealed record EditContext(Document Document, CompilationUnitSyntax Root, SemanticModel Model, SourceText Text, CancellationToken Cancellation)
{
    /// <summary>The line break of this file.</summary>
    public string NewLine { get; } = Layout.NewLine(Text);

    public Solution Solution => Document.Project.Solution;

    public static async Task<EditContext?> OfAsync(Document document, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return model is not null && await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false) is CompilationUnitSyntax root
            ? new(document, root, model, text, cancellation)
            : null;
    }

    public Document With(Changes changes) => Document.WithText(changes.Apply(Text));

    /// <summary>The blanks or tabs before the first token of its line.</summary>
    public string Indent(int position) => Layout.Indent(Text, position);
}
