using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Merging;

/// <summary>Makes a declaration an ordinary head: what the core had in front of its body (<c>async</c>, <c>virtual</c>, attributes that mean nothing without one) comes back.</summary>
internal static class MergedHead
{
    public static void Add(MergeTarget target, bool withoutGuards, Changes changes)
    {
        var context = target.Context;
        var modifiers = target.Declaration.Modifiers;
        var partial = modifiers.First(m => m.IsKind(SyntaxKind.PartialKeyword));
        var added = string.Concat(target.Core.Modifiers
            .Where(m => m.Kind() is SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.VirtualKeyword && !modifiers.Any(m.Kind()))
            .Select(m => m.Text + " "));
        changes.Replace(Layout.WithBlanks(partial), added);

        var own = Missing(target.Core.AttributeLists, target.Declaration.AttributeLists).ToList();
        if (own.Count > 0)
        {
            var indent = context.Indent(target.Declaration.GetFirstToken().SpanStart);
            changes.Insert(modifiers[0].SpanStart, string.Concat(own.Select(a => a + context.NewLine + indent)));
        }

        var declared = Parameters(target.Declaration);
        var parameters = Parameters(target.Core);
        for (var i = 0; i < declared.Count && i < parameters.Count; i++)
        {
            changes.Insert(declared[i].SpanStart, string.Concat(Missing(parameters[i].AttributeLists, declared[i].AttributeLists).Select(a => a + " ")));
        }

        if (withoutGuards)
        {
            foreach (var list in target.Declaration.AttributeLists.Concat(declared.SelectMany(p => p.AttributeLists)))
            {
                RemoveGuards(context, list, changes);
            }
        }
    }

    /// <summary>The attribute list without its guards; null when nothing is left of it.</summary>
    public static string? WithoutGuards(EditContext context, AttributeListSyntax list)
    {
        var kept = list.Attributes.Where(a => !MemberMerge.IsGuard(context, a)).ToList();
        return kept.Count == 0 ? null
            : kept.Count == list.Attributes.Count ? list.ToString()
            : "[" + (list.Target is { } target ? target.Identifier.Text + ": " : "") + string.Join(", ", kept) + "]";
    }

    private static void RemoveGuards(EditContext context, AttributeListSyntax list, Changes changes)
    {
        if (WithoutGuards(context, list) is not { } kept)
        {
            CoreAttributes.Remove(list, changes);
        }
        else if (kept != list.ToString())
        {
            changes.Replace(list.Span, kept);
        }
    }

    private static IEnumerable<string> Missing(SyntaxList<AttributeListSyntax> core, SyntaxList<AttributeListSyntax> declared) =>
        core.Where(l => l.Attributes.Any(a => !declared.SelectMany(d => d.Attributes).Any(d => d.IsEquivalentTo(a)))).Select(l => l.ToString());

    private static SeparatedSyntaxList<ParameterSyntax> Parameters(MemberDeclarationSyntax member) => (member as BaseMethodDeclarationSyntax)?.ParameterList.Parameters ?? default;
}
