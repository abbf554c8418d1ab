using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace IntentContracts.CodeFixes.Tests;

/// <summary>Before and after, text for text; and what stands there afterwards compiles with the generator, without a warning and without a finding of ours.</summary>
internal static class Becomes
{
    public static async Task ByFixAsync(CodeFixProvider provider, string before, string after)
    {
        var changed = await Apply.FirstFixAsync(provider, Workspaces.Project(before));
        Assert.NotNull(changed);
        while (await Apply.FirstFixAsync(provider, changed) is { } next)
        {
            changed = next;
        }

        Assert.Equal(after, await Workspaces.TextAsync(changed));
        Assert.Empty(await Workspaces.ProblemsAsync(changed));
    }

    public static async Task ByRefactoringAsync(CodeRefactoringProvider provider, string before, string after, string? title = null, params string[] findings)
    {
        var (project, actions) = await Apply.AtCaretAsync(provider, before);
        var action = title is null ? (actions is [var first, ..] ? first : null) : actions.FirstOrDefault(a => a.Title == title);
        Assert.NotNull(action);
        var changed = await Apply.TakeAsync(action, project);
        Assert.Equal(after, await Workspaces.TextAsync(changed));
        Assert.Equal(findings, (await Workspaces.ProblemsAsync(changed)).Select(p => p.Split(": ")[1]));
    }

    public static async Task NothingByFixAsync(CodeFixProvider provider, string source)
    {
        var project = Workspaces.Project(source);
        Assert.Contains(await Workspaces.FindingsAsync(project), d => provider.FixableDiagnosticIds.Contains(d.Id));
        Assert.Null(await Apply.FirstFixAsync(provider, project));
    }

    public static async Task NothingByRefactoringAsync(CodeRefactoringProvider provider, string source, string path = "/src/File1.cs") =>
        Assert.Empty((await Apply.AtCaretAsync(provider, source, path)).Actions.Select(a => a.Title));
}
