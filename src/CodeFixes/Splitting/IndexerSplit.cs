using IntentContracts.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>The cores of an indexer are methods, so each accessor's body moves out of the braces.</summary>
internal static class IndexerSplit
{
    public static bool Add(SplitTarget target, IndexerDeclarationSyntax indexer, Changes changes)
    {
        var context = target.Context;
        var symbol = (IPropertySymbol)target.Symbol;
        var body = (SyntaxNode?)indexer.AccessorList ?? indexer.ExpressionBody!;
        if (!Cut.IsPossible(target, body.SpanStart) || (indexer.AccessorList is { } accessors && !CanMove(accessors)))
        {
            return false;
        }

        var attributes = CoreAttributes.OnMember(context, indexer.AttributeLists);
        DeclarationHead.Add(target, indexer.Type.SpanStart, changes);

        // What [CallerMemberName] says inside an indexer: there is no name that nameof could take.
        var inside = new Changes();
        CallerNames.Add(context, body, $"\"{symbol.MetadataName}\"", inside);
        if (indexer.AccessorList is not { } list)
        {
            Cut.Add(target, indexer.ParameterList.Span.End, body.SpanStart, " { get; }", [.. attributes, CoreHead.Of(context, indexer, symbol, symbol.GetMethod!, false)], changes);
            changes.AddAll(inside);
            return true;
        }

        var text = AccessorLists.Declared(list);
        foreach (var accessor in list.Accessors)
        {
            text += context.NewLine + context.NewLine + target.Indent + Core(target, indexer, symbol, accessor, attributes, inside);
        }

        var gap = TextSpan.FromBounds(indexer.ParameterList.Span.End, list.SpanStart);
        var isBlank = string.IsNullOrWhiteSpace(context.Text.ToString(gap));
        changes.Replace(isBlank ? TextSpan.FromBounds(gap.Start, list.Span.End) : list.Span, isBlank ? " " + text : text);
        return true;
    }

    private static string Core(
        SplitTarget target, IndexerDeclarationSyntax indexer, IPropertySymbol symbol, AccessorDeclarationSyntax accessor, IReadOnlyList<string> attributes, Changes inside)
    {
        var context = target.Context;
        var operation = accessor.IsKind(SyntaxKind.GetAccessorDeclaration) ? symbol.GetMethod! : symbol.SetMethod!;
        var head = string.Join(
            context.NewLine + target.Indent,
            [.. Comments(accessor.GetLeadingTrivia()), .. attributes, CoreHead.Of(context, indexer, symbol, operation, accessor.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))]);

        var body = (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody!;
        var span = TextSpan.FromBounds(body.SpanStart, accessor.Span.End);
        var from = context.Indent(accessor.GetFirstToken().SpanStart);
        Layout.Reindent(context, span, from, target.Indent, inside);
        var gap = Layout.IsFirstOnLine(context.Text, body.SpanStart) ? context.NewLine + target.Indent + After(context.Indent(body.SpanStart), from) : " ";
        return head + gap + inside.Apply(context.Text, span) + string.Concat(Comments(accessor.GetTrailingTrivia()).Select(c => " " + c));
    }

    private static bool CanMove(AccessorListSyntax list) =>
        !AccessorLists.HaveDirectives(list)
        && list.Accessors.All(a => a.Body is not null || a.ExpressionBody is not null)
        && !Comments(list.OpenBraceToken.TrailingTrivia.Concat(list.CloseBraceToken.LeadingTrivia)).Any();

    private static IEnumerable<string> Comments(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Select(t => t.ToString()).Where(t => !string.IsNullOrWhiteSpace(t));

    private static string After(string indent, string start) =>
        indent.StartsWith(start, StringComparison.Ordinal) ? indent.Substring(start.Length) : "";
}
