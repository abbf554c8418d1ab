using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Edits;

/// <summary>The cores that a partial declaration lacks. A name that is taken by something else is left to the author.</summary>
internal static class EmptyCore
{
    public static IReadOnlyList<string> Of(EditContext context, MemberDeclarationSyntax member)
    {
        var symbol = Members.SymbolOf(context, member);
        if (symbol is not { ContainingType: { } type } || (symbol is not IPropertySymbol { IsIndexer: true } && !CoreNames.AreFree(type, symbol)))
        {
            return [];
        }

        var refusal = " => throw new " + ExceptionName(context, member.SpanStart) + "();";
        return (member, symbol) switch
        {
            (MethodDeclarationSyntax method, IMethodSymbol declared) => [CoreHead.Of(context, method, declared) + refusal],
            (ConstructorDeclarationSyntax constructor, IMethodSymbol declared) => [CoreHead.Of(context, constructor, declared) + refusal],
            (PropertyDeclarationSyntax property, IPropertySymbol declared) => [CoreHead.Of(property, declared) + " " + Accessors(declared, refusal)],
            (IndexerDeclarationSyntax indexer, IPropertySymbol declared) =>
                [.. new[] { declared.GetMethod, declared.SetMethod }.OfType<IMethodSymbol>()
                    .Where(a => CoreNames.IsFree(type, a))
                    .Select(a => CoreHead.Of(context, indexer, declared, a, isReadOnly: false) + refusal)],
            (EventFieldDeclarationSyntax @event, IEventSymbol declared) => [CoreHead.Of(@event.Modifiers, @event.Declaration.Type, declared) + ";"],
            _ => [],
        };
    }

    // The language has no auto-property that only sets.
    private static string Accessors(IPropertySymbol property, string refusal)
    {
        var setter = property.SetMethod is not { } set ? "" : set.IsInitOnly ? "init" : "set";
        return property.GetMethod is null ? "{ " + setter + refusal + " }" : setter.Length == 0 ? "{ get; }" : "{ get; " + setter + "; }";
    }

    private static string ExceptionName(EditContext context, int position)
    {
        const string name = nameof(NotImplementedException);
        return context.Model.LookupNamespacesAndTypes(position, name: name).Any(s => s.ContainingNamespace?.ToDisplayString() == "System") ? name : "global::System." + name;
    }
}
