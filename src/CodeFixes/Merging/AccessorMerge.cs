using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Merging;

/// <summary>Gives the accessors of a core what the declaration says about them: visibility, attributes, and whether a setter is <c>init</c>.</summary>
internal static class AccessorMerge
{
    /// <summary>False when the core has an accessor less, or one more than can be told apart.</summary>
    public static bool Add(EditContext context, PropertyDeclarationSyntax declaration, PropertyDeclarationSyntax core, bool withoutGuards, Changes changes)
    {
        var declared = declaration.AccessorList!.Accessors;
        if (core.AccessorList is not { } list)
        {
            return declared.Count == 1 && declared[0].IsKind(SyntaxKind.GetAccessorDeclaration) && Prefix(context, declared[0], withoutGuards, []).Length == 0;
        }

        if (declared.Any(d => !list.Accessors.Any(a => IsSame(a, d))))
        {
            return false;
        }

        foreach (var accessor in list.Accessors)
        {
            if (declared.FirstOrDefault(d => IsSame(accessor, d)) is not { } match)
            {
                // The shell did not show it; only the type uses it.
                changes.Insert(accessor.SpanStart, "private ");
                continue;
            }

            changes.Insert(accessor.SpanStart, Prefix(context, match, withoutGuards, accessor.Modifiers));
            if (!accessor.Keyword.IsKind(match.Keyword.Kind()))
            {
                changes.Replace(accessor.Keyword.Span, match.Keyword.Text);
            }
        }

        return true;
    }

    private static string Prefix(EditContext context, AccessorDeclarationSyntax declared, bool withoutGuards, SyntaxTokenList present) =>
        string.Concat(declared.AttributeLists.Select(l => withoutGuards ? MergedHead.WithoutGuards(context, l) : l.ToString()).Where(t => t is not null).Select(t => t + " "))
        + string.Concat(declared.Modifiers.Where(m => !present.Any(m.Kind())).Select(m => m.Text + " "));

    private static bool IsSame(AccessorDeclarationSyntax one, AccessorDeclarationSyntax other) =>
        one.IsKind(SyntaxKind.GetAccessorDeclaration) == other.IsKind(SyntaxKind.GetAccessorDeclaration);
}
