using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Tests;

/// <summary>Does what a person does in the editor: stands at a place, opens the list of actions, takes one.</summary>
internal static class Apply
{
    /// <summary>The fixes that one provider offers for a diagnostic.</summary>
    public static async Task<IReadOnlyList<CodeAction>> FixesAsync(CodeFixProvider provider, Project project, Diagnostic diagnostic)
    {
        var offered = new List<CodeAction>();
        if (provider.FixableDiagnosticIds.Contains(diagnostic.Id) && project.GetDocument(diagnostic.Location.SourceTree) is { } document)
        {
            await provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offered.Add(action), default));
        }

        return offered;
    }

    /// <summary>The first fix that the provider offers; null when it offers none.</summary>
    public static async Task<Project?> FirstFixAsync(CodeFixProvider provider, Project project)
    {
        foreach (var diagnostic in await Workspaces.FindingsAsync(project))
        {
            if (await FixesAsync(provider, project, diagnostic) is [var action, ..])
            {
                return await TakeAsync(action, project);
            }
        }

        return null;
    }

    public static async Task<Project> FixAllAsync(CodeFixProvider provider, Project project, string rule, FixAllScope scope)
    {
        var document = project.Documents.First();
        var context = new FixAllContext(document, provider, scope, provider.GetType().Name, [rule], new Diagnostics(), default);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return await TakeAsync(action!, project);
    }

    /// <summary>What is offered at <c>$$</c>, nested actions included.</summary>
    public static async Task<(Project Project, IReadOnlyList<CodeAction> Actions)> AtCaretAsync(CodeRefactoringProvider provider, string marked, string path = "/src/File1.cs")
    {
        var caret = marked.IndexOf("$$", StringComparison.Ordinal);
        var project = Workspaces.Files((path, marked.Remove(caret, 2)));
        return (project, await AtAsync(provider, project.Documents.First(), caret));
    }

    public static async Task<IReadOnlyList<CodeAction>> AtAsync(CodeRefactoringProvider provider, Document document, int caret)
    {
        var offered = new List<CodeAction>();
        await provider.ComputeRefactoringsAsync(new(document, new TextSpan(caret, 0), offered.Add, default));
        return [.. offered.SelectMany(a => a.NestedActions.IsEmpty ? [a] : a.NestedActions.AsEnumerable())];
    }

    public static async Task<Project> TakeAsync(CodeAction action, Project project)
    {
        var operations = await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private sealed class Diagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await Workspaces.FindingsAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await Workspaces.FindingsAsync(document.Project)).Where(d => d.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
