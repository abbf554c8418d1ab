using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

internal static class AccessorLists
{
    /// <summary>The accessors of a declaration, on one line and without bodies: <c>{ get; private set; }</c>.</summary>
    public static string Declared(AccessorListSyntax? accessors) =>
        accessors is null ? "{ get; }" : "{ " + string.Concat(accessors.Accessors.Select(Declared)) + "}";

    public static bool HaveDirectives(AccessorListSyntax? accessors) =>
        accessors is not null && accessors.Accessors.Any(a => a.GetFirstToken().LeadingTrivia.Any(t => t.IsDirective)) | accessors?.CloseBraceToken.LeadingTrivia.Any(t => t.IsDirective) == true;

    private static string Declared(AccessorDeclarationSyntax accessor) =>
        string.Concat(accessor.AttributeLists.Select(l => l + " ")) + string.Concat(accessor.Modifiers.Select(m => m.Text + " ")) + accessor.Keyword.Text + "; ";
}
