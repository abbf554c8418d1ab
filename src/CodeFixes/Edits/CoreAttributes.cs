using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>
/// Attributes belong to the declaration. A core needs those by which the compiler judges or compiles a body (<c>[NotNullWhen]</c>, <c>[SkipLocalsInit]</c>), as well; and
/// a few mean nothing without one (<c>[field: …]</c>, <c>[EnumeratorCancellation]</c>) and move.
/// </summary>
internal static class CoreAttributes
{
    private const string Compiler = "System.Runtime.CompilerServices.";

    /// <summary>The attribute lists to write above a core.</summary>
    public static IReadOnlyList<string> OnMember(EditContext context, SyntaxList<AttributeListSyntax> lists) =>
        [.. lists.Where(IsOfField).Select(l => l.ToString()), .. Judging(context, lists)];

    /// <summary>The attribute lists to write in front of a core's parameter.</summary>
    public static IEnumerable<string> OnParameter(EditContext context, ParameterSyntax parameter, bool isAsyncIterator) =>
        Judging(context, parameter.AttributeLists)
            .Concat(isAsyncIterator ? parameter.AttributeLists.Where(l => IsOfEnumerator(context, l)).Select(l => l.ToString()) : []);

    /// <summary>Takes what moves to the core away from the declaration.</summary>
    public static void RemoveMoved(EditContext context, MemberDeclarationSyntax member, Changes changes)
    {
        foreach (var list in member.AttributeLists.Where(IsOfField))
        {
            Remove(list, changes);
        }

        if (member is MethodDeclarationSyntax method && CoreHead.IsAsyncIterator(method))
        {
            foreach (var list in method.ParameterList.Parameters.SelectMany(p => p.AttributeLists).Where(l => IsOfEnumerator(context, l)))
            {
                Remove(list, changes);
            }
        }
    }

    /// <summary>Takes away what does not belong to the core of an accessor.</summary>
    public static void RemoveFromAccessor(EditContext context, AccessorDeclarationSyntax accessor, Changes changes)
    {
        foreach (var list in accessor.AttributeLists)
        {
            if (list.Attributes.Any(a => !Judges(context, a)))
            {
                Remove(list, changes);
            }
        }
    }

    public static void Remove(AttributeListSyntax list, Changes changes)
    {
        var next = list.GetLastToken().GetNextToken();
        var isAlone = list.CloseBracketToken.TrailingTrivia.Concat(next.LeadingTrivia).All(t => string.IsNullOrWhiteSpace(t.ToString()));
        changes.Remove(list.SpanStart, isAlone ? next.SpanStart : list.Span.End);
    }

    private static IEnumerable<string> Judging(EditContext context, SyntaxList<AttributeListSyntax> lists) =>
        from list in lists
        where !IsOfField(list)
        from attribute in list.Attributes
        where Judges(context, attribute)
        select "[" + (list.Target is { } target ? target.Identifier.Text + ": " : "") + attribute + "]";

    private static bool Judges(EditContext context, AttributeSyntax attribute) =>
        context.Model.GetTypeInfo(attribute, context.Cancellation).Type is { } type
        && (type.ContainingNamespace?.ToDisplayString() == "System.Diagnostics.CodeAnalysis"
            || IntentAttributes.IsNamed(type, Compiler + "AsyncMethodBuilderAttribute")
            || IntentAttributes.IsNamed(type, Compiler + "SkipLocalsInitAttribute"));

    private static bool IsOfField(AttributeListSyntax list) => list.Target?.Identifier.IsKind(SyntaxKind.FieldKeyword) == true;

    private static bool IsOfEnumerator(EditContext context, AttributeListSyntax list) =>
        list.Attributes.Count == 1
        && context.Model.GetTypeInfo(list.Attributes[0], context.Cancellation).Type is { } type
        && IntentAttributes.IsNamed(type, Compiler + "EnumeratorCancellationAttribute");
}
